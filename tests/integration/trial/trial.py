#!/usr/bin/env python3
"""`consent-proxy run` in front of servers that people really run.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/trial.py [--duration SECONDS] [ORIGIN...]

nginx, Apache httpd (static, CGI in Perl, the same with non-parsed headers), lighttpd, Node, PHP's
built-in server and Python's http.server set cookies of every category, redirect, fail and have a
login form; what is left of their cookies is looked at. Then a load by wrk in front of nginx, in
which no request may fail and resident memory may not grow from the third second on. Exit code 77
where something is not installed and the rest was as it should be.
"""

import argparse
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.proxy import Proxy  # noqa: E402
from trial import visits  # noqa: E402
from trial.wrk import check_load  # noqa: E402
from trial.scripted import (start_apache_cgi, start_apache_nph, start_lighttpd,  # noqa: E402
                            start_node, start_php)
from trial.servers import PythonServer, start_apache, start_nginx  # noqa: E402

REGISTRY = pathlib.Path(__file__).resolve().parents[3] / "config/registries/govuk.yaml"

ORIGINS = {
    "nginx": (start_nginx, ["nginx"]),
    "apache": (start_apache, ["apache2"]),
    "apache-cgi": (start_apache_cgi, ["apache2", "perl"]),
    "apache-nph": (start_apache_nph, ["apache2", "perl"]),
    "lighttpd": (start_lighttpd, ["lighttpd", "perl"]),
    "node": (start_node, ["node"]),
    "php": (start_php, ["php"]),
    "python": (PythonServer, []),
}
"""How each is started, with the cookies that it sets, and the programs that it takes."""


def run_in_front_of(origin, *flags):
    return Proxy(None, "--upstream", origin.url, "--registry", REGISTRY,
                 "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", *flags)


def try_origin(origin):
    proxy = run_in_front_of(origin)
    try:
        visits.check_first_visit(proxy)
        visits.check_choices(proxy)
        visits.check_elsewhere(proxy)
        visits.check_kept_alive(proxy)
        if origin.login:
            visits.check_login(proxy)
        if origin.static:
            visits.check_ranges(proxy, origin.static)
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


def lacks(what, *programs):
    """Whether one of the programs is not installed; says so."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        print(f"{what}: skipped, not installed: " + ", ".join(missing))
    return bool(missing)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--duration", type=int, default=10, help="seconds of load")
    arguments.add_argument("origins", nargs="*", help="those alone: " + ", ".join(ORIGINS))
    options = arguments.parse_args()
    skipped = False
    for name in options.origins or ORIGINS:
        start, programs = ORIGINS[name]
        if lacks(name, *programs):
            skipped = True
            continue
        origin = start(visits.COOKIES)
        try:
            try_origin(origin)
            if name == "nginx":
                if lacks("load", "wrk"):
                    skipped = True
                else:
                    try_load(origin, options.duration)
        finally:
            origin.stop()
    return 77 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
