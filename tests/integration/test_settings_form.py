"""The proxy's own pages: settings, details, assets, and the form that writes the choice."""

import json
import re
import unittest

from harness.case import HTML, WireCase
from harness.client import HOST
from harness.consent import EVERYTHING, choice, consent_field
from harness.page_registries import OWN_POST, PAGES, with_pages
from harness.response import answer

NOTICE = "cookies_policy_notice"

REFUSAL = "consent-proxy; error=http_request_error"


class PagesCase(WireCase):
    registries = {"govuk.json": PAGES}

    def post(self, form, *fields, target="/cookies", own=OWN_POST):
        return self.visit("POST", target, *own, *fields, body=form.encode())


class SettingsPage(PagesCase):
    def test_it_never_comes_to_the_origin(self):
        for target in ("/cookies", "/cookies/", "/cookies?from=footer", "/cookies/details",
                       "/cookies/policy", "/cookies/assets/guard.js", "/cookies/assets/none.js"):
            with self.subTest(target):
                self.assertLess(self.visit("GET", target).status, 500)
        self.assertEqual(self.origin.exchanges, [])

    def test_other_paths_are_the_origins(self):
        for target in ("/cookies/recipes", "/cookiesx", "/a/cookies", "/cookies/detailsx",
                       "/cookies/assets"):
            with self.subTest(target):
                self.origin.forget()
                self.visit("GET", target)
                self.assertEqual(self.origin.last.target, target)

    def test_a_pair_of_radios_for_each_category_that_may_be_refused(self):
        page = self.visit("GET", "/cookies", consent_field(choice(usage=True)))
        self.assertEqual(page.status, 200)
        self.assertEqual(page.get("Content-Type"), "text/html; charset=utf-8")
        self.assertEqual(page.get("Cache-Control"), "no-store")
        self.assertIn("default-src 'none'", page.get("Content-Security-Policy"))
        radios = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", page.body.decode())
        named = [re.search(r'name="([^"]+)"', radio)[1] for radio in radios]
        self.assertEqual(named, ["settings", "settings", "usage", "usage", "campaigns", "campaigns"])
        checked = [(re.search(r'name="([^"]+)"', radio)[1], re.search(r'value="([^"]+)"', radio)[1])
                   for radio in radios if re.search(r"\schecked\b", radio)]
        self.assertEqual(checked, [("settings", "no"), ("usage", "yes"), ("campaigns", "no")])

    def test_it_speaks_the_visitors_language(self):
        for accepted, tag in (("cy", "cy"), ("cy-GB, en;q=0.5", "cy"), ("fr", "en"), ("", "en")):
            with self.subTest(accepted):
                page = self.visit("GET", "/cookies", f"Accept-Language: {accepted}")
                self.assertIn(f'lang="{tag}"', page.body.decode())

    def test_details_tell_what_the_browser_has_and_the_choice_refuses(self):
        page = self.visit("GET", "/cookies/details",
                          consent_field(choice()) + "; lux_uid=secret; SESSION=s")
        self.assertIn("lux_uid", page.body.decode())
        self.assertNotIn("secret", page.body.decode())

    def test_head_has_the_fields_of_get(self):
        for target in ("/cookies", "/cookies/details", "/cookies/assets/guard.js"):
            get, head = self.visit("GET", target), self.visit("HEAD", target)
            self.assertEqual(get.get("Content-Length"), head.get("Content-Length"))
            self.assertEqual(head.body, b"")

    def test_other_methods_are_refused(self):
        for method, target in (("PUT", "/cookies"), ("POST", "/cookies/details"),
                               ("DELETE", "/cookies/policy")):
            with self.subTest(f"{method} {target}"):
                response = self.visit(method, target)
                self.assertEqual(response.status, 405)
                self.assertIn("GET, HEAD", response.get("Allow"))
                self.assertEqual(response.get("Proxy-Status"), REFUSAL)

    def test_assets_are_kept_for_good_under_their_version_only(self):
        page = self.visit("GET", "/cookies").body.decode()
        sheet = re.search(r'href="(/cookies/assets/[^"]+)"', page)[1]
        self.assertIn("immutable", self.visit("GET", sheet).get("Cache-Control"))
        for other in (sheet.partition("?")[0], sheet + "0"):
            self.assertEqual(self.visit("GET", other).get("Cache-Control"), "no-cache")
        self.assertEqual(self.visit("GET", "/cookies/assets/../secret").status, 404)

    def test_the_policy_as_the_proxy_reads_it(self):
        cookie = consent_field(choice(usage=True)) + "; cookies_preferences_set=true"
        for fields, expected in (
                ((), {"granted": ["essential"], "decided": False}),
                ((cookie,), {"granted": ["essential", "usage"], "decided": True})):
            response = self.visit("GET", "/cookies/policy", *fields)
            self.assertEqual(json.loads(response.body), expected)
            self.assertEqual(response.get("Cache-Control"), "no-store")


