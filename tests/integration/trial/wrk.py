"""Load by wrk: with an eye on resident memory, or with every answer counted."""

import pathlib
import re
import subprocess

from harness.client import HOST
from harness.consent import ALL_BUT_USAGE

SETTLED_AFTER = 3.0
"""Seconds until pools and buffers have their size."""
NOISE = 1024
"""KiB that resident memory may move about."""


def resident(pid):
    """VmRSS in KiB."""
    return _status(pid, "VmRSS")


def peak(pid):
    """VmHWM, the most that was ever resident, in KiB."""
    return _status(pid, "VmHWM")


def _status(pid, key):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(rf"^{key}:\s+(\d+) kB", status.read(), re.MULTILINE).group(1))


def run_wrk(address, seconds, watch):
    """wrk's report; `watch(elapsed)` is called twice a second while it runs."""
    command = ["wrk", "-t1", "-c64", f"-d{seconds}s", "--timeout", "20s", "-H", f"Host: {HOST}",
               "-H", f"Cookie: SESSION=1; cookies_policy={ALL_BUT_USAGE}",
               f"http://{address[0]}:{address[1]}/"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for tick in range(2 * seconds + 40):
            try:
                process.wait(0.5)
                return process.stdout.read()
            except subprocess.TimeoutExpired:
                watch((tick + 1) / 2)
        process.kill()
    raise AssertionError("wrk did not end")


def check_load(proxy, seconds, memory):
    """No error of any kind; with `memory`, no growth from the third second on."""
    samples = []

    def watch(elapsed):
        if elapsed >= SETTLED_AFTER:
            samples.append(resident(proxy.process.pid))

    report = run_wrk(proxy.address, seconds, watch)
    requests = int(re.search(r"(\d+) requests in", report).group(1))
    for complaint in ("Socket errors", "Non-2xx"):
        if complaint in report:
            raise AssertionError(report)
    if not requests or len(samples) < 2:
        raise AssertionError("too short to say anything:\n" + report)
    print(f"load: {requests} requests in {seconds} s without an error, "
          f"resident {samples[0]} to {samples[-1]} KiB")
    if memory and samples[-1] > samples[0] + NOISE:
        raise AssertionError(f"resident memory grew: {samples} KiB")


class Report:
    """What became of the requests of a `Load`: `statuses` counts the answers; `errors` are wrk's
    own words for what was not answered."""

    def __init__(self, text):
        self.statuses = {int(status): int(count)
                         for status, count in re.findall(r"^status (\d+): (\d+)$", text, re.M)}
        self.errors = {kind: int(count)
                       for kind, count in re.findall(r"^error (\w+): (\d+)$", text, re.M)}

    @property
    def lost(self):
        return sum(self.errors.values())

    def __str__(self):
        counts = ", ".join(f"{count} with {status}"
                           for status, count in sorted(self.statuses.items()))
        return f"{sum(self.statuses.values())} requests answered, {counts}; {self.lost} lost"


class Load:
    """wrk in the background, for so many seconds."""

    def __init__(self, address, seconds, connections):
        script = pathlib.Path(__file__).with_name("statuses.lua")
        self._seconds = seconds
        self._process = subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", script,
             "-H", f"Host: {HOST}", f"http://{address[0]}:{address[1]}/"],
            stdout=subprocess.PIPE, text=True)

    def finish(self):
        """Waits for its end; the report."""
        try:
            text, _ = self._process.communicate(timeout=self._seconds + 30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        report = Report(text)
        assert report.statuses, text
        return report
