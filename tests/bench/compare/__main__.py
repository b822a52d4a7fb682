#!/usr/bin/env python3
"""consent-proxy beside nginx, HAProxy, nginx with Lua and a bare relay.

    scripts/bench [--rounds 21] [--seconds 1] [--case NAME]... [--peer NAME]... [--markdown]

Each case starts its peers on the loopback, looks whether their answers are right, and loads them by
turns in short rounds: the proxies on one processor, wrk and the origin on the others.
CPU is what the kernel counted for the proxy's own threads, user and system; ratios are medians of
those of each round, with their quartiles. docs/performance.md says how to read it.
"""

import argparse
import pathlib
import signal
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests/integration"))

import machine  # noqa: E402
from cases import CASES  # noqa: E402
from harness.certificates import Authority  # noqa: E402
from origin import start_origin  # noqa: E402
from peers import PEERS, Setup  # noqa: E402
from report import measure_case  # noqa: E402


def read_options():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=21)
    arguments.add_argument("--seconds", type=int, default=1, help="of a round, for each peer")
    arguments.add_argument("--case", action="append", choices=[case.name for case in CASES])
    arguments.add_argument("--peer", action="append", choices=list(PEERS))
    arguments.add_argument("--markdown", action="store_true")
    arguments.add_argument("--binary", type=pathlib.Path, metavar="PATH",
                           default=ROOT / "build/release/consent-proxy")
    arguments.add_argument("--relay", type=pathlib.Path, metavar="PATH",
                           default=ROOT / "build/bench/tests/bench/relay")
    options = arguments.parse_args()
    if options.rounds < 1 or options.seconds < 1:
        arguments.error("at least one round of one second")
    return options


def main():
    options = read_options()
    # As Ctrl-C: whatever was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = set(options.peer or PEERS)
    authority = Authority("bench")
    certificate = authority.sign("loopback", "localhost", "IP:127.0.0.1")
    separator = "- " if options.markdown else ""
    for line in machine.describe(options.binary):
        print(separator + line)
    print(f"{separator}{options.rounds} rounds of {options.seconds} s\n", flush=True)
    with start_origin() as origin:
        setup = Setup(origin, authority.certificate, certificate, options.binary.resolve(),
                      options.relay.resolve())
        for case in CASES:
            if options.case and case.name not in options.case:
                continue
            table = measure_case(case, wanted, setup, options.rounds, options.seconds)
            if table:
                print(table.markdown() if options.markdown else table.text(), flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except RuntimeError as failure:
        sys.exit(f"bench: {failure}")
