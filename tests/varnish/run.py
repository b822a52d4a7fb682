"""run.py SCRIPT: one of these scripts with varnishtest, against CONSENT_PROXY_BIN.

A script that is a known fault has to fail; when it does not, its mark has to go. Exit code 77
where there is no varnishtest (Debian's package varnish)."""

import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
FOLDER = pathlib.Path(__file__).resolve().parent

KNOWN_FAULTS = {}
"""What the product gets wrong today: a script's name, and why."""


def command(script):
    """varnishtest for the script; `${run}` starts the proxy there. It listens on a socket in the
    script's own folder, so that no two can meet."""
    proxy = ["setpriv", "--pdeathsig", "KILL",   # a script that fails leaves its processes behind
             os.environ["CONSENT_PROXY_BIN"], "run", "--registry", str(FOLDER / "registry.json"),
             "--admin", "127.0.0.1:0", "--workers", "1", "--no-access-log"]
    return ["varnishtest", "-t", "60", "-D", "run=exec " + shlex.join(proxy), str(script)]


def main():
    script = pathlib.Path(sys.argv[1]).resolve()
    if not shutil.which("varnishtest"):
        print("skipped: there is no varnishtest; scripts/setup --tests installs it")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="vtc-") as work:
        done = subprocess.run(command(script), env={**os.environ, "TMPDIR": work},
                              timeout=120, check=False, text=True, errors="replace",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    known = KNOWN_FAULTS.get(script.stem)
    if not known:
        print(done.stdout)
        return done.returncode
    if done.returncode == 0:
        print(f"mended: take {script.stem} out of KNOWN_FAULTS ({known})")
        return 1
    print(f"a known fault: {known}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
