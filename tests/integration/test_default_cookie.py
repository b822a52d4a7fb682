"""A first visit: the default consent cookie byte for byte, and what is decided beside it."""

import unittest

from harness import registries
from harness.case import HTML, JSON, WireCase
from harness.client import DOCUMENT
from harness.consent import (ALL_BUT_USAGE, DEFAULT, DEFAULT_SET_COOKIE, SET_COOKIE_LINES,
                             consent_field, of)
from harness.response import answer
from harness.settings import settings, site

DELETED = "cookies_preferences_set=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"


class FirstVisit(WireCase):
    def test_a_page_without_cookies_gets_the_default(self):
        response = self.open()
        self.assertIn(f"Set-Cookie: {DEFAULT_SET_COOKIE}", response.lines)
        self.assertEqual(response.cookies, [DEFAULT_SET_COOKIE])
        self.assertEqual((response.status, response.body), (200, b"hello"))

    def test_only_essential_cookies_pass(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES, body=b"page"))
        response = self.open()
        self.assertEqual([value for value in response.cookies if value != DEFAULT_SET_COOKIE],
                         of("essential"))
        self.assertEqual(response.cookies.count(DEFAULT_SET_COOKIE), 1)

    def test_curl_gets_it_too(self):
        self.assertEqual(self.visit("GET", "/", "User-Agent: curl/7.88.1", "Accept: */*").cookies,
                         [DEFAULT_SET_COOKIE])

    def test_the_other_cookies_of_the_request_do_not_matter(self):
        response = self.open("Cookie: SESSION=1; cookies_policy2={}; x=cookies_policy={}")
        self.assertEqual(response.cookies, [DEFAULT_SET_COOKIE])

    def test_every_exchange_of_a_connection_is_decided_anew(self):
        client = self.client()
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        first = client.ask("GET", "/", *DOCUMENT)
        second = client.ask("GET", "/", *DOCUMENT, consent_field(ALL_BUT_USAGE))
        third = client.ask("GET", "/", *DOCUMENT)
        self.assertIn(DEFAULT_SET_COOKIE, first.cookies)
        self.assertEqual(second.cookies, of("essential", "settings", "campaigns"))
        self.assertEqual(third.cookies, first.cookies)

    def test_the_origins_own_consent_cookie_suppresses_the_default(self):
        for value in ('cookies_policy={"essential":true,"usage":true}; Path=/; Max-Age=99',
                      "cookies_policy=; Max-Age=0; Path=/",
                      "cookies_policy=nonsense"):
            with self.subTest(value=value):
                self.origin.reply(answer(200, HTML, f"Set-Cookie: {value}"))
                self.assertEqual(self.open().cookies, [value])

    def test_anothers_name_does_not_suppress_it(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: Cookies_Policy={}; Path=/"))
        self.assertEqual(self.open().cookies, [DEFAULT_SET_COOKIE])

    def test_never_in_a_local_reply(self):
        def hang_up(exchange):
            exchange.close()
        self.origin.reply(hang_up)
        response = self.open()
        self.assertEqual((response.status, response.cookies), (502, []))
        self.assertEqual(self.open(target="/.well-known/consent-proxy/ping").cookies, [])

    def test_an_existing_choice_is_not_refreshed(self):
        for value in (DEFAULT, ALL_BUT_USAGE, "{}", "{ }", '{"essential":false}'):
            with self.subTest(value=value):
                self.assertEqual(self.open(consent_field(value)).cookies, [])

    def test_an_unusable_one_is_replaced(self):
        for value in ("", "yes", "[]"):
            with self.subTest(value=value):
                self.assertEqual(self.open(consent_field(value)).cookies, [DEFAULT_SET_COOKIE])

    def test_the_decided_cookie_goes_when_the_default_comes(self):
        response = self.open("Cookie: cookies_preferences_set=true")
        self.assertIn(DEFAULT_SET_COOKIE, response.cookies)
        self.assertIn(DELETED, response.cookies)

    def test_what_the_origin_deletes_itself_is_not_deleted_again(self):
        own = "cookies_preferences_set=; Path=/; Max-Age=0"
        self.origin.reply(answer(200, HTML, f"Set-Cookie: {own}"))
        self.assertEqual(self.open("Cookie: cookies_preferences_set=true").cookies,
                         [own, DEFAULT_SET_COOKIE])

    def test_what_the_origin_sets_goes_with_the_default_all_the_same(self):
        for own in (["cookies_preferences_set=true; Path=/"],
                    ["cookies_preferences_set=; Path=/x; Max-Age=0",
                     "cookies_preferences_set=true; Path=/"]):
            with self.subTest(own=own):
                self.origin.reply(answer(200, HTML, *(f"Set-Cookie: {value}" for value in own)))
                cookies = self.open("Cookie: cookies_preferences_set=true").cookies
                self.assertEqual(cookies[:len(own) + 1], [*own, DEFAULT_SET_COOKIE])
                self.assertIn(DELETED, cookies)

    def test_the_decided_cookie_stays_when_the_choice_does(self):
        response = self.open(f"Cookie: cookies_policy={DEFAULT}; cookies_preferences_set=true")
        self.assertEqual(response.cookies, [])

    def test_the_decided_cookie_stays_where_nothing_settles(self):
        self.origin.reply(answer(200, JSON, body=b"{}"))
        self.assertEqual(self.open("Cookie: cookies_preferences_set=true").cookies, [])


class OtherRegistries(WireCase):
    """Registries that write another default, each behind a host of its own."""

    variants = {
        "strict": (registries.govuk({"same_site": "Strict"}),
                   f"cookies_policy={DEFAULT}; Path=/; Max-Age=31536000; SameSite=Strict"),
        "short": (registries.govuk({"lifetime": "90 days"}),
                  f"cookies_policy={DEFAULT}; Path=/; Max-Age=7776000; SameSite=Lax"),
        "named": (registries.COUNCIL,
                  'council_choice={"essential":true,"statistics":false}; Path=/; '
                  "Max-Age=7776000; SameSite=Lax"),
    }
    registries = {f"{name}.json": registry for name, (registry, _) in variants.items()}

    @classmethod
    def settings(cls):
        return settings(*(site(cls.origin, name, [f"{name}.example"], f"{name}.json")
                          for name in cls.variants))

    def test_each_writes_its_own(self):
        for name, (_, expected) in self.variants.items():
            with self.subTest(registry=name):
                response = self.visit("GET", "/", *DOCUMENT, host=f"{name}.example")
                self.assertEqual(response.cookies, [expected])


if __name__ == "__main__":
    unittest.main()
