"""The processors of this machine: one for what is measured, the rest for load and origin."""

import os
import pathlib
import platform
import re
import subprocess
import tempfile

ALL = sorted(os.sched_getaffinity(0))
SUBJECT = str(ALL[-1])
"""The one that the proxies run on."""
LOAD = ",".join(map(str, ALL[:-1] or ALL))
EVERYWHERE = ",".join(map(str, ALL))


# In memory where that is possible, so that no disk is measured. Gone with this process.
_folder = tempfile.TemporaryDirectory(
    prefix="consent-proxy-bench-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)


def new_folder(name):
    return pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_folder.name))


def _first_line(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    return (done.stdout or done.stderr).splitlines()[0]


def describe(binary):
    """The lines that a figure without them says nothing."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text("utf-8"))
    load = pathlib.Path("/proc/loadavg").read_text("ascii").split()[0]
    return [
        f"{len(ALL)} x {model.group(1) if model else platform.machine()}, "
        f"Linux {platform.release()}; load average at the start {load}",
        f"proxies on processor {SUBJECT}, wrk and the origin on {LOAD}",
        ", ".join([_first_line(str(binary), "--version"),
                   _first_line("nginx", "-v").removeprefix("nginx version: "),
                   " ".join(_first_line("haproxy", "-v").split()[:3]),
                   " ".join(_first_line("wrk", "-v").split()[:2])]),
    ]