class Form(PagesCase):
    def test_a_choice_is_written_in_the_sites_own_format(self):
        response = self.post("settings=no&usage=yes&campaigns=no&return_to=%2Fpage%3Fx%3D1")
        self.assertEqual((response.status, response.get("Location")), (303, "/page?x=1"))
        self.assertEqual(response.cookies[:2], [
            f"cookies_policy={choice(usage=True)}; Path=/; Max-Age=31536000; SameSite=Lax",
            "cookies_preferences_set=true; Path=/; Max-Age=31536000; SameSite=Lax"])
        self.assertEqual(response.get("Cache-Control"), "no-store")

    def test_the_banners_buttons_choose_all(self):
        for value, chosen in (("yes", EVERYTHING), ("no", choice())):
            with self.subTest(value):
                response = self.post(f"all={value}", "Referer: http://www.site.example/news")
                self.assertEqual(response.get("Location"), "/news")
                self.assertIn(f"cookies_policy={chosen};", response.cookies[0])

    def test_what_was_withdrawn_goes_at_once(self):
        cookies = consent_field(EVERYTHING) + "; _ga=1; _ga_X=2; global_banner_seen=3; other=4"
        response = self.post("settings=yes&usage=no&campaigns=no", cookies)
        deleted = {value.partition("=")[0] for value in response.cookies if "Max-Age=0" in value}
        self.assertEqual(deleted, {"_ga", "_ga_X"})

    def test_a_category_without_a_field_is_refused(self):
        self.assertIn(choice(settings=True), self.post("settings=yes").cookies[0])

    def test_posts_of_others_are_refused(self):
        form = ("Content-Type: application/x-www-form-urlencoded",)
        site = f"http://{HOST}"
        for fields, status in (
                (("Sec-Fetch-Site: same-origin", "Origin: https://evil.example"), 303),
                (("Sec-Fetch-Site: cross-site", f"Origin: {site}"), 403),
                (("Sec-Fetch-Site: same-site", f"Origin: {site}"), 403),
                (("Sec-Fetch-Site: none",), 403),
                ((f"Origin: {site}", "Referer: https://evil.example/"), 303),
                (("Origin: null", f"Referer: {site}/"), 403),
                (("Origin: https://evil.example",), 403),
                ((f"Origin: {site}.evil.example",), 403),
                ((f"Referer: {site}/page",), 303),
                (("Referer: https://evil.example/?www.site.example",), 403),
                ((), 403)):
            with self.subTest(fields):
                response = self.post("all=yes", *fields, own=form)
                self.assertEqual(response.status, status)
                self.assertEqual(bool(response.cookies), status == 303)
                self.assertEqual(response.get("Proxy-Status"), status == 403 and REFUSAL or None)

    def test_nobody_is_sent_to_another_site(self):
        for wished in ("//evil.example", "/\\evil.example", "https://evil.example/", "\\/evil",
                       "/%0d%0aX: y", "javascript:alert(1)", "/\t/evil.example"):
            with self.subTest(wished):
                body = "all=no&return_to=" + "".join(f"%{byte:02x}" for byte in wished.encode())
                location = self.post(body).get("Location")
                self.assertRegex(location, r"^/([^/\\]|$)")
                self.assertNotIn("evil", location.partition("%")[0].replace("/%", ""))
        response = self.post("all=no", "Referer: https://evil.example/x")
        self.assertEqual(response.get("Location"), "/cookies")

    def test_what_is_no_form_is_refused(self):
        for body, fields in (("", ()), ("x=y", ()), ("usage=maybe", ()), ("all=1", ())):
            with self.subTest(body):
                self.assertEqual(self.post(body, *fields).status, 400)
        wrong_type = ("Content-Type: text/plain", "Sec-Fetch-Site: same-origin")
        self.assertEqual(self.post("all=yes", own=wrong_type).status, 400)
        self.assertEqual(self.post("x" * 70000).status, 413)
        for accept, kind in (("text/html", "text/html"), ("*/*", "text/plain")):
            response = self.post("x=y", f"Accept: {accept}")
            self.assertEqual(response.get("Proxy-Status"), REFUSAL)
            self.assertTrue(response.get("Content-Type").startswith(kind))
        self.proxy.output.wait_for_match(r" 400 .*flags=DPE\b")

    def test_bodies_in_chunks_and_what_comes_behind_them(self):
        with self.client() as client:
            head = ("POST /cookies HTTP/1.1\r\nHost: www.site.example\r\n" +
                    "\r\n".join(OWN_POST) + "\r\nTransfer-Encoding: chunked\r\n\r\n")
            client.send(head.encode() + b"3\r\nall\r\n4;x=y\r\n=yes\r\n0\r\n\r\n"
                        b"GET /next HTTP/1.1\r\nHost: www.site.example\r\n"
                        b"Sec-Fetch-Dest: image\r\n\r\n")
            self.assertIn(EVERYTHING, client.read_response().cookies[0])
            self.assertEqual(client.read_response().body, b"hello")
        self.assertEqual(self.origin.last.target, "/next")

    def test_who_expects_100_gets_it(self):
        with self.client() as client:
            client.send(("POST /cookies HTTP/1.1\r\nHost: www.site.example\r\nContent-Length: 7\r\n"
                         "Expect: 100-continue\r\n" + "\r\n".join(OWN_POST) + "\r\n\r\n").encode())
            client.read_until(b"HTTP/1.1 100 Continue\r\n\r\n")
            client.send(b"all=yes")
            self.assertEqual(client.read_response().status, 303)

    def test_a_script_is_told_in_json(self):
        response = self.post("all=yes", "Accept: application/json")
        self.assertEqual(response.status, 200)
        self.assertEqual(json.loads(response.body), {
            "granted": ["essential", "settings", "usage", "campaigns"], "notice": "accepted"})
        self.assertEqual(response.cookie_names, ["cookies_policy", "cookies_preferences_set"])

    def test_counted(self):
        before = self.proxy.metric("consent_proxy_forms_total", site="govuk", choice="rejected") or 0
        self.post("all=no")
        self.until(lambda: self.proxy.metric("consent_proxy_forms_total", site="govuk",
                                             choice="rejected") == before + 1)


