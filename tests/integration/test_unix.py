"""A listener on a unix socket."""

import os
import pathlib
import random
import stat
import tempfile
import unittest

from harness.client import visit
from harness.origin import Origin
from harness.proxy import Proxy, run
from harness.response import answer
from harness.settings import settings, site


class UnixSocket(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="consent-proxy-unix-")
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "socket"
        self.origin = Origin()
        self.addCleanup(self.origin.stop)

    def settings(self, **listener):
        made = settings(site(self.origin))
        made["listeners"].append({"address": f"unix:{self.path}", **listener})
        return made

    def start(self, **listener):
        return Proxy(self.settings(**listener))

    def visit(self, *fields):
        return visit(self.path, "GET", "/", *fields)

    def test_it_serves_and_is_gone_after(self):
        proxy = self.start(mode="0600")
        self.assertEqual(self.visit().status, 200)
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o600)
        self.assertEqual(self.origin.last.head.all("X-Forwarded-For"), [])
        proxy.stop()
        self.assertFalse(self.path.exists())

    def test_large_bodies(self):
        big = random.Random(3).randbytes(3 << 20)
        self.origin.reply(answer(200, body=big))
        proxy = self.start()
        self.assertEqual(visit(self.path, "POST", "/", body=big[::-1]).body, big)
        self.assertEqual(self.origin.last.body, big[::-1])
        proxy.stop()

    def test_whoever_reaches_it_is_trusted_where_somebody_is(self):
        proxy = self.start(trusted_proxies=["private"])
        self.visit("X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https")
        self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "https")
        proxy.stop()

    def test_what_a_killed_process_left_is_replaced(self):
        proxy = self.start()
        proxy.kill()
        self.assertTrue(self.path.exists())
        proxy = self.start()
        self.assertEqual(self.visit().status, 200)
        proxy.stop()

    def test_one_that_is_in_use_is_not(self):
        proxy = self.start()
        proxy.write("second.json", self.settings())
        done = run("run", "--config", proxy.folder / "second.json")
        self.assertEqual(done.returncode, 1)
        self.assertIn("Address already in use", done.stderr)
        self.assertEqual(self.visit().status, 200)
        proxy.stop()

    def test_a_file_that_is_no_socket_is_left_alone(self):
        self.path.write_text("precious")
        proxy = Proxy(settings(site(self.origin)))
        proxy.write("second.json", self.settings())
        done = run("run", "--config", proxy.folder / "second.json")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.path.read_text(), "precious")
        proxy.stop()


if __name__ == "__main__":
    unittest.main()
