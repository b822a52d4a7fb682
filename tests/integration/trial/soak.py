#!/usr/bin/env python3
"""Mixed traffic for an hour, with reloads, and what it leaves behind.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/soak.py [--minutes 60]

Pages with the banner, forms, posts, chunked ones, downloads, tunnels, TLS, visitors who leave in
the middle and an origin that does; short loads by wrk where it is installed; a reload every three
seconds, every tenth of them of a faulty file. After a minute, and at the end, all pause until
connections at rest have closed: then the process has to have as many open descriptors as it had
then, and no more than a tenth more resident memory. Below three minutes "then" is after a third of
the time. A line a minute. Exit code 1 where that does not hold, or a visitor was answered as none
should be.
"""

import argparse
import asyncio
import os
import pathlib
import shutil
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import certificates  # noqa: E402
from harness.client import HOST  # noqa: E402
from harness.page_registries import with_pages  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.registries import cookie  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from trial.medley import Medley  # noqa: E402
from trial.medley_origin import MedleyOrigin  # noqa: E402
from trial.wrk import resident  # noqa: E402

RELOAD_EVERY = 3.0
WRK_EVERY = 10.0
AT_REST = 8.0
"""Seconds without a change of the number of descriptors: above `upstream.idle`."""
MOST_GROWTH = 1.10
NOISE = 1024
"""KiB that resident memory may move about."""


def registries():
    """Two good ones and a faulty one."""
    one = with_pages(receipts={"file": "receipts.jsonl", "rotate": "1MiB", "keep": 2})
    other = with_pages(receipts=one["receipts"])
    other["categories"][0]["cookies"].append(cookie("newcomer"))
    return one, other, {"registry": 1, "site": "faulty"}


def start_proxy(origin):
    keys = settings(site(origin), log={"access": True})
    keys["listeners"].append({"address": "127.0.0.1:0", "tls": certificates.localhost().files})
    return Proxy(keys, registries={"govuk.json": registries()[0]})


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


async def reload_for_ever(proxy, counts):
    one, other, faulty = registries()
    while True:
        await asyncio.sleep(RELOAD_EVERY)
        counts["reloads"] += 1
        turn = counts["reloads"]
        proxy.write("govuk.json", faulty if turn % 10 == 0 else (one, other)[turn % 2])
        proxy.send_signal(signal.SIGHUP)


async def load_for_ever(proxy):
    """A second of wrk now and then."""
    host, port = proxy.address
    while shutil.which("wrk"):
        await asyncio.sleep(WRK_EVERY)
        process = await asyncio.create_subprocess_exec(
            "wrk", "-t1", "-c8", "-d1s", "-H", f"Host: {HOST}", f"http://{host}:{port}/page",
            stdout=asyncio.subprocess.DEVNULL)
        await process.wait()


class Soak:
    """The traffic, the reloads, and what is measured."""

    def __init__(self, proxy):
        self.proxy = proxy
        self.pid = proxy.process.pid
        self.medley = Medley(*proxy.listeners)
        self.counts = {"reloads": 0}
        self._others = []

    def go(self):
        self._others = [asyncio.ensure_future(reload_for_ever(self.proxy, self.counts)),
                        asyncio.ensure_future(load_for_ever(self.proxy))]
        self.medley.go_on()

    async def rest(self):
        """Lets all come to rest; the descriptors and the resident KiB then."""
        for other in self._others:
            other.cancel()
        await asyncio.gather(*self._others, return_exceptions=True)
        await self.medley.pause()
        since, last = time.monotonic(), descriptors(self.pid)
        while time.monotonic() < since + AT_REST:
            await asyncio.sleep(0.2)
            if (now := descriptors(self.pid)) != last:
                since, last = time.monotonic(), now
        return last, resident(self.pid)

    def tell(self, minute):
        # Or this process would soak up the access log.
        self.proxy.output.lines.clear()
        self.proxy.log.lines.clear()
        print(f"minute {minute:.1f}: {sum(self.medley.done.values())} visits, "
              f"{len(self.medley.failures)} of them not as they should be, "
              f"{self.counts['reloads']} reloads, {descriptors(self.pid)} descriptors, "
              f"{resident(self.pid)} KiB", flush=True)

    async def run_until(self, begun, end):
        """Traffic until `end` seconds after `begun`, and a line a minute."""
        self.go()
        while (left := begun + end - time.monotonic()) > 0:
            await asyncio.sleep(min(60.0, left))
            self.tell((time.monotonic() - begun) / 60)


async def soak(proxy, seconds):
    """The state at rest early on and at the end, the reloads asked for, and what went wrong."""
    trial = Soak(proxy)
    trial.medley.start()
    begun = time.monotonic()
    await trial.run_until(begun, min(60.0, seconds / 3))
    early = await trial.rest()
    print(f"at rest: {early[0]} descriptors, {early[1]} KiB", flush=True)
    await trial.run_until(begun, seconds)
    late = await trial.rest()
    print(f"at rest: {late[0]} descriptors, {late[1]} KiB", flush=True)
    await trial.medley.stop()
    print(", ".join(f"{count} {kind}" for kind, count in sorted(trial.medley.done.items())))
    return early, late, trial.counts["reloads"], trial.medley.failures


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--minutes", type=float, default=60)
    options = arguments.parse_args()
    origin = MedleyOrigin()
    proxy = start_proxy(origin)
    try:
        early, late, reloads, failures = asyncio.run(soak(proxy, 60 * options.minutes))
    except BaseException:
        proxy.kill()
        raise
    faults = failures[:20]
    counted = proxy.metric("consent_proxy_reloads_total")
    if counted < reloads:
        faults.append(f"{reloads} reloads were asked for, {counted:.0f} counted")
    if early[0] != late[0]:
        faults.append(f"{early[0]} descriptors became {late[0]}")
    sanitized = os.environ.get("CONSENT_PROXY_SANITIZED") == "1"
    if late[1] > max(early[1] * MOST_GROWTH, early[1] + NOISE) and not sanitized:
        faults.append(f"{early[1]} KiB became {late[1]}")
    proxy.stop()
    origin.stop()
    for fault in faults:
        print(f"fault: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
