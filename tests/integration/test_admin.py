"""The admin listener: /healthz, /readyz, /metrics, and the subcommand that asks it."""

import json
import unittest

from harness.case import HTML, JSON, WireCase
from harness.consent import ALL_BUT_USAGE, SET_COOKIE_LINES, consent_field
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy, run
from harness.response import answer
from harness.settings import settings, site


class Admin(WireCase):
    def test_healthz(self):
        for method in ("GET", "HEAD"):
            self.assertEqual(self.proxy.ask_admin("/healthz", method).status, 200)

    def test_readyz(self):
        response = self.proxy.ask_admin("/readyz")
        self.assertEqual(response.status, 200)
        self.assertTrue(response.get("Content-Type").startswith("application/json"))
        state = json.loads(response.body)
        self.assertTrue(state["version"])
        self.assertEqual([(entry["name"], entry["revision"]) for entry in state["sites"]],
                         [("govuk", 0)])

    def test_other_paths_and_methods(self):
        self.assertEqual(self.proxy.ask_admin("/nothing").status, 404)
        self.assertEqual(self.proxy.ask_admin("/metrics", "DELETE").status, 405)

    def test_the_proxy_does_not_serve_it(self):
        for target in ("/healthz", "/readyz", "/metrics"):
            self.assertEqual(self.visit("GET", target).body, b"hello")

    def test_metrics_are_prometheus_text(self):
        self.visit()
        response = self.proxy.ask_admin("/metrics")
        self.assertEqual(response.status, 200)
        self.assertTrue(response.get("Content-Type").startswith("text/plain"))
        text = response.body.decode()
        for name, kind in (("requests_total", "counter"), ("set_cookies_total", "counter"),
                           ("request_cookies_total", "counter"),
                           ("default_policies_total", "counter"),
                           ("deletions_total", "counter"),
                           ("request_duration_seconds", "histogram"),
                           ("downstream_connections", "gauge"),
                           ("upstream_connections", "gauge"),
                           ("upstream_errors_total", "counter"),
                           ("reloads_total", "counter")):
            self.assertIn(f"# TYPE consent_proxy_{name} {kind}\n", text)

    def test_connections_are_gauged(self):
        with self.client() as client:
            client.ask()
            self.until(lambda: self.proxy.metric("consent_proxy_downstream_connections") == 1)
        self.until(lambda: self.proxy.metric("consent_proxy_downstream_connections") == 0)
        self.until(lambda: self.proxy.metric("consent_proxy_upstream_connections",
                                             site="govuk") >= 1)


class Counters(unittest.TestCase):
    """Known traffic, and what is counted of it."""

    @classmethod
    def setUpClass(cls):
        cls.origin = Origin(answer(200, HTML, *SET_COOKIE_LINES))
        cls.proxy = Proxy(settings(site(cls.origin)))
        document = ("Sec-Fetch-Dest: document",)
        for _ in range(3):
            cls.proxy.visit("GET", "/", *document)
        for _ in range(2):
            cls.proxy.visit("GET", "/", *document, consent_field(ALL_BUT_USAGE))
        cls.origin.reply(answer(404, JSON, "Set-Cookie: _ga=; Max-Age=0", "Set-Cookie: =a=b",
                                "Set-Cookie: SESSION=" + "x" * 5000))
        cls.proxy.visit("GET", "/", *document, consent_field(ALL_BUT_USAGE))
        cls.origin.reply(lambda exchange: exchange.close())
        cls.proxy.visit("POST", "/")
        cls.proxy.visit(host=None)

    @classmethod
    def tearDownClass(cls):
        cls.proxy.stop()
        cls.origin.stop()

    def check(self, expected, name, **labels):
        name = f"consent_proxy_{name}"
        until(lambda: self.proxy.metric(name, **labels) == expected, (expected, name, labels))

    def test_requests(self):
        self.check(5, "requests_total", site="govuk", code="2xx")
        self.check(1, "requests_total", site="govuk", code="4xx")
        self.check(1, "requests_total", site="govuk", code="5xx")

    def test_durations(self):
        self.check(8, "request_duration_seconds_bucket", le="+Inf")   # of no site: the 400

    def test_default_policies(self):
        self.check(3, "default_policies_total", site="govuk")

    def test_set_cookies(self):
        for expected, category, decision, reason in (
                (10, "essential", "pass", "essential"),
                (3, "settings", "strip", "undecided"),
                (6, "usage", "strip", "undecided"),
                (3, "campaigns", "strip", "undecided"),
                (2, "settings", "pass", "granted"),
                (2, "campaigns", "pass", "granted"),
                (4, "usage", "strip", "refused"),
                (5, "", "strip", "unregistered")):
            with self.subTest(category=category, reason=reason):
                self.check(expected, "set_cookies_total", site="govuk", category=category,
                           decision=decision, reason=reason)
        for decision, reason in (("pass", "deletion"), ("strip", "nameless"),
                                 ("strip", "malformed")):
            with self.subTest(reason=reason):
                self.check(1, "set_cookies_total", site="govuk", decision=decision, reason=reason)

    def test_upstream_errors(self):
        until(lambda: self.proxy.metric("consent_proxy_upstream_errors_total", site="govuk") >= 1)

    def test_no_value_of_a_cookie_is_in_it(self):
        text = self.proxy.ask_admin("/metrics").body.decode()
        for value in ("GA1.1.1", "node-3", "unregistered; Path", "_ga_S5RQ7FTGVR"):
            self.assertNotIn(value, text)


class Healthcheck(unittest.TestCase):
    def test_it_asks_readyz(self):
        origin = Origin()
        proxy = Proxy(settings(site(origin)))
        admin = f"127.0.0.1:{proxy.admin[1]}"
        self.assertEqual(run("healthcheck", "--admin", admin).returncode, 0)
        self.assertEqual(run("healthcheck", env={"CONSENT_PROXY_ADMIN": admin}).returncode, 0)
        origin.stop()
        self.assertEqual(proxy.visit().status, 502)
        self.assertEqual(run("healthcheck", "--admin", admin).returncode, 0)
        proxy.stop()
        self.assertEqual(run("healthcheck", "--admin", admin).returncode, 1)


if __name__ == "__main__":
    unittest.main()
