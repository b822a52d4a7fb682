#!/usr/bin/env python3
"""`consent-proxy run` in front of nginx, Apache httpd and Python's http.server.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/trial.py [--duration SECONDS]

Sets cookies of every category at each origin and looks at what is left of them; then a load by wrk
in which no request may fail and resident memory may not grow from the third second on. Exit code
77 where a server is not installed.
"""

import argparse
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.client import DOCUMENT  # noqa: E402
from harness.consent import (ALL_BUT_USAGE, DEFAULT_SET_COOKIE, EVERYTHING,  # noqa: E402
                             consent_field)
from harness.proxy import Proxy  # noqa: E402
from trial.load import check_load  # noqa: E402
from trial.servers import PythonServer, missing, start_apache, start_nginx  # noqa: E402

REGISTRY = pathlib.Path(__file__).resolve().parents[3] / "config/registries/govuk.yaml"

ESSENTIAL = ["licensing_session=abc; Path=/; HttpOnly", "_email-alert-frontend_session=1; Path=/"]
SETTINGS = ["global_banner_seen=1; Path=/; Max-Age=7257600"]
USAGE = ["_ga=GA1.1.1.1; Path=/; Max-Age=63072000", "_ga_S5RQ7FTGVR=GS1; Path=/",
         "lux_uid=17; Path=/"]
UNREGISTERED = ["surprise=1; Path=/"]
COOKIES = [ESSENTIAL[0], USAGE[0], SETTINGS[0], USAGE[1], UNREGISTERED[0], ESSENTIAL[1], USAGE[2]]

FROM_ELSEWHERE = {
    "a cross-site POST": ("POST", "/", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
                                        "Sec-Fetch-Dest: document", "Content-Length: 0"]),
    "an image": ("GET", "/image.png", ["Sec-Fetch-Dest: image", "Sec-Fetch-Mode: no-cors"]),
    "a fetch": ("GET", "/", ["Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Accept: */*"]),
    "a prefetch": ("GET", "/", [*DOCUMENT, "Sec-Purpose: prefetch"]),
}


def expect(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}:\n  expected {expected}\n  found    {found}")


def check_first_visit(proxy):
    for method, target, status in (("GET", "/", 200), ("HEAD", "/", 200), ("GET", "/moved", 302)):
        response = proxy.visit(method, target, *DOCUMENT)
        expect("status", response.status, status)
        expect("default", response.cookies.count(DEFAULT_SET_COOKIE), 1)
        expect("first visit", [value for value in response.cookies if value != DEFAULT_SET_COOKIE],
               ESSENTIAL)


def check_choices(proxy):
    for value, left_out in ((ALL_BUT_USAGE, USAGE + UNREGISTERED), (EVERYTHING, UNREGISTERED)):
        response = proxy.visit("GET", "/", *DOCUMENT, consent_field(value))
        expect(f"with {value}", response.cookies,
               [cookie for cookie in COOKIES if cookie not in left_out])


def check_elsewhere(proxy):
    for what, (method, target, fields) in FROM_ELSEWHERE.items():
        expect(what, proxy.visit(method, target, *fields).cookies, ESSENTIAL)


def run_in_front_of(origin, *flags):
    return Proxy(None, "--upstream", origin.url, "--registry", REGISTRY,
                 "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", *flags)


def try_origin(origin):
    proxy = run_in_front_of(origin)
    try:
        check_first_visit(proxy)
        check_choices(proxy)
        check_elsewhere(proxy)
        print(f"{origin.name}: as it should be")
    finally:
        proxy.stop()


def try_load(origin, seconds):
    sanitized = os.environ.get("CONSENT_PROXY_SANITIZED") == "1"
    proxy = run_in_front_of(origin, "--no-access-log")
    try:
        check_load(proxy, seconds, memory=not sanitized)
    finally:
        proxy.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--duration", type=int, default=10, help="seconds of load")
    duration = arguments.parse_args().duration
    if lacking := missing():
        print("skipped: not installed: " + ", ".join(lacking))
        return 77
    for start in (start_nginx, start_apache, PythonServer):
        origin = start(COOKIES)
        try:
            try_origin(origin)
            if start is start_nginx:
                try_load(origin, duration)
        finally:
            origin.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
