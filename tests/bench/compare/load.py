"""One short run of wrk."""

import json
import pathlib
import re
import subprocess

from machine import LOAD

_SCRIPT = pathlib.Path(__file__).with_name("load.lua")


def command(case, peer, seconds):
    fields = [word for name, value in case.fields.items() for word in ("-H", f"{name}: {value}")]
    return ["taskset", "-c", LOAD, "wrk", "-t1", f"-c{case.connections}", f"-d{seconds}s",
            "--latency", "--timeout", "10s", "-s", str(_SCRIPT), *fields, case.url(peer)]


class Starved(RuntimeError):
    """Not one answer: nothing failed, somebody else had the processors."""


def read_report(case, peer, text):
    """wrk's counts, with `answers`: how many whole answers the bytes are where `by_bytes`."""
    found = re.search(r"^counted (\{.*\})$", text, re.MULTILINE)
    counts = json.loads(found.group(1)) if found else {"errors": 1}
    if counts["errors"]:
        raise RuntimeError(f"{case.name}, {peer.name}: not every request was answered:\n{text}")
    counts["answers"] = counts["bytes"] / case.body if case.by_bytes else counts["requests"]
    if not counts["answers"]:
        raise Starved(f"{case.name}, {peer.name}: no answer within the round; longer ones "
                      f"(--seconds) or a machine with less to do will help:\n{text}")
    return counts


def run(case, peer, seconds):
    done = subprocess.run(command(case, peer, seconds), capture_output=True, text=True,
                          timeout=seconds + 60, check=True)
    return read_report(case, peer, done.stdout)
