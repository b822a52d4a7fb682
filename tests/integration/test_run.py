"""`run` without a configuration file, its flags and its environment, and wrong usage."""

import json
import pathlib
import unittest

from harness import registries
from harness.client import DOCUMENT
from harness.consent import DEFAULT_SET_COOKIE
from harness.origin import Origin
from harness.proxy import Proxy, run
from harness.settings import settings, site

SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "config/registries"
PORTS = ("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0")


class RunCase(unittest.TestCase):
    def setUp(self):
        self.origin = Origin()
        self.addCleanup(self.origin.stop)


class OneSite(RunCase):
    def test_with_each_shipped_registry(self):
        for name in ("govuk", "ros", "iegs"):
            with self.subTest(registry=name):
                proxy = Proxy(None, "--upstream", self.origin.url, "--registry",
                              SHIPPED / f"{name}.yaml", *PORTS)
                for host in ("www.gov.uk", "localhost:8080", "127.0.0.1"):
                    cookie, = proxy.visit("GET", "/", *DOCUMENT, host=host).cookies
                    self.assertTrue(cookie.startswith('cookies_policy={"essential":true,'))
                proxy.stop()

    def test_from_the_environment(self):
        proxy = Proxy(None, env={"CONSENT_PROXY_UPSTREAM": self.origin.url,
                                 "CONSENT_PROXY_REGISTRY": str(SHIPPED / "govuk.yaml"),
                                 "CONSENT_PROXY_LISTEN": "127.0.0.1:0",
                                 "CONSENT_PROXY_ADMIN": "127.0.0.1:0",
                                 "CONSENT_PROXY_LOG_FORMAT": "json"})
        self.assertEqual(proxy.visit("GET", "/", *DOCUMENT).cookies, [DEFAULT_SET_COOKIE])
        proxy.stop()
        self.assertEqual(json.loads(proxy.output.lines[0])["status"], 200)

    def test_a_flag_wins_over_the_environment(self):
        proxy = Proxy(None, "--upstream", self.origin.url, "--log-format", "json", *PORTS,
                      env={"CONSENT_PROXY_UPSTREAM": "http://127.0.0.1:1",
                           "CONSENT_PROXY_REGISTRY": str(SHIPPED / "govuk.yaml"),
                           "CONSENT_PROXY_LOG_FORMAT": "text"})
        self.assertEqual(proxy.visit().status, 200)
        proxy.stop()
        self.assertEqual(json.loads(proxy.output.lines[0])["status"], 200)

    def test_trusted_proxies(self):
        proxy = Proxy(None, "--upstream", self.origin.url, "--registry", SHIPPED / "govuk.yaml",
                      "--trusted-proxies", "10.0.0.0/8,127.0.0.1", *PORTS)
        response = proxy.visit("GET", "/", *DOCUMENT, "X-Forwarded-Proto: https")
        self.assertEqual(response.cookies, [DEFAULT_SET_COOKIE + "; Secure"])
        proxy.stop()


class WithConfiguration(RunCase):
    def test_flags_win_over_the_file(self):
        proxy = Proxy(settings(site(self.origin), log={"format": "text"}),
                      "--log-format", "json", "--workers", "1")
        proxy.visit()
        proxy.stop()
        self.assertEqual(json.loads(proxy.output.lines[0])["status"], 200)

    def test_the_environment_wins_over_the_file(self):
        proxy = Proxy(settings(site(self.origin), log={"format": "text"}),
                      env={"CONSENT_PROXY_LOG_FORMAT": "json"})
        proxy.visit()
        proxy.stop()
        self.assertEqual(json.loads(proxy.output.lines[0])["status"], 200)

    def test_yaml(self):
        text = f"""\
listeners:
  - address: 127.0.0.1:0
admin: {{address: 127.0.0.1:0}}
sites:
  - name: govuk
    hosts: [www.site.example]
    registry: {SHIPPED / "govuk.yaml"}
    upstream: {{url: {self.origin.url}, keepalive: 2, idle: 1s}}
"""
        folder = Proxy(settings(site(self.origin)))
        path = folder.write("proxy.yaml", text)
        proxy = Proxy(None, "--config", path)
        self.assertEqual(proxy.visit("GET", "/", *DOCUMENT).cookies, [DEFAULT_SET_COOKIE])
        proxy.stop()
        folder.stop()


class Faults(RunCase):
    def check_code(self, code, *arguments, said="", env=None):
        done = run(*arguments, env=env)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(said, done.stderr)
        return done

    def test_a_bad_file(self):
        proxy = Proxy(settings(site(self.origin)))
        bad = registries.govuk({"same_site": "Sometimes"})
        registry = proxy.write("bad.json", bad)
        self.check_code(1, "run", "--upstream", self.origin.url, "--registry", registry, *PORTS,
                        said="bad.json:")
        self.check_code(1, "run", "--config", proxy.folder / "missing.yaml", said="missing.yaml")
        configuration = proxy.write("bad-proxy.json", {"sites": [], "listener": []})
        self.check_code(1, "run", "--config", configuration, said="bad-proxy.json:")
        proxy.stop()

    def test_wrong_usage(self):
        for arguments in (["run"], ["run", "--nonsense"], ["dance"], [],
                          ["run", "--upstream", "http://127.0.0.1:1"],
                          ["run", "--upstream", "http://127.0.0.1:1/path", "--registry", "x"],
                          ["run", "--config", "x", "--workers", "many"]):
            with self.subTest(arguments=arguments):
                self.check_code(2, *arguments)

    def test_version_and_help(self):
        self.assertRegex(self.check_code(0, "--version").stdout, r"\d+\.\d+\.\d+")
        self.assertIn("healthcheck", self.check_code(0, "--help").stdout)
        self.assertIn("--upstream", self.check_code(0, "run", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
