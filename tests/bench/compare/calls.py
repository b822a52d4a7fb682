"""System calls a request: counted by perf, else by strace, else not at all."""

import re
import shutil
import subprocess
import tempfile

import load


def _by_perf(case, peer, seconds):
    done = subprocess.run(
        ["perf", "stat", "-x", ",", "-e", "raw_syscalls:sys_enter", "-p", str(peer.process.pid),
         "--", *load.command(case, peer, seconds)],
        capture_output=True, text=True, timeout=seconds + 60, check=False)
    found = re.search(r"^(\d+),,raw_syscalls:sys_enter", done.stderr, re.MULTILINE)
    if done.returncode != 0 or not found:
        return None
    return int(found.group(1)) / load.read_report(case, peer, done.stdout)["answers"]


def _by_strace(case, peer, seconds):
    with tempfile.NamedTemporaryFile("r") as told:
        tracer = subprocess.Popen(["strace", "-c", "-f", "-o", told.name, "-p",
                                   str(peer.process.pid)], stderr=subprocess.PIPE, text=True)
        try:
            # "strace: Process N attached": from then on it counts.
            if "attached" not in (tracer.stderr.readline() or ""):
                return None
            answers = load.run(case, peer, seconds)["answers"]
        finally:
            tracer.terminate()
            tracer.communicate(timeout=20)
        found = re.search(r"^100\.00\s+\S+\s+(?:\d+\s+)?(\d+)\s.*total$", told.read(), re.MULTILINE)
    return int(found.group(1)) / answers if found else None


def count_calls(case, peer, seconds):
    """None where neither program is installed or may look, or nothing was answered."""
    for program, count in (("perf", _by_perf), ("strace", _by_strace)):
        try:
            if shutil.which(program) and (found := count(case, peer, seconds)) is not None:
                return found
        except load.Starved:
            pass
    return None
