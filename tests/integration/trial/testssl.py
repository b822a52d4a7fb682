#!/usr/bin/env python3
"""testssl.sh on a TLS listener.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/testssl.py [--full]

Nothing above LOW may be found that the listener answers for. Without `--full` the simulations of
clients and the tests of each cipher are left out. Exit code 77 where it is not installed.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import certificates  # noqa: E402
from harness.origin import Origin  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.response import answer  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from trial.trial import lacks  # noqa: E402

HARMLESS = {"OK", "INFO", "LOW", "DEBUG"}

# What these say is of the tests' certificate, of the site or of testssl itself, and not of the
# listener.
OTHERS = {
    "cert_notAfter": "the tests' certificates are made for two days",
    "cert_expirationStatus": "the same",
    "cert_revocation": "the tests' authority has no revocation list and answers no OCSP",
    "security_headers": "left to the site, as Strict-Transport-Security is",
    "engine_problem": "the GOST engine is not installed where testssl runs",
    "sessionresumption_ticket": "testssl's client leaves before a ticket of TLS 1.3 has come, and "
                                "then finds none to come back with; test_tls looks at resumption",
}
PARTS = ["--protocols", "--std", "--server-defaults", "--server-preference", "--pfs",
         "--vulnerable", "--headers"]


def findings(proxy, parts):
    program = shutil.which("testssl") or shutil.which("testssl.sh")
    with tempfile.TemporaryDirectory(prefix="consent-proxy-trial-") as folder:
        path = pathlib.Path(folder, "findings.json")
        done = subprocess.run(
            [program, "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none",
             "--connect-timeout", "10", "--openssl-timeout", "10",
             "--add-ca", str(certificates.authority().certificate), "--jsonfile", str(path),
             *parts, "--ip", "127.0.0.1", f"localhost:{proxy.address[1]}"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=1200, check=False, cwd=folder)
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise AssertionError("testssl said nothing:\n" + done.stdout) from None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--full", action="store_true")
    options = arguments.parse_args()
    if not shutil.which("testssl.sh") and lacks("testssl", "testssl"):
        return 77
    origin = Origin(answer(200, "Content-Type: text/html", body=b"hello"))
    keys = settings(site(origin), log={"access": False})
    keys["listeners"][0]["tls"] = certificates.localhost().files
    proxy = Proxy(keys)
    try:
        found = findings(proxy, [] if options.full else PARTS)
    finally:
        proxy.stop()
        origin.stop()
    counts = {}
    for one in found:
        counts[one["severity"]] = counts.get(one["severity"], 0) + 1
    print(f"{len(found)} findings: {counts}")
    told = [one for one in found if one["severity"] not in HARMLESS]
    bad = [one for one in told if one["id"].split(" ")[0] not in OTHERS]
    for one in told:
        mark = "  " if one in bad else "  (not the listener's) "
        print(f"{mark}{one['severity']} {one['id']}: {one['finding']}")
    if len(found) < 50:
        raise AssertionError("it has looked at little")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
