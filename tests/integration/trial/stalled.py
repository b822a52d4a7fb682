#!/usr/bin/env python3
"""A thousand visitors that ask for much and read nothing, and what is left for the others.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/stalled.py [--visitors 1000] [--limit 32MiB]

Run by hand: it tells figures and judges nothing. nginx is the origin. `--limit` is
`limits.buffered_bytes`.
"""

import argparse
import pathlib
import socket
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.client import request  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from trial.blob import pieces  # noqa: E402
from trial.wrk import peak, resident  # noqa: E402
from trial.servers import start_nginx  # noqa: E402
from trial.visits import COOKIES  # noqa: E402

BODY = 16 * 1024 * 1024
QUICK = 100
STILL = 1.0
"""Seconds without growth until memory is taken to have settled."""


def settle(pid, most=30.0):
    """Waits until resident memory has stood still; what it is, in KiB."""
    start = since = time.monotonic()
    last = resident(pid)
    while (now := time.monotonic()) < start + most and now < since + STILL:
        time.sleep(0.1)
        if (found := resident(pid)) != last:
            last, since = found, now
    return last


def quick_requests(proxy):
    """How many of QUICK requests are answered with what, and in how many milliseconds."""
    statuses, took = {}, []
    for _ in range(QUICK):
        begun = time.monotonic()
        status = proxy.visit("GET", "/", "Connection: close").status
        took.append(1000 * (time.monotonic() - begun))
        statuses[status] = statuses.get(status, 0) + 1
    return f"{statuses}, median {statistics.median(took):.1f} ms, most {max(took):.1f} ms"


def stall(proxy, count):
    stalled = []
    for _ in range(count):
        visitor = socket.create_connection(proxy.address, timeout=10)
        visitor.sendall(request("GET", "/static/body.bin"))
        stalled.append(visitor)
    return stalled


def answered(stalled):
    """The statuses that they were given, by a look at what has arrived."""
    found = {}
    for visitor in stalled:
        visitor.setblocking(False)
        try:
            status = visitor.recv(12, socket.MSG_PEEK)[9:].decode()
        except BlockingIOError:
            status = "none"
        found[status] = found.get(status, 0) + 1
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--visitors", type=int, default=1000)
    arguments.add_argument("--limit", help="limits.buffered_bytes")
    options = arguments.parse_args()
    origin = start_nginx(COOKIES)
    (origin.static / "body.bin").write_bytes(b"".join(pieces(BODY)))
    keys = {"limits": {"buffered_bytes": options.limit}} if options.limit else {}
    proxy = Proxy(settings(site(origin), log={"access": False}, **keys))
    pid = proxy.process.pid
    try:
        print(f"before: {resident(pid)} KiB; {quick_requests(proxy)}")
        stalled = stall(proxy, options.visitors)
        print(f"{len(stalled)} stalled: {settle(pid)} KiB, peak {peak(pid)} KiB, "
              f"answered {answered(stalled)}")
        print(f"the others: {quick_requests(proxy)}")
        print(f"upstream connections: {proxy.metric('consent_proxy_upstream_connections'):.0f}")
        for visitor in stalled:
            visitor.close()
        print(f"gone: {settle(pid)} KiB, {quick_requests(proxy)}")
    finally:
        proxy.stop()
        origin.stop()


if __name__ == "__main__":
    main()
