#!/usr/bin/env python3
"""Runs an image as a container engine would, and looks it over.

    tests/image/try_image.py ROOT IMAGE

ROOT is the folder with the image's files, IMAGE what `buildah inspect` says of it (JSON). As root: it goes on in namespaces of its own, where nothing else listens, the root is
read-only and the process has the image's user, no capability and no way to a new privilege.
scripts/test-image calls it.
"""

import http.client
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "integration"))

from harness.client import DOCUMENT, visit  # noqa: E402
from harness.origin import Origin  # noqa: E402
from harness.response import answer  # noqa: E402

MOST = 25 * 1024 * 1024
"""Bytes that the image has to stay below, unpacked."""
PATIENCE = 20.0
"""Seconds until it has to be healthy, or has to have ended."""
ADDRESS = ("127.0.0.1", 8080)
INSIDE = "CONSENT_PROXY_TRYING_IMAGE"

ROOT = pathlib.Path(sys.argv[1]).resolve()
CONFIG = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))["Docker"]["config"]


def command(arguments):
    """What runs `arguments` inside, as the image's user."""
    return [shutil.which("setpriv"), "--no-new-privs", shutil.which("chroot"),
            f"--userspec={CONFIG['User']}", "--groups=", str(ROOT), *arguments]


def environment(**variables):
    """The image's own and these."""
    return {**dict(entry.split("=", 1) for entry in CONFIG.get("Env") or []), **variables}


def health():
    """What HEALTHCHECK says: 0 is healthy."""
    kind, *arguments = CONFIG["Healthcheck"]["Test"]
    assert kind == "CMD", "without a shell there is no other form"
    return subprocess.run(command(arguments), env=environment(), timeout=PATIENCE,
                          stderr=subprocess.DEVNULL, check=False).returncode


def entries():
    """What is in the image, with its state; of what is mounted there only the folder."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not os.path.ismount(os.path.join(folder, name))]
        for name in folders + names:
            path = pathlib.Path(folder, name)
            yield path.relative_to(ROOT), path.lstat()


class Contents(unittest.TestCase):
    def test_size(self):
        size = sum(state.st_size for _, state in entries() if not stat.S_ISDIR(state.st_mode))
        print(f"{size} bytes, {size / 1024 ** 2:.1f} MiB ", end="")
        self.assertLess(size, MOST)

    def test_one_program(self):
        programs = [str(path) for path, state in entries()
                    if stat.S_ISREG(state.st_mode) and state.st_mode & 0o111
                    and ".so" not in path.name]
        self.assertEqual(programs, ["usr/local/bin/consent-proxy"])

    def test_nothing_to_write_to_but_the_volume(self):
        uid = int(CONFIG["User"].partition(":")[0])
        own = [str(path) for path, state in entries() if not stat.S_ISLNK(state.st_mode)
               and (state.st_uid == uid or state.st_mode & 0o002)]
        self.assertEqual(own, ["var/lib/consent-proxy"])

    def test_authorities(self):
        bundle = os.readlink(ROOT / "usr/lib/ssl/cert.pem")
        self.assertIn("BEGIN CERTIFICATE", (ROOT / bundle.lstrip("/")).read_text())


class Configuration(unittest.TestCase):
    def test_the_user_is_a_number_and_not_root(self):
        self.assertRegex(CONFIG["User"], r"^[1-9]\d*:[1-9]\d*$")

    def test_signal_port_and_labels(self):
        self.assertIn(CONFIG["StopSignal"], ("SIGTERM", "15"))
        self.assertEqual(list(CONFIG["ExposedPorts"]), ["8080/tcp"])
        self.assertEqual(CONFIG["Labels"]["org.opencontainers.image.licenses"], "MIT")


class Running(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.origin = Origin(answer(200, "Content-Type: text/html", "Set-Cookie: _ga=1",
                                   "Set-Cookie: licensing_session=1", body=b"from the origin"))
        cls.before = health()
        # The name stands in /etc/hosts: the C library has to find its resolver in the image.
        variables = environment(CONSENT_PROXY_UPSTREAM=f"http://legacy:{cls.origin.address[1]}",
                                CONSENT_PROXY_REGISTRY="/etc/consent-proxy/registries/govuk.yaml")
        arguments = [*CONFIG["Entrypoint"], *CONFIG["Cmd"]]
        cls.process = subprocess.Popen(command(arguments), env=variables,
                                       stdin=subprocess.DEVNULL, cwd="/")

    @classmethod
    def tearDownClass(cls):
        if cls.process.poll() is None:
            cls.process.kill()
            cls.process.wait()
        cls.origin.stop()

    def wait_until_healthy(self):
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            if health() == 0:
                return
            time.sleep(0.05)
        self.fail("it never became healthy")

    def test_a_life(self):
        self.assertEqual(self.before, 1, "healthy before it ran")
        self.wait_until_healthy()
        self.check_process()
        self.check_exchange()
        self.process.terminate()
        self.assertEqual(self.process.wait(PATIENCE), 0)

    def check_process(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        keys = dict(line.split(":\t", 1) for line in status.splitlines())
        uid, _, gid = CONFIG["User"].partition(":")
        self.assertEqual(set(keys["Uid"].split()), {uid})
        self.assertEqual(set(keys["Gid"].split()), {gid})
        self.assertEqual(keys["Groups"].split(), [])
        self.assertEqual(int(keys["CapEff"], 16), 0)
        self.assertEqual(keys["NoNewPrivs"], "1")
        with self.assertRaisesRegex(OSError, "Read-only file system"):
            pathlib.Path(f"/proc/{self.process.pid}/root/written").touch()

    def check_exchange(self):
        response = visit(ADDRESS, "GET", "/", *DOCUMENT)
        self.assertEqual((response.status, response.body), (200, b"from the origin"))
        self.assertEqual(response.cookie_names, ["licensing_session", "cookies_policy"])
        admin = http.client.HTTPConnection("127.0.0.1", 9902, timeout=PATIENCE)
        admin.request("GET", "/readyz")
        self.assertEqual(admin.getresponse().status, 200)
        admin.close()


def prepare():
    """What an engine does before it starts the process."""
    for tried in (["ip", "link", "set", "lo", "up"], ["mount", "--bind", str(ROOT), str(ROOT)]):
        subprocess.run(tried, check=True)
    (ROOT / "proc").mkdir(exist_ok=True)
    (ROOT / "etc/hosts").write_text("127.0.0.1 localhost legacy\n", encoding="ascii")
    subprocess.run(["mount", "-t", "proc", "proc", str(ROOT / "proc")], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", str(ROOT)], check=True)


if __name__ == "__main__":
    if INSIDE not in os.environ:
        os.environ[INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child",
                              "--mount-proc", sys.executable, *sys.argv])
    prepare()
    unittest.main(argv=sys.argv[:1], verbosity=2)
