"""HTML documents on their way: banner, guard, third parties, and the fields that follow."""

import gzip
import re
import signal
import unittest
import zlib

from harness.case import HTML, WireCase
from harness.client import DOCUMENT
from harness.consent import EVERYTHING, choice, consent_field
from harness.page_registries import PAGES, with_pages
from harness.response import answer
from harness.settings import settings, site

PAGE = (b"<!doctype html>\n<html lang=en><head><title>a <body> in a title</title></head>"
        b"<body class=\"x>y\"><!-- <body> --><h1>Hello</h1></body></html>\n")
CHOSEN = consent_field(EVERYTHING) + "; cookies_preferences_set=true"
REFUSED = consent_field(choice()) + "; cookies_preferences_set=true"
THIRD_PARTIES = [{"host": "*.tracker.example", "category": "usage"},
                 {"host": "www.youtube-nocookie.com", "category": "campaigns"}]
FRAME = ("Sec-Fetch-Dest: iframe", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: same-origin")
FETCH = ("Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin")


def has_banner(response):
    return b'id="consent-proxy-banner"' in response.body


def has_guard(response):
    return b"/cookies/assets/guard.js" in response.body


class Documents(WireCase):
    registries = {"govuk.json": PAGES}

    def setUp(self):
        super().setUp()
        self.reply(200, HTML)

    def reply(self, status=200, *fields, body=PAGE, **options):
        self.origin.reply(answer(status, *fields, body=body, **options))


class Banner(Documents):
    def test_it_stands_at_the_start_of_the_body(self):
        response = self.open()
        start = response.body.index(b'<body class="x>y">') + len(b'<body class="x>y">')
        banner = response.body[start:response.body.index(b"<!-- <body> -->")]
        self.assertIn(b'id="consent-proxy-banner"', banner)
        self.assertIn(b'method="post" action="/cookies"', banner)
        head = response.body.index(b"<head>") + len(b"<head>")
        self.assertIn(b"guard.js", response.body[head:response.body.index(b"<title>")])
        rest = response.body.replace(banner, b"")
        self.assertEqual(re.sub(rb"<head>.*<title>", b"<head><title>", rest, flags=re.S), PAGE)

    def test_only_while_the_visitor_has_not_decided(self):
        for fields, expected in (((), True), ((consent_field(choice()),), True),
                                 ((CHOSEN,), False), ((REFUSED,), False),
                                 (("Cookie: cookies_preferences_set=true",), True)):
            with self.subTest(fields):
                self.assertEqual(has_banner(self.open(*fields)), expected)

    def test_only_in_pages_that_settle(self):
        self.assertFalse(has_banner(self.visit("GET", "/", *FRAME)))
        self.assertFalse(has_banner(self.visit("GET", "/", *FETCH)))
        self.assertFalse(has_banner(self.open("Sec-Purpose: prefetch")))
        self.assertFalse(has_banner(self.open(method="POST")))
        for status in (404, 500, 403):
            self.reply(status, HTML)
            self.assertFalse(has_banner(self.open()))
        for fields in (("Content-Type: text/plain",), ("Content-Type: application/json",),
                       (HTML, "Content-Disposition: attachment")):
            self.reply(200, *fields)
            self.assertEqual(self.open().body, PAGE)

    def test_the_way_back_is_the_page(self):
        body = self.open(target="/a/b?c=d&e=%22f").body
        self.assertIn(b'name="return_to" value="/a/b?c=d&#38;e=%22f"', body)

    def test_nothing_inline_is_injected(self):
        for tag in re.findall(rb"<[^>]*consent-proxy[^>]*>", self.open().body):
            self.assertNotRegex(tag, rb"\s(style|on\w+)=")
        for script in re.findall(rb"<script[^>]*>(.*?)</script>", self.open().body):
            self.assertEqual(script, b"")

    def test_head_has_gets_fields(self):
        for framing in ("length", "chunked"):
            self.reply(200, HTML, 'ETag: "v1"', framing=framing)
            get = self.open()
            head = self.open(method="HEAD")
            self.assertEqual(head.body, b"")
            left_out = ("Date",)
            self.assertEqual(sorted(head.without(*left_out)), sorted(get.without(*left_out)))

    def test_bodies_in_pieces_come_whole(self):
        def drip(exchange):
            exchange.read_body()
            exchange.send(answer(200, HTML, framing="close"))
            for byte in PAGE:
                exchange.send(bytes([byte]))
            exchange.close()
        expected = self.open().body
        self.origin.reply(drip)
        response = self.open()
        self.assertEqual((response.body, response.complete), (expected, True))
        self.reply(200, HTML, framing="chunked")
        self.assertEqual(self.open().body, expected)

    def test_the_first_bytes_are_not_held(self):
        seen = []

        def half(exchange):
            exchange.read_body()
            exchange.send(answer(200, HTML, framing="none") [:-2] +
                          b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % len(PAGE) + PAGE +
                          b"\r\n")
            exchange.stream.read_until(b"never")
        self.origin.reply(half)
        with self.client() as client:
            client.send(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            client.read_until(b"consent-proxy-banner")
            client.read_until(b"</html>")
            seen.append(True)
        self.assertTrue(seen)

    def test_old_visitors_get_it_until_the_end_of_the_connection(self):
        response = self.open_old()
        self.assertEqual(response.framing, "close")
        self.assertTrue(has_banner(response))

    def open_old(self):
        return self.visit("GET", "/", "Accept: text/html", version="HTTP/1.0")

    def test_a_cut_response_is_cut_for_the_visitor(self):
        def cut(exchange):
            exchange.read_body()
            exchange.send(answer(200, HTML, body=PAGE)[:-10])
            exchange.close()
        self.origin.reply(cut)
        self.assertFalse(self.open().complete)

    def test_large_pages_pass_whole(self):
        body = PAGE.replace(b"Hello", b"Hello" * 400_000)
        self.reply(200, HTML, body=body)
        response = self.open()
        self.assertTrue(has_banner(response))
        self.assertTrue(response.body.endswith(body[-1_900_000:]))


class Fields(Documents):
    def test_no_cache_keeps_it(self):
        for before, after in (
                ((), "private, no-cache"),
                (("Cache-Control: public, max-age=600",), "private, no-cache, max-age=600"),
                (("Cache-Control: no-store",), "no-store"),
                (("Cache-Control: private",), "no-cache, private")):
            self.reply(200, HTML, *before)
            for fields in ((), (CHOSEN,)):
                with self.subTest(before=before, fields=fields):
                    self.assertEqual(self.open(*fields).get("Cache-Control"), after)

    def test_what_described_the_bytes_goes(self):
        self.reply(200, HTML, "Accept-Ranges: bytes", "Content-MD5: x", "Digest: x",
                   "Content-Digest: x", "Repr-Digest: x", "X-Own: y")
        response = self.open()
        for name in ("Accept-Ranges", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest",
                     "Content-Length"):
            self.assertIsNone(response.get(name), name)
        self.assertEqual(response.get("X-Own"), "y")

    def test_the_entity_tag_has_the_state(self):
        self.reply(200, HTML, 'ETag: "v1"', "Last-Modified: Sat, 21 Nov 2026 00:00:00 GMT")
        undecided, refused, chosen = (self.open(*fields).get("ETag")
                                      for fields in ((), (REFUSED,), (CHOSEN,)))
        self.assertEqual(len({'"v1"', undecided, refused, chosen}), 4)
        self.open(f"If-None-Match: {refused}", REFUSED,
                  "If-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT")
        self.assertEqual(self.origin.last.head.get("If-None-Match"), '"v1"')
        for tag in (refused, '"v1"', undecided):
            self.open(f"If-None-Match: {tag}", CHOSEN,
                      "If-Modified-Since: Sat, 21 Nov 2026 00:00:00 GMT")
            self.assertIsNone(self.origin.last.head.get("If-None-Match"))
            self.assertIsNone(self.origin.last.head.get("If-Modified-Since"))

    def test_unchanged_is_said_for_the_same_state_only(self):
        self.reply(200, HTML, 'ETag: "v1"')
        tag = self.open(REFUSED).get("ETag")
        self.origin.reply(answer(304, 'ETag: "v1"', "Cache-Control: max-age=60", framing="none"))
        response = self.open(f"If-None-Match: {tag}", REFUSED)
        self.assertEqual((response.status, response.get("ETag")), (304, tag))
        self.assertIn("no-cache", response.get("Cache-Control"))

    def test_other_things_keep_their_conditionals(self):
        self.visit("GET", "/logo.png", 'If-None-Match: "v1"', "Sec-Fetch-Dest: image",
                   "Accept-Encoding: gzip", "Range: bytes=0-9")
        head = self.origin.last.head
        self.assertEqual(head.get("If-None-Match"), '"v1"')
        self.assertEqual(head.get("Accept-Encoding"), "gzip")
        self.assertEqual(head.get("Range"), "bytes=0-9")

    def test_a_policy_of_the_site_gets_what_is_needed_and_no_more(self):
        self.reply(200, HTML, "Content-Security-Policy: default-src 'none'; style-src 'self'")
        policy = self.open().get("Content-Security-Policy")
        self.assertTrue(policy.startswith("default-src 'none'; style-src 'self'"), policy)
        self.assertIn("script-src www.site.example/cookies/assets/", policy)
        self.assertNotIn("unsafe", policy)
        self.reply(200, HTML, "Content-Security-Policy: default-src 'self'")
        self.assertEqual(self.open().get("Content-Security-Policy"), "default-src 'self'")
        self.reply(200, HTML, "Content-Security-Policy: script-src 'nonce-abc' 'strict-dynamic'")
        self.assertRegex(self.open().body, rb'guard\.js[^>]*nonce="abc"')


class Codings(Documents):
    def test_pages_are_asked_for_plain(self):
        self.open("Accept-Encoding: gzip, br")
        self.assertEqual(self.origin.last.head.get("Accept-Encoding"), "identity")

    def test_gzip_is_opened_and_closed_again(self):
        self.reply(200, HTML, "Content-Encoding: gzip", body=gzip.compress(PAGE))
        response = self.open("Accept-Encoding: gzip")
        self.assertEqual(response.get("Content-Encoding"), "gzip")
        self.assertIn(b"consent-proxy-banner", zlib.decompress(response.body, 31))
        response = self.open("Accept-Encoding: br")
        self.assertIsNone(response.get("Content-Encoding"))
        self.assertTrue(has_banner(response))

    def test_broken_gzip_cuts_the_response(self):
        self.reply(200, HTML, "Content-Encoding: gzip", body=gzip.compress(PAGE)[:-9])
        self.assertFalse(self.open("Accept-Encoding: gzip").complete)

    def test_what_cannot_be_changed_passes_and_is_counted(self):
        for result, fields, body in (
                ("coding", (HTML, "Content-Encoding: br"), b"\x0b\x02\x80xxxxx\x03"),
                ("charset", ("Content-Type: text/html; charset=UTF-16LE",),
                 PAGE.decode().encode("utf-16-le"))):
            with self.subTest(result):
                self.reply(200, *fields, body=body)
                self.assertEqual(self.open().body, body)
                self.until(lambda result=result: self.proxy.metric(
                    "consent_proxy_documents_total", site="govuk", result=result))

    def test_any_ascii_charset_will_do(self):
        for charset in ("iso-8859-1", "windows-1251", "shift_jis", "gb18030", "utf-8"):
            self.reply(200, f"Content-Type: text/html; charset={charset}")
            body = self.open("Accept-Language: cy").body
            self.assertIn(b"consent-proxy-banner", body)
            body.decode("ascii")


class Limit(Documents):
    registries = {"govuk.json": with_pages(pages={"max_document": "64KiB"})}

    def test_longer_documents_pass_untouched(self):
        body = PAGE + b" " * 70_000
        self.reply(200, HTML, body=body)
        response = self.open()
        self.assertEqual((response.body, response.framing), (body, "length"))
        self.assertEqual(self.open(method="HEAD").get("Content-Length"), str(len(body)))
        self.until(lambda: self.proxy.metric("consent_proxy_documents_total", site="govuk",
                                             result="length"))


class ThirdParties(Documents):
    registries = {"govuk.json": with_pages(third_parties=THIRD_PARTIES)}
    MARKUP = (b'<!doctype html><head><script src="https://a.tracker.example/t.js"></script>'
              b'<link rel=preconnect href=//b.tracker.example></head><body>'
              b'<img src="/own.png"><img src=https://tracker.example/x.png>'
              b'<iframe title="A film" src="https://www.youtube-nocookie.com/embed/abc123?rel=0">'
              b'</iframe></body>')

    def test_refused_tags_are_inert_in_every_kind_of_document(self):
        for status, method, fields in ((200, "GET", DOCUMENT), (404, "GET", DOCUMENT),
                                       (200, "POST", DOCUMENT), (200, "GET", FRAME),
                                       (200, "GET", FETCH)):
            with self.subTest(status=status, method=method, fields=fields):
                self.reply(status, HTML, body=self.MARKUP)
                body = self.visit(method, "/", *fields, REFUSED).body
                self.assertNotRegex(body, rb'\ssrc=["\']?https://a\.tracker\.example')
                self.assertNotRegex(body, rb'\shref=["\']?//b\.tracker\.example')
                self.assertIn(b"https://www.youtube.com/watch?v=abc123", body)
                self.assertNotIn(b"<iframe", body)
                self.assertIn(b'<img src="/own.png"><img src=https://tracker.example/x.png>', body)

    def test_granted_ones_stay_as_they_are_but_belong_to_one_visitor(self):
        self.reply(200, HTML, "Cache-Control: public, max-age=60", body=self.MARKUP)
        response = self.open(CHOSEN)
        self.assertIn(self.MARKUP[self.MARKUP.index(b"<link"):], response.body)
        self.assertEqual(response.get("Cache-Control"), "private, no-cache, max-age=60")

    def test_one_category_at_a_time(self):
        self.reply(200, HTML, body=self.MARKUP)
        body = self.open(consent_field(choice(campaigns=True)) +
                         "; cookies_preferences_set=true").body
        self.assertIn(b"<iframe", body)
        self.assertIn(b'data-consent-category="usage"', body)

    def test_data_of_scripts_stay_untouched(self):
        self.reply(200, "Content-Type: application/json", body=self.MARKUP)
        self.assertEqual(self.visit("GET", "/", *FETCH, REFUSED).body, self.MARKUP)

    def test_xhtml(self):
        page = (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
                b'<title/></head><body><![CDATA[ <body> ]]>'
                b'<script src="https://a.tracker.example/t.js"/></body></html>')
        self.reply(200, "Content-Type: application/xhtml+xml", body=page)
        body = self.open(REFUSED).body
        self.assertIn(b'data-consent-src="https://a.tracker.example/t.js"', body)


WITHOUT_PAGES = {key: value for key, value in with_pages(third_parties=THIRD_PARTIES).items()
                 if key != "pages"}


class ThirdPartiesAlone(Documents):
    registries = {"govuk.json": WITHOUT_PAGES}

    def test_without_pages_nothing_is_injected(self):
        self.reply(200, HTML, body=ThirdParties.MARKUP)
        body = self.open(REFUSED).body
        self.assertNotIn(b"guard.js", body)
        self.assertIn(b'data-consent-src="https://a.tracker.example/t.js"', body)
        self.assertEqual(self.visit("GET", "/cookies").status, 200)
        self.assertEqual(self.origin.last.target, "/cookies")


class BesidesOneWithPages(Documents):
    keys = {"workers": 1}
    registries = {"govuk.json": PAGES, "without.json": WITHOUT_PAGES}

    @classmethod
    def settings(cls):
        return settings(site(cls.origin),
                        site(cls.origin, "without", ["without.example"], "without.json"),
                        **cls.keys)

    def test_the_language_of_a_visitor_there_does_not_stick(self):
        self.reply(200, HTML, 'ETag: "1"', body=ThirdParties.MARKUP)

        def document():
            response = self.visit("GET", "/", *DOCUMENT, REFUSED, host="without.example")
            return response.get("ETag"), response.body
        before = document()
        self.assertIn(b"Watch A film on YouTube", before[1])
        self.assertIn(b'lang="cy"', self.open("Accept-Language: cy").body)
        self.assertEqual(document(), before)
        self.proxy.write("govuk.json", WITHOUT_PAGES)
        self.proxy.send_signal(signal.SIGHUP)
        self.proxy.log.wait_for_match("reloaded")
        self.assertEqual(document(), before)


class LeftAlone(Documents):
    registries = {"govuk.json": with_pages(enforcement={"bypass": ["/admin/*"]})}

    def test_bypassed_paths(self):
        response = self.open(target="/admin/x")
        self.assertEqual((response.body, response.framing), (PAGE, "length"))

    def test_without_guard_and_banner_nothing_is_done(self):
        self.assertTrue(has_guard(self.open(CHOSEN)))


class NoGuard(Documents):
    registries = {"govuk.json": with_pages(pages={"guard": False})}

    def test_decided_visitors_get_the_page_as_it_is(self):
        self.reply(200, HTML, "Cache-Control: public, max-age=60")
        response = self.open(CHOSEN)
        self.assertEqual((response.body, response.framing), (PAGE, "length"))
        self.assertEqual(response.get("Cache-Control"), "public, max-age=60")
        self.assertFalse(has_guard(self.open()))
        self.assertTrue(has_banner(self.open()))


if __name__ == "__main__":
    unittest.main()
