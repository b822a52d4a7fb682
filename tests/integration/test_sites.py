"""Several sites by Host, each with its registry; and visitors who came by https."""

import unittest

from harness import registries
from harness.case import HTML, WireCase
from harness.client import DOCUMENT
from harness.consent import DEFAULT, DEFAULT_SET_COOKIE
from harness.origin import Origin
from harness.response import answer
from harness.settings import settings, site

COUNCIL_DEFAULT = ('council_choice={"essential":true,"statistics":false}; Path=/; '
                   "Max-Age=7776000; SameSite=Lax")


class Sites(WireCase):
    registries = {"govuk.json": registries.GOVUK, "council.json": registries.COUNCIL}

    @classmethod
    def settings(cls):
        cls.other = Origin(answer(200, HTML, "X-Origin: council", "Set-Cookie: stats=1",
                                  "Set-Cookie: SESSION=1", "Set-Cookie: licensing_session=1"))
        return settings(
            site(cls.origin, "govuk", ["www.gov.example", "*.gov.example"]),
            site(cls.other, "council", ["council.example", "deep.sub.gov.example",
                                        "*.sub.gov.example", "[::1]",
                                        "[2001:0DB8:0:0:0:0:0:A]"], "council.json"))

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.other.stop()

    def page(self, host, *fields):
        return self.visit("GET", "/", *DOCUMENT, *fields, host=host)

    def test_hosts_pick_the_site(self):
        for host, council in (("www.gov.example", False), ("WWW.GOV.EXAMPLE:8080", False),
                              ("www.gov.example.", False), ("a.b.gov.example", False),
                              ("council.example", True), ("COUNCIL.example.:80", True),
                              ("x.sub.gov.example", True), ("deep.sub.gov.example", True),
                              ("[::1]", True), ("[::1]:8080", True),
                              ("[0:0:0:0:0:0:0:1]", True), ("[0:0::1]:8080", True),
                              ("[2001:db8::a]", True), ("[2001:DB8:0:0:0:0:0:A]", True)):
            with self.subTest(host=host):
                self.assertEqual(bool(self.page(host).all("X-Origin")), council)

    def test_each_site_has_its_registry(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: SESSION=1", "Set-Cookie: stats=1"))
        self.assertEqual(sorted(self.page("www.gov.example").cookies),
                         sorted(["SESSION=1", DEFAULT_SET_COOKIE]))
        self.assertEqual(sorted(self.page("council.example").cookies),
                         sorted(["SESSION=1", COUNCIL_DEFAULT]))
        granted = 'Cookie: council_choice={"statistics":true}'
        self.assertEqual(self.page("council.example", granted).cookies, ["stats=1", "SESSION=1"])

    def test_a_choice_for_one_site_is_none_for_the_other(self):
        field = 'Cookie: cookies_policy={"statistics":true}'
        self.assertIn(COUNCIL_DEFAULT, self.page("council.example", field).cookies)

    def test_a_host_that_nobody_serves(self):
        self.origin.forget()
        for host in ("gov.example", "other.example", "127.0.0.1", "xcouncil.example",
                     "council.example.org"):
            with self.subTest(host=host):
                response = self.page(host)
                self.assertEqual(response.status, 421)
                self.assertIn("consent-proxy; error=", response.get("Proxy-Status"))
                self.assertEqual(response.cookies, [])
        self.assertEqual(self.origin.exchanges, [])

    def test_no_host_and_no_site_for_any(self):
        self.assertEqual(self.visit(host=None, version="HTTP/1.0").status, 400)

    def test_absolute_form_picks_the_site_by_its_own_host(self):
        response = self.visit("GET", "http://council.example/x", host="www.gov.example")
        self.assertEqual(response.get("X-Origin"), "council")

    def test_the_ping_answers_for_any_host(self):
        for host in ("council.example", "nobody.example"):
            for method in ("GET", "HEAD"):
                with self.subTest(host=host, method=method):
                    response = self.visit(method, "/.well-known/consent-proxy/ping", host=host)
                    self.assertEqual(response.status, 200)
                    self.assertEqual(response.body.strip(), b"ok" if method == "GET" else b"")


class AnyHost(WireCase):
    def test_without_host_by_http_1_0(self):
        self.assertEqual(self.visit(host=None, version="HTTP/1.0").status, 200)

    def test_any_host(self):
        for host in ("x", "a.b.c.d", "127.0.0.1:81", "[::1]"):
            self.assertEqual(self.visit(host=host).status, 200, host)


class ByHttps(WireCase):
    trusted = ("127.0.0.0/8",)

    def test_secure_when_a_trusted_proxy_says_https(self):
        secure = f"cookies_policy={DEFAULT}; Path=/; Max-Age=31536000; SameSite=Lax; Secure"
        for value, expected in (("https", secure), ("HTTPS", secure), ("http", DEFAULT_SET_COOKIE),
                                ("", DEFAULT_SET_COOKIE)):
            with self.subTest(value=value):
                self.assertEqual(self.open(f"X-Forwarded-Proto: {value}").cookies, [expected])


class ByHttpsUntrusted(WireCase):
    def test_a_visitor_is_not_believed(self):
        self.assertEqual(self.open("X-Forwarded-Proto: https").cookies, [DEFAULT_SET_COOKIE])


if __name__ == "__main__":
    unittest.main()
