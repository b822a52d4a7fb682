"""Certificates made for one run of the tests, with the openssl command."""

import pathlib
import subprocess
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="consent-proxy-pki-")
FOLDER = pathlib.Path(_folder.name)


def _openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=60)


def _new_key(kind):
    if kind == "rsa":
        return ["-newkey", "rsa:2048"]
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]


class Certificate:
    """The paths of a certificate and its key."""

    def __init__(self, name):
        self.certificate = FOLDER / f"{name}.crt"
        self.key = FOLDER / f"{name}.key"

    @property
    def files(self):
        """As a listener's `tls` has them."""
        return {"certificate": str(self.certificate), "key": str(self.key)}


class Authority(Certificate):
    """Signs certificates."""

    def __init__(self, name):
        super().__init__(name)
        if not self.certificate.exists():
            _openssl("req", "-x509", *_new_key("ec"), "-nodes", "-days", "2", "-keyout", self.key,
                     "-out", self.certificate, "-subj", f"/CN={name}")

    def sign(self, name, *alternatives, kind="ec", days="2", usage="serverAuth"):
        """A certificate for DNS names, or addresses as `IP:...`. Made once a name."""
        made = Certificate(name)
        if not made.certificate.exists():
            names = ",".join(one if one.startswith("IP:") else f"DNS:{one}"
                             for one in alternatives)
            asked = FOLDER / f"{name}.csr"
            _openssl("req", *_new_key(kind), "-nodes", "-keyout", made.key, "-out", asked, "-subj",
                     f"/CN={name}", "-addext", f"subjectAltName={names}", "-addext",
                     f"extendedKeyUsage={usage}", "-addext",
                     "basicConstraints=critical,CA:FALSE")
            _openssl("x509", "-req", "-in", asked, "-CA", self.certificate, "-CAkey", self.key,
                     "-days", days, "-copy_extensions", "copy", "-out", made.certificate)
        return made


def authority():
    """The one that the tests believe."""
    return Authority("ca")


def stranger():
    """One that they do not."""
    return Authority("stranger")


def localhost():
    """A certificate for the loopback, of the authority."""
    return authority().sign("localhost", "localhost", "IP:127.0.0.1")
