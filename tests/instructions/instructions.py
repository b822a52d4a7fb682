#!/usr/bin/env python3
"""The user instructions that one request costs, counted by callgrind.

    tests/instructions/instructions.py PATH/TO/RELEASED/consent-proxy

A browser's request with eleven cookies, a usable policy among them, on one connection; the origin's
answer sets eight, six of which are refused, and has 1 KiB. Two runs of different length, so that
what the start costs falls out. Exit code 77 where something that it needs is not there.
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))

# Everything takes fifty times as long under callgrind, and the machine may be busy.
os.environ["CONSENT_PROXY_TEST_DEADLINE"] = "120"
from harness.client import Client, request  # noqa: E402
from harness.origin import Origin  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.registries import GOVUK  # noqa: E402
from harness.response import answer  # noqa: E402

RECORDED = 28_200
"""What a request cost when it was last looked at."""
ROOM = 1.10
"""Another C library copies and searches with other instructions."""
SHORT, LONG = 200, 1200

POLICY = ("%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22%3Afalse%2C"
          "%22campaigns%22%3Afalse%7D")
REQUEST = request(
    "GET", "/services/apply",
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate, br", "Accept-Language: en-GB,en;q=0.9",
    "Sec-Fetch-Dest: document", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: none",
    "Upgrade-Insecure-Requests: 1",
    f"Cookie: a=1; b=2; c=3; SESSION=abcdefabcdef; cookies_policy={POLICY}; d=4; e=5; f=6; g=7; "
    "h=8; cookies_preferences_set=true")
ANSWER = answer(
    200, "Server: legacy", "Date: Sat, 21 Nov 2026 12:00:00 GMT", "Content-Type: text/html",
    "Set-Cookie: SESSION=abcdef; Path=/; HttpOnly",
    "Set-Cookie: _ga=GA1.2.3; Path=/; Max-Age=63072000", "Set-Cookie: global=1; Path=/",
    "Set-Cookie: x1=1; Path=/", "Set-Cookie: _ga_S5RQ7FTGVR=1", "Set-Cookie: lux_uid=1",
    "Set-Cookie: zz=1", "Set-Cookie: cookies_preferences_set=true; Path=/", body=b"0" * 1024)


def count(folder, binary, requests):
    """The instructions of one whole run."""
    counted = folder / f"counted-{requests}"
    wrapper = folder / f"counting-{requests}"
    wrapper.write_text(f"#!/bin/sh\nexec valgrind --quiet --tool=callgrind "
                       f"--callgrind-out-file={counted} {binary} \"$@\"\n", encoding="ascii")
    wrapper.chmod(0o700)
    os.environ["CONSENT_PROXY_BIN"] = str(wrapper)
    origin = Origin(ANSWER)
    registry = folder / "govuk.json"
    proxy = Proxy(None, "--upstream", origin.url, "--registry", "govuk.json", "--listen",
                  "127.0.0.1:0", "--admin", "127.0.0.1:0", "--workers", "1", "--no-access-log",
                  registries={registry.name: GOVUK})
    try:
        with Client(proxy.address) as visitor:
            for _ in range(requests):
                visitor.send(REQUEST)
                response = visitor.read_response()
                assert response.status == 200 and len(response.body) == 1024
        assert len(response.cookies) == 2, response.cookies
    finally:
        proxy.stop()
        origin.stop()
    return int(re.search(r"^(?:summary|totals): (\d+)", counted.read_text(), re.M).group(1))


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    if not binary.exists() or not shutil.which("valgrind"):
        print("skipped: no released program, or no valgrind")
        return 77
    with tempfile.TemporaryDirectory(prefix="instructions-") as name:
        folder = pathlib.Path(name)
        each = (count(folder, binary, LONG) - count(folder, binary, SHORT)) // (LONG - SHORT)
    print(f"{each} instructions a request; {RECORDED} were recorded, {int(RECORDED * ROOM)} may be")
    return 0 if each <= RECORDED * ROOM else 1


if __name__ == "__main__":
    sys.exit(main())
