"""Who knows the token sees a site in report mode enforced, and is told what was decided."""

import copy
import unittest

from harness import registries
from harness.case import HTML, WireCase
from harness.consent import ALL_BUT_USAGE, DEFAULT_SET_COOKIE, consent_field
from harness.response import answer
from harness.settings import settings, site

TOKEN = "let-me-see-what-it-does"
ENFORCE = f"X-Consent-Proxy: {TOKEN}; mode=enforce"
SET_COOKIES = ("Set-Cookie: PHPSESSID=1; Path=/", "Set-Cookie: _ga=2; Path=/")


def in_report_mode(registry):
    changed = copy.deepcopy(registry)
    changed["enforcement"] = {**changed.get("enforcement", {}), "mode": "report"}
    return changed


class Preview(WireCase):
    registries = {"govuk.json": in_report_mode(registries.GOVUK), "token": TOKEN + "\n",
                  "other": "another-token-for-b\n"}

    @classmethod
    def settings(cls):
        own = {**site(cls.origin, "b", ["b.example"]), "preview": {"token_file": "other"}}
        return settings(site(cls.origin), own, preview={"token_file": "token"})

    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, HTML, *SET_COOKIES, body=b"hello"))

    def test_nothing_changes_without_it(self):
        response = self.open("Cookie: _ga=1; lang=en")
        self.assertEqual(response.cookies, ["PHPSESSID=1; Path=/", "_ga=2; Path=/"])
        self.assertIsNone(response.get("Consent-Proxy"))
        self.assertEqual(response.all("Cache-Control"), [])

    def test_this_request_is_enforced(self):
        response = self.open(ENFORCE, consent_field(ALL_BUT_USAGE))
        self.assertEqual(response.cookies, [])
        self.assertEqual(response.get("Consent-Proxy"),
                         '"cookies_policy";d=pass;r=consent-state;from=cookie, '
                         '"PHPSESSID";d=strip;r=unregistered, "_ga";d=strip;r=refused')
        self.assertEqual(response.get("Cache-Control"), "private")

    def test_a_first_visit_is_given_the_default(self):
        response = self.open(ENFORCE)
        self.assertEqual(response.cookies, [DEFAULT_SET_COOKIE])
        self.assertEqual(response.get("Consent-Proxy"),
                         '"PHPSESSID";d=strip;r=unregistered, "_ga";d=strip;r=undecided')

    def test_the_request_is_enforced_too(self):
        response = self.open(ENFORCE, "Cookie: _ga=1; lang=en")
        self.assertEqual(self.origin.last.head.all("Cookie"), ["lang=en"])
        self.assertTrue(response.get("Consent-Proxy").startswith(
            '"_ga";d=strip;r=undecided;from=cookie, "lang";d=pass;r=unregistered;from=cookie, '))

    def test_the_token_alone_only_tells(self):
        response = self.open(f"X-Consent-Proxy: {TOKEN}")
        self.assertEqual(len(response.cookies), 2)
        self.assertEqual(response.get("Consent-Proxy"),
                         '"PHPSESSID";d=would-strip;r=unregistered, "_ga";d=would-strip;r=undecided')
        self.assertEqual(response.get("Cache-Control"), "private")

    def test_what_no_head_may_carry_is_told_as_gone(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: sess=a\x01b", SET_COOKIES[1]))
        response = self.open(f"X-Consent-Proxy: {TOKEN}")
        self.assertEqual(response.cookies, ["_ga=2; Path=/"])
        self.assertEqual(response.get("Consent-Proxy"),
                         '"";d=strip;r=malformed, "_ga";d=would-strip;r=undecided')

    def test_a_wrong_token_is_ignored(self):
        for token in ("", "let-me-see-what-it-doeS", TOKEN[:-1], TOKEN + "x", '"' + TOKEN + '"',
                      "another-token-for-b"):
            with self.subTest(token=token):
                response = self.open(f"X-Consent-Proxy: {token}; mode=enforce")
                self.assertEqual(len(response.cookies), 2)
                self.assertIsNone(response.get("Consent-Proxy"))

    def test_a_site_may_have_its_own_token(self):
        def seen(field):
            return self.visit("GET", "/", field, host="b.example").get("Consent-Proxy")
        self.assertIsNone(seen(ENFORCE))
        self.assertIsNotNone(seen("X-Consent-Proxy: another-token-for-b; mode=enforce"))

    def test_the_origin_never_sees_it(self):
        for field in (ENFORCE, "X-Consent-Proxy: wrong", "x-CONSENT-proxy: wrong; mode=enforce",
                      f"X_Consent_Proxy: {TOKEN}", f"X-Consent_Proxy: {TOKEN}"):
            with self.subTest(field=field):
                self.open(field)
                names = [name.lower().replace("_", "-") for name, _ in self.origin.last.head.fields]
                self.assertNotIn("x-consent-proxy", names)

    def test_the_origin_cannot_speak_in_its_place(self):
        self.origin.reply(answer(200, HTML, "Consent-Proxy: \"x\";d=pass", *SET_COOKIES))
        response = self.open(ENFORCE)
        self.assertEqual(len(response.all("Consent-Proxy")), 1)
        self.assertNotIn('"x"', response.get("Consent-Proxy"))

    def test_the_token_is_nowhere_to_be_read(self):
        self.open(ENFORCE)
        self.open(f"X-Consent-Proxy: {TOKEN}x; mode=enforce")
        self.proxy.output.wait_for(lambda lines: len(lines) >= 2)
        for shown in (self.proxy.output.text, self.proxy.log.text,
                      self.proxy.ask_admin("/metrics").body.decode()):
            self.assertNotIn(TOKEN, shown)


if __name__ == "__main__":
    unittest.main()
