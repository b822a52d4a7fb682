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


def read_report(case, peer, text):
    """wrk's counts, with `answers`: how many whole answers the bytes are where `by_bytes`."""
    found = re.search(r"^counted (\{.*\})$", text, re.MULTILINE)
    counts = json.loads(found.group(1)) if found else {"requests": 0, "bytes": 0, "errors": 0}
    counts["answers"] = counts["bytes"] / case.body if case.by_bytes else counts["requests"]
    if counts["errors"] or not counts["answers"]:
        raise RuntimeError(f"{case.name}, {peer.name}: not every request was answered:\n{text}")
    return counts


def run(case, peer, seconds):
    done = subprocess.run(command(case, peer, seconds), capture_output=True, text=True,
                          timeout=seconds + 60, check=True)
    return read_report(case, peer, done.stdout)
