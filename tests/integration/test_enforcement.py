"""What the enforcement does beyond Set-Cookie: request cookies, deletions, lifetimes, revision,
paths that are bypassed, report mode, signals."""

import re
import unittest
from email.utils import parsedate_to_datetime
from time import time

from harness import registries
from harness.case import HTML, JSON, WireCase
from harness.client import DOCUMENT, request
from harness.consent import (ALL_BUT_USAGE, DEFAULT_SET_COOKIE, EVERYTHING, SET_COOKIE_LINES,
                             SET_COOKIES, choice, consent_field, of)
from harness.response import answer

GONE = "Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"
REFUSING = choice()


def deletions(response):
    return [value for value in response.cookies if "Max-Age=0" in value]


class Law(WireCase):
    consent = {}
    enforcement = {}

    @classmethod
    def setUpClass(cls):
        cls.registries = {"govuk.json": registries.govuk(cls.consent, cls.enforcement)}
        super().setUpClass()

    def cookie_fields(self):
        """The Cookie fields that the origin saw in its last exchange."""
        return self.origin.exchanges[-1].head.all("Cookie")


class RequestCookies(Law):
    def test_refused_ones_do_not_reach_the_origin(self):
        self.open(f"Cookie: a=1; _ga=GA1.2;  cookies_policy={REFUSING} ;_ga_X=2; b=\"x y\"")
        self.assertEqual(self.cookie_fields(),
                         [f"a=1; cookies_policy={REFUSING}; b=\"x y\""])

    def test_all_before_and_behind_it_keep_their_bytes_and_order(self):
        self.open("Cookie: a=1;b=\"x y\" ;  c; _ga=1;d=;_ga_X=2; e=\t5", "Cookie: f=1;g=2",
                  consent_field(REFUSING))
        self.assertEqual(self.cookie_fields(), ["a=1; b=\"x y\"; c; d=; e=\t5", "f=1;g=2",
                                                f"cookies_policy={REFUSING}"])

    def test_a_field_that_loses_nothing_is_untouched(self):
        field = f"a=1;b=2 ;  cookies_policy={REFUSING};;c"
        self.open(f"Cookie: {field}")
        self.assertEqual(self.cookie_fields(), [field])

    def test_a_field_that_loses_all_goes(self):
        self.open("Cookie: _ga=1; _ga_2=3", consent_field(REFUSING))
        self.assertEqual(self.cookie_fields(), [f"cookies_policy={REFUSING}"])

    def test_granted_ones_pass(self):
        field = f"_ga=1; cookies_policy={EVERYTHING}"
        self.open(f"Cookie: {field}")
        self.assertEqual(self.cookie_fields(), [field])

    def test_a_nameless_crumb_with_an_equals_sign_is_held_back(self):
        self.open(f"Cookie: =_ga=1; plain; cookies_policy={EVERYTHING}")
        self.assertEqual(self.cookie_fields(), [f"plain; cookies_policy={EVERYTHING}"])


