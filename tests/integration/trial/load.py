#!/usr/bin/env python3
"""Reloads, restarts of the origin and a drain, under a steady load.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/load.py [--reloads 50] [--restarts 20] [--seconds 60]

wrk asks without a pause while the proxy reloads two configurations by turns and nginx behind it is
ended and started again. Every request has to be answered. What is the origin's own failure, a 502,
503 or 504 while it is away, or a response that it broke off, is counted apart, and held against the
proxy's metrics. Then a drain, with visitors that go on until nobody listens any more: whoever got
a connection gets an answer. Exit code 1 where a request was lost, 77 where wrk or nginx is not
installed.
"""

import argparse
import pathlib
import signal
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.proxy import Proxy  # noqa: E402
from harness.registries import cookie, govuk  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from trial.late import LateVisitors  # noqa: E402
from trial.servers import start_nginx  # noqa: E402
from trial.visits import COOKIES  # noqa: E402
from trial.wrk import Load  # noqa: E402

CONNECTIONS = 32
DRAIN_DELAY = 5
"""Seconds that are served after SIGTERM; wrk ends in them."""
PATIENCE = 30.0
OWN_FAILURES = (502, 503, 504)


def until(condition, what):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"in vain: {what}")
        time.sleep(0.02)


class Trial:
    """One proxy before one nginx, and what happens to them."""

    def __init__(self):
        self.origin = start_nginx(COOKIES)
        self.registries = [govuk(), govuk()]
        self.registries[1]["categories"][0]["cookies"].append(cookie("newcomer"))
        keys = settings(site(self.origin), log={"access": False},
                        timeouts={"drain_delay": f"{DRAIN_DELAY}s", "drain": "10s"})
        self.proxy = Proxy(keys)
        self.reloads = self.restarts = 0

    def reload(self):
        """Has it taken the other registry, and waits until it has."""
        before = self.reloads_taken()
        self.reloads += 1
        self.proxy.write("govuk.json", self.registries[self.reloads % 2])
        self.proxy.send_signal(signal.SIGHUP)
        until(lambda: self.reloads_taken() > before, "a reload")

    def reloads_taken(self):
        return self.proxy.metric("consent_proxy_reloads_total", result="success")

    def restart(self):
        self.restarts += 1
        self.origin.restart()

    def run(self, reloads, restarts, seconds):
        """The load with what happens meanwhile, spread evenly over the time."""
        events = [((i + 1) / (reloads + 1), self.reload) for i in range(reloads)]
        events += [((i + 1) / (restarts + 1), self.restart) for i in range(restarts)]
        load = Load(self.proxy.address, seconds + 1, CONNECTIONS)
        begun = time.monotonic()
        for share, happen in sorted(events, key=lambda event: event[0]):
            time.sleep(max(0.0, begun + share * seconds - time.monotonic()))
            happen()
        time.sleep(max(0.0, begun + seconds - time.monotonic()))
        with LateVisitors(self.proxy.address) as late:
            self.proxy.send_signal(signal.SIGTERM)
            self.proxy.log.wait_for_match("draining")
            report = load.finish()
            counted = self.counted()
            late.finish()
        code = self.proxy.wait()
        return report, counted, late, code

    def counted(self):
        """What the proxy says: its answers by class of the status, and those that the origin broke
        off after they had begun."""
        counts = {code: self.proxy.metric("consent_proxy_requests_total", code=code)
                  for code in ("2xx", "4xx", "5xx")}
        broken_off = self.proxy.metric("consent_proxy_upstream_errors_total",
                                       error="http_response_incomplete")
        return {"answers": sum(counts.values()), "broken off": broken_off, **counts}

    def stop(self):
        if self.proxy.process.poll() is None:
            self.proxy.kill()
        self.origin.stop()


def judge(trial, report, counted, late, code):
    """The faults, in words."""
    answered = sum(report.statuses.values())
    own = sum(report.statuses.get(status, 0) for status in OWN_FAILURES)
    faults = []
    if set(report.statuses) - {200, *OWN_FAILURES}:
        faults.append(f"statuses that nobody sent: {report.statuses}")
    if report.lost > counted["broken off"]:
        faults.append(f"requests of wrk that were not answered: {report.errors}")
    # wrk reads no answer that comes after its end, and the late visitors are not its own.
    if not answered <= counted["answers"] <= answered + CONNECTIONS + late.asked:
        faults.append(f"wrk was answered {answered} times, the proxy says {counted}")
    if not own <= counted["5xx"] <= own + CONNECTIONS + late.asked:
        faults.append(f"wrk saw {own} failures of the origin, the proxy {counted['5xx']:.0f}")
    if late.lost:
        faults.append(f"visitors during the drain that were not answered: {late.lost}")
    if late.refused_answers:
        faults.append(f"answers during the drain other than 200: {late.refused_answers}")
    if code != 0:
        faults.append(f"exit code {code}: {trial.proxy.log.text[-2000:]}")
    return faults


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--reloads", type=int, default=50)
    arguments.add_argument("--restarts", type=int, default=20)
    arguments.add_argument("--seconds", type=int, default=60)
    options = arguments.parse_args()
    if missing := [name for name in ("wrk", "nginx") if not shutil.which(name)]:
        print("skipped, not installed: " + ", ".join(missing))
        return 77
    trial = Trial()
    try:
        found = trial.run(options.reloads, options.restarts, options.seconds)
        report, counted, late, _ = found
        print(f"{trial.reloads} reloads, {trial.restarts} restarts of the origin, 1 drain")
        print(f"wrk: {report}")
        print("the proxy: " + ", ".join(f"{count:.0f} {what}" for what, count in counted.items()))
        print(f"drain: {late}")
        faults = judge(trial, *found)
    finally:
        trial.stop()
    for fault in faults:
        print(f"fault: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
