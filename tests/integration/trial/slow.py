#!/usr/bin/env python3
"""slowhttptest beside a visitor who is as usual.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/slow.py [--seconds 30] [--visitors 1000] [MODE...]

Heads and bodies that trickle in, answers that trickle out, ranges without end: meanwhile somebody
opens a page again and again, each time on a new connection. Each time he is answered, and never has
to wait for long. nginx is the origin. Exit code 77 where a program is not installed.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.client import HOST  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from trial.blob import pieces  # noqa: E402
from trial.servers import start_nginx  # noqa: E402
from trial.trial import lacks  # noqa: E402
from trial.visits import COOKIES  # noqa: E402
from trial.wrk import resident  # noqa: E402

MODES = {
    "head": ("/", ["-H", "-i", "1", "-x", "24", "-t", "GET"]),
    "body": ("/upload", ["-B", "-i", "1", "-s", "8192", "-x", "10", "-t", "POST"]),
    "read": ("/static/body.bin", ["-X", "-w", "512", "-y", "1024", "-n", "2", "-z", "32", "-k", "3"]),
    "range": ("/static/body.bin", ["-R", "-a", "10", "-b", "3000", "-t", "HEAD"]),
}
"""What slowhttptest is told to do, and to whom."""

LARGE = 2 * 1024 * 1024
FEWER = 5
"""Of those that read slowly there is one in so many: on the loopback device each of them takes
megabytes of the memory that the kernel has for TCP, and short of that it makes everybody wait."""
WORST = 5.0
"""Seconds that the usual visitor may once have to wait: far more than he does, on a machine that
has other things to do, and less than any time-out of a slow one."""
PAUSE = 0.02
LOOK = 0.2


def attack(mode, proxy, seconds, visitors):
    path, arguments = MODES[mode]
    url = "http://{}:{}{}".format(*proxy.address, path)
    return subprocess.Popen(
        ["slowhttptest", *arguments, "-c", str(visitors), "-r", str(max(50, visitors // 3)),
         "-l", str(seconds), "-p", "3", "-u", url],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def try_mode(mode, proxy, options):
    took, most, looked = [], 0, 0
    visitors = options.visitors // FEWER if mode == "read" else options.visitors
    with attack(mode, proxy, options.seconds, visitors) as attacker:
        end = time.monotonic() + options.seconds + 10
        try:
            while attacker.poll() is None and time.monotonic() < end:
                begun = time.monotonic()
                status = proxy.visit("GET", "/", "Connection: close").status
                took.append(time.monotonic() - begun)
                if status != 200:
                    raise AssertionError(f"{mode}: a visitor was answered {status}")
                if begun > looked + LOOK:
                    looked = begun
                    most = max(most, proxy.metric("consent_proxy_downstream_connections"))
                time.sleep(PAUSE)
        finally:
            attacker.kill()
    print(f"{mode}: {most:.0f} slow ones at once; {len(took)} visits, median "
          f"{1000 * statistics.median(took):.1f} ms, worst {1000 * max(took):.1f} ms; "
          f"{resident(proxy.process.pid)} KiB resident")
    if max(took) > WORST:
        raise AssertionError(f"{mode}: a visitor had to wait")
    if mode != "range" and most < visitors / 2:
        raise AssertionError(f"{mode}: it was no trial")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seconds", type=int, default=30, help="of each mode")
    arguments.add_argument("--visitors", type=int, default=1000, help="slow ones")
    arguments.add_argument("modes", nargs="*", help="those alone: " + ", ".join(MODES))
    options = arguments.parse_args()
    if lacks("slow", "slowhttptest", "nginx"):
        return 77
    origin = start_nginx(COOKIES)
    (origin.static / "body.bin").write_bytes(b"".join(pieces(LARGE)))
    proxy = Proxy(settings(site(origin), log={"access": False}))
    try:
        proxy.visit("GET", "/", host=HOST)
        for mode in options.modes or MODES:
            try_mode(mode, proxy, options)
        proxy.stop()
    finally:
        if proxy.process.poll() is None:
            proxy.kill()
        origin.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