class Deletions(Law):
    def test_a_refused_cookie_is_deleted_wherever_it_may_lie(self):
        response = self.open(f"Cookie: _ga=1; cookies_policy={REFUSING}",
                             target="/services/apply")
        self.assertEqual(set(deletions(response)), {
            f"_ga=; {GONE}{path}{domain}" for path in ("", "services")
            for domain in ("", "; Domain=www.site.example", "; Domain=site.example")})
        self.assertIn("Cache-Control: private", response.lines)

    def test_only_in_a_settling_exchange_with_a_usable_policy(self):
        self.assertEqual(deletions(self.open("Cookie: _ga=1")), [])
        self.assertEqual(deletions(self.visit(
            "GET", "/", "Sec-Fetch-Dest: image", f"Cookie: _ga=1; cookies_policy={REFUSING}")), [])
        self.origin.reply(answer(200, JSON, body=b"{}"))
        self.assertEqual(
            deletions(self.open(f"Cookie: _ga=1; cookies_policy={REFUSING}")), [])

    def test_neither_granted_nor_unregistered_nor_essential_ones(self):
        response = self.open(f"Cookie: _ga=1; x=1; SESSION=1; cookies_policy={EVERYTHING}")
        self.assertEqual(response.cookies, [])

    def test_what_the_origin_deletes_itself_is_skipped(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: _ga=; Max-Age=0"))
        response = self.open(f"Cookie: _ga=1; cookies_policy={REFUSING}")
        self.assertEqual(response.cookies, ["_ga=; Max-Age=0"])

    def test_and_the_head_within_its_own(self):
        cookies = "; ".join(f"_ga_{n:02}=1" for n in range(40))
        for framing, field in (("length", "X-Pad: "), ("close", "X-Pad: "), ("chunked", "X-Pad: "),
                               ("length", "Cache-Control: public, max-age=1, x=")):
            for pad in range(1_800, 2_600, 50):
                self.origin.reply(answer(200, HTML, field + "x" * pad, framing=framing))
                with self.client() as client:
                    client.send(request("GET", "/", *DOCUMENT,
                                        f"Cookie: cookies_policy={REFUSING}; {cookies}"))
                    head = client.read_until(b"\r\n\r\n")
                gone = {line.split(b"=")[0] for line in head.splitlines() if b"Max-Age=0" in line}
                self.assertGreater(len(gone), 1)
                self.assertLessEqual(len(head), 4_000)

    def test_many_stay_within_their_bytes_and_all_go_in_the_end(self):
        left = {f"_ga_{n}" for n in range(60)}
        for _ in range(60):
            cookies = "; ".join(f"{name}=1" for name in sorted(left))
            response = self.open(f"Cookie: cookies_policy={REFUSING}; {cookies}")
            gone = deletions(response)
            self.assertGreater(len(gone), 0)
            self.assertLessEqual(sum(len(f"Set-Cookie: {line}\r\n") for line in gone), 2048)
            left -= {line.split("=")[0] for line in gone}
            if not left:
                break
        self.assertEqual(left, set())


class DeletionsByDomain(WireCase):
    def test_the_host_and_each_parent_down_to_the_registrable_one(self):
        response = self.visit("GET", "/", *DOCUMENT,
                              f"Cookie: _ga=1; cookies_policy={REFUSING}",
                              host="www.dept.example.co.uk")
        self.assertEqual(set(deletions(response)), {f"_ga=; {GONE}"} | {
            f"_ga=; {GONE}; Domain={domain}" for domain in
            ("www.dept.example.co.uk", "dept.example.co.uk", "example.co.uk")})


class Lifetimes(Law):
    enforcement = {"lifetimes": "cap"}

    @classmethod
    def setUpClass(cls):
        cls.registries = {"govuk.json": registries.govuk({}, cls.enforcement)}
        usage = next(one for one in cls.registries["govuk.json"]["categories"] if one["id"] == "usage")
        usage["cookies"][0]["expires"] = "2 days"
        super(Law, cls).setUpClass()

    def test_longer_ones_are_cut_in_place(self):
        self.origin.reply(answer(
            200, HTML, "Set-Cookie: _ga=1;max-age=999999 ; Path=/x",
            "Set-Cookie: _ga=2; Expires=Fri, 31 Dec 2100 23:59:59 GMT; Secure",
            "Set-Cookie: _ga=3; Max-Age=60", "Set-Cookie: SESSION=4; Max-Age=60; Path=/"))
        one, two, three, four = self.open(consent_field(EVERYTHING)).cookies
        self.assertEqual(one, "_ga=1;max-age=172800 ; Path=/x")
        match = re.fullmatch(r"_ga=2; Expires=([^;]+); Secure", two)
        self.assertIsNotNone(match, two)
        expires = parsedate_to_datetime(match[1]).timestamp()
        self.assertLess(abs(expires - time() - 172_800), 60)
        self.assertEqual(three, "_ga=3; Max-Age=60")
        self.assertEqual(four, "SESSION=4; Path=/")


class Revision(Law):
    @classmethod
    def setUpClass(cls):
        cls.registries = {"govuk.json": registries.GOVUK | {"revision": 3}}
        super(Law, cls).setUpClass()

    COMPANION = "cookies_policy_revision=3; Path=/; Max-Age=34560000; SameSite=Lax"

    def test_the_companion_is_set_beside_the_default(self):
        self.assertEqual(self.open().cookies, [DEFAULT_SET_COOKIE, self.COMPANION])

    def test_an_old_choice_is_asked_again(self):
        response = self.open(f"Cookie: cookies_policy={EVERYTHING}; cookies_policy_revision=2;"
                             " cookies_preferences_set=true; _ga=1")
        self.assertEqual(response.cookies, [DEFAULT_SET_COOKIE, self.COMPANION] + [
            f"cookies_preferences_set=; {GONE}{domain}"
            for domain in ("", "; Domain=www.site.example", "; Domain=site.example")])
        self.assertNotIn("_ga", self.cookie_fields()[0])

    def test_a_choice_of_this_revision_holds(self):
        field = f"cookies_policy={EVERYTHING}; cookies_policy_revision=3; _ga=1"
        self.assertEqual(self.open(f"Cookie: {field}").cookies, [])
        self.assertEqual(self.cookie_fields(), [field])

    def test_the_origins_own_consent_cookie_gets_it_too(self):
        own = f"cookies_policy={EVERYTHING}; Path=/"
        self.origin.reply(answer(200, JSON, f"Set-Cookie: {own}", body=b"{}"))
        self.assertEqual(self.visit("POST", "/", "Sec-Fetch-Dest: empty", body=b"x").cookies,
                         [own, self.COMPANION])


class Bypass(Law):
    enforcement = {"bypass": ["/admin/*"]}

    def test_both_directions_pass_untouched(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        response = self.open("Cookie: _ga=1", target="/admin/users?x=1")
        self.assertEqual(response.cookies, [value for _, value in SET_COOKIES])
        self.assertEqual(self.cookie_fields(), ["_ga=1"])
        self.assertIsNone(response.get("Cache-Control"))

    def count(self, decision, reason):
        return self.proxy.metric("consent_proxy_set_cookies_total", decision=decision, reason=reason)

    def test_an_oversize_cookie_passes_and_is_counted_so(self):
        before = self.count("pass", "bypass")
        stripped = self.count("strip", "malformed")
        long = "sess=" + "x" * 5000
        self.origin.reply(answer(200, HTML, f"Set-Cookie: {long}"))
        self.assertEqual(self.open(target="/admin/1").cookies, [long])
        self.until(lambda: self.count("pass", "bypass") == before + 1)
        self.assertEqual(self.count("strip", "malformed"), stripped)

    def test_one_that_no_head_may_carry_is_gone_all_the_same(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: sess=a\x01b", "Set-Cookie: SESSION=1"))
        before = self.count("pass", "bypass")
        stripped = self.count("strip", "malformed")
        self.assertEqual(self.open(target="/admin/lost").cookies, ["SESSION=1"])
        self.until(lambda: self.count("strip", "malformed") == stripped + 1)
        self.assertEqual(self.count("pass", "bypass"), before + 1)
        self.proxy.output.wait_for_match("/admin/lost .*stripped=set-cookie:-:malformed$")

    def test_no_way_of_writing_a_path_opens_a_hole(self):
        self.origin.reply(answer(200, HTML, "Set-Cookie: _ga=1"))
        for target in ("/admin/../secret", "/admin/..%2fsecret", "/admin/%2e%2e/secret",
                       "/admin/..%5csecret", "/admin/..%252fsecret", "/admin/..;/secret",
                       "/x/..%2fadmin/a", "/Admin/a", "/admin"):
            with self.subTest(target=target):
                self.assertEqual(self.open(target=target).cookies, [DEFAULT_SET_COOKIE])


class Report(Law):
    enforcement = {"mode": "report"}

    def test_nothing_changes_and_all_is_counted(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES, body=b"page"))
        response = self.open(f"Cookie: _ga=1; cookies_policy={REFUSING}")
        self.assertEqual(response.cookies, [value for _, value in SET_COOKIES])
        self.assertIsNone(response.get("Cache-Control"))
        self.assertEqual(self.cookie_fields(), [f"_ga=1; cookies_policy={REFUSING}"])
        self.assertGreaterEqual(self.proxy.metric(
            "consent_proxy_set_cookies_total", decision="would-strip", category="usage"), 2)
        self.assertGreaterEqual(self.proxy.metric(
            "consent_proxy_request_cookies_total", decision="would-strip", category="usage"), 1)
        self.assertEqual(self.open().cookies, [value for _, value in SET_COOKIES])
        self.proxy.output.wait_for_match("_ga:refused:would-strip")

    def test_what_no_head_may_carry_is_gone_and_counted_so(self):
        def count(decision):
            return self.proxy.metric("consent_proxy_set_cookies_total", decision=decision,
                                     reason="malformed")
        long = "sess=" + "x" * 5000
        self.origin.reply(answer(200, HTML, "Set-Cookie: sess=a\x01b", f"Set-Cookie: {long}"))
        self.assertEqual(self.open().cookies, [long])
        self.until(lambda: (count("strip"), count("would-strip")) == (1, 1))


class Signal(Law):
    def test_it_objects_until_the_visitor_has_decided(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        undecided = self.open("Sec-GPC: 1", consent_field(EVERYTHING))
        self.assertEqual(undecided.cookies, of("essential"))
        decided = self.open("Sec-GPC: 1",
                            f"Cookie: cookies_policy={EVERYTHING}; cookies_preferences_set=true")
        self.assertEqual(decided.cookies, of("essential", "settings", "usage", "campaigns"))
        other = self.open("Sec-GPC: 0", consent_field(EVERYTHING))
        self.assertEqual(other.cookies, of("essential", "settings", "usage", "campaigns"))

    def test_it_deletes_nothing_and_is_passed_on(self):
        response = self.open("Sec-GPC: 1", f"Cookie: _ga=1; cookies_policy={EVERYTHING}")
        self.assertEqual(response.cookies, [])
        self.assertEqual(self.origin.exchanges[-1].head.get("Sec-GPC"), "1")
        self.assertEqual(self.cookie_fields(), [f"cookies_policy={EVERYTHING}"])
        self.assertGreaterEqual(self.proxy.metric(
            "consent_proxy_request_cookies_total", reason="signal", category="usage"), 1)


class UpstreamPercent(Law):
    consent = {"upstream": "percent"}

    def test_the_origin_sees_the_choice_encoded_once(self):
        self.open(f"Cookie: a=1; cookies_policy={choice()}; b=2")
        encoded = ("%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22%3Afalse%2C"
                   "%22campaigns%22%3Afalse%7D")
        self.assertEqual(self.cookie_fields(), [f"a=1; cookies_policy={encoded}; b=2"])
        self.open(f"Cookie: cookies_policy={encoded}")
        self.assertEqual(self.cookie_fields(), [f"cookies_policy={encoded}"])


class UpstreamDrop(Law):
    consent = {"upstream": "drop"}

    def test_the_origin_never_sees_the_choice(self):
        self.open(f"Cookie: a=1; cookies_policy={ALL_BUT_USAGE}; b=2")
        self.assertEqual(self.cookie_fields(), ["a=1; b=2"])
        self.open(consent_field(ALL_BUT_USAGE))
        self.assertEqual(self.cookie_fields(), [])


class ParentDomain(Law):
    consent = {"domain": "example.gov.uk"}

    def test_the_default_is_the_domains_and_a_host_only_twin_goes(self):
        response = self.open("Cookie: cookies_policy=junk")
        self.assertEqual(response.cookies, [
            f"cookies_policy=; {GONE}",
            DEFAULT_SET_COOKIE.replace("Path=/", "Path=/; Domain=example.gov.uk")])


class Keep(Law):
    consent = {"unusable": "keep"}

    def test_an_unusable_choice_is_left_alone(self):
        self.assertEqual(self.open("Cookie: cookies_policy=junk").cookies, [])
        self.assertEqual(self.open().cookies, [DEFAULT_SET_COOKIE])


class NoInject(Law):
    consent = {"inject": False}

    def test_no_default_is_given(self):
        self.assertEqual(self.open().cookies, [])


class Preserve(Law):
    enforcement = {"shared_caches": "preserve"}

    def test_a_page_for_shared_caches_gets_nothing_added(self):
        self.origin.reply(answer(200, HTML, "Cache-Control: public, max-age=60"))
        response = self.open()
        self.assertEqual(response.cookies, [])
        self.assertEqual(response.get("Cache-Control"), "public, max-age=60")
        self.origin.reply(answer(200, HTML, "Cache-Control: max-age=60"))
        self.assertEqual(self.open().cookies, [DEFAULT_SET_COOKIE])

    def test_a_page_that_no_shared_cache_may_keep_gets_the_default(self):
        for field in ("Surrogate-Control: no-store", "X-Accel-Expires: 0",
                      "CDN-Cache-Control: no-store", "CDN-Cache-Control: private",
                      "X-LiteSpeed-Cache-Control: no-cache", "Cache-Control: s-maxage=0"):
            with self.subTest(field=field):
                self.origin.reply(answer(200, HTML, field))
                self.assertEqual(self.open().cookies, [DEFAULT_SET_COOKIE])
        for field in ("Surrogate-Control: max-age=60", 'Surrogate-Control: content="ESI/1.0"',
                      "X-Accel-Expires: 60", "CDN-Cache-Control: public"):
            with self.subTest(field=field):
                self.origin.reply(answer(200, HTML, field))
                self.assertEqual(self.open().cookies, [])


class Suspension(WireCase):
    trusted = ("127.0.0.1",)

    def test_too_many_unusable_ones_are_not_replaced_any_more(self):
        client = self.client()

        def ask(n, field):
            return client.ask("GET", "/", *DOCUMENT, f"X-Forwarded-For: 10.{n // 250}.{n % 250}.1",
                              field)
        for n in range(199):
            self.assertEqual(ask(n, "Cookie: cookies_policy=junk").cookies, [DEFAULT_SET_COOKIE])
        for _ in range(5):
            self.assertEqual(ask(0, "Cookie: cookies_policy=junk").cookies, [DEFAULT_SET_COOKIE])
        self.assertEqual(ask(200, "Cookie: cookies_policy=junk").cookies, [])
        self.assertEqual(client.ask("GET", "/", *DOCUMENT).cookies, [DEFAULT_SET_COOKIE])
        self.proxy.log.wait_for_match("consent cookies cannot be read")
        self.assertGreaterEqual(
            self.proxy.metric("consent_proxy_suspended_replacements_total"), 1)


if __name__ == "__main__":
    unittest.main()