class Notice(PagesCase):
    """Without a script the next page tells what was chosen, once."""

    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, HTML, body=b"<!doctype html><title>x</title><p>text"))

    def test_the_next_page_tells_it_once(self):
        cookie = next(value for value in self.post("all=yes").cookies if value.startswith(NOTICE))
        self.assertIn("Max-Age=60", cookie)
        cookies = (consent_field(EVERYTHING) + "; cookies_preferences_set=true; " +
                   cookie.partition(";")[0])
        page = self.open(cookies)
        self.assertIn("consent-proxy-banner", page.body.decode())
        self.assertNotIn('name="all"', page.body.decode())
        self.assertIn(NOTICE, "".join(v for v in page.cookies if "Max-Age=0" in v))
        self.assertNotIn(NOTICE, self.origin.last.head.get("Cookie"))

    def test_no_origin_sees_it(self):
        for notice in ("accepted", "<script>", ""):
            self.visit("GET", "/image.png", f"Cookie: a=1; {NOTICE}={notice}; b=2")
            self.assertEqual(self.origin.last.head.get("Cookie"), "a=1; b=2")
        self.visit("GET", "/", f"Cookie: {NOTICE}=saved")
        self.assertIsNone(self.origin.last.head.get("Cookie"))

    def test_pages_that_the_browser_keeps_go_where_it_lets_us(self):
        for host, told in (("localhost:8080", '"cache"'), ("a.localhost", '"cache"'),
                           ("127.0.0.1:1", '"cache"'), ("www.site.example", None)):
            with self.subTest(host):
                response = self.visit("POST", "/cookies", *OWN_POST, host=host, body=b"all=no")
                self.assertEqual(response.get("Clear-Site-Data"), told)

    def test_hiding_it_changes_nothing(self):
        response = self.post("hide=yes&return_to=%2Fx")
        self.assertEqual((response.status, response.get("Location")), (303, "/x"))
        self.assertEqual([v for v in response.cookies if "Max-Age=0" not in v], [])


class ReportMode(PagesCase):
    registries = {"govuk.json": with_pages(enforcement={"mode": "report"})}

    def test_the_form_works_but_pages_are_left_alone(self):
        self.assertIn(EVERYTHING, self.post("all=yes").cookies[0])
        self.assertEqual(self.open().body, b"hello")


class OtherFormats(PagesCase):
    registries = {"govuk.json": with_pages(
        pages={"base": "/help/choice"},
        consent={"domain": "site.example", "write": "percent", "same_site": "Strict"})}

    def test_attributes_and_encoding_are_the_registrys(self):
        response = self.post("all=no", "X-Forwarded-Proto: https", target="/help/choice")
        written = next(v for v in response.cookies if v.startswith("cookies_policy=%7B"))
        self.assertTrue(written.endswith(
            "; Path=/; Domain=site.example; Max-Age=31536000; SameSite=Strict"))
        self.assertIn("cookies_preferences_set=true; Path=/; Domain=site.example",
                      "\n".join(response.cookies))


class Revision(PagesCase):
    registries = {"govuk.json": {**PAGES, "revision": 3}}

    def test_the_companion_comes_with_the_choice(self):
        self.assertIn("cookies_policy_revision=3", "\n".join(self.post("all=no").cookies))


if __name__ == "__main__":
    unittest.main()
