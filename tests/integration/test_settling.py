"""Where the default is given and where not: the settling exchange, request and response side."""

import unittest

from harness import registries
from harness.case import HTML, JSON, WireCase
from harness.client import DOCUMENT
from harness.consent import DEFAULT_SET_COOKIE, SET_COOKIE_LINES, of
from harness.response import answer

NAVIGATE = "Sec-Fetch-Mode: navigate"
CROSS = "Sec-Fetch-Site: cross-site"
LOCATION = "Location: /next"

REQUESTS = [
    # what, method, fields, settles
    ("a browser's page", "GET", DOCUMENT, True),
    ("HEAD of it", "HEAD", DOCUMENT, True),
    ("a link from another site", "GET", [CROSS, NAVIGATE, "Sec-Fetch-Dest: document"], True),
    ("Sec-Fetch-Dest alone", "GET", ["Sec-Fetch-Dest: document"], True),
    ("a service worker's navigation", "GET", [NAVIGATE, "Sec-Fetch-Dest: empty"], True),
    ("an old browser", "GET", ["Accept: text/html, image/jpeg, *; q=.2, */*; q=.2"], True),
    ("no Accept", "GET", [], True),
    ("curl", "GET", ["Accept: */*"], True),
    ("*/* from a page", "GET", ["Accept: */*", "Referer: http://www.site.example/"], False),
    ("text/html from a page", "GET", ["Accept: text/html", "Referer: http://x.example/"], True),
    ("an old image", "GET", ["Accept: image/png,image/*;q=0.8,*/*;q=0.5"], False),
    ("an old script's JSON", "GET", ["Accept: application/json"], False),
    ("Accept in two lines", "GET", ["Accept: application/json", "Accept: text/html"], True),
    ("*/* with another line", "GET", ["Accept: */*", "Accept: application/json"], False),
    ("an old script's XHR", "GET", ["X-Requested-With: XMLHttpRequest", "Accept: text/html"],
     False),
    ("an image", "GET", ["Sec-Fetch-Dest: image", "Sec-Fetch-Mode: no-cors"], False),
    ("a script", "GET", ["Sec-Fetch-Dest: script", "Accept: */*"], False),
    ("a style sheet", "GET", ["Sec-Fetch-Dest: style", "Accept: text/css,*/*;q=0.1"], False),
    ("a fetch", "GET", ["Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Accept: */*"], False),
    ("a fetch that accepts pages", "GET", ["Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors",
                                           "Accept: text/html"], False),
    ("a frame", "GET", ["Sec-Fetch-Dest: iframe", NAVIGATE, "Accept: text/html"], False),
    ("a prefetch", "GET", [*DOCUMENT, "Sec-Purpose: prefetch"], False),
    ("a prerender", "GET", [*DOCUMENT, "Sec-Purpose: prefetch;prerender"], False),
    ("a form", "POST", DOCUMENT, False),
    ("a form of another site", "POST", [CROSS, NAVIGATE, "Sec-Fetch-Dest: document"], False),
    ("an upload", "PUT", [], False),
    ("OPTIONS", "OPTIONS", [], False),
]

RESPONSES = [
    # what, status, fields, settles
    ("HTML", 200, [HTML], True),
    ("HTML with a charset", 200, ["Content-Type: text/html; charset=utf-8"], True),
    ("HTML in capitals", 200, ["content-type: TEXT/HTML;charset=x"], True),
    ("XHTML", 200, ["Content-Type: application/xhtml+xml"], True),
    ("no type", 200, [], True),
    ("a type that only starts so", 200, ["Content-Type: text/html5"], False),
    ("JSON", 200, [JSON], False),
    ("text", 200, ["Content-Type: text/plain"], False),
    ("PDF", 200, ["Content-Type: application/pdf"], False),
    ("an attachment", 200, [HTML, "Content-Disposition: attachment"], False),
    ("a named attachment", 200, [HTML, 'Content-Disposition: Attachment; filename="a.html"'],
     False),
    ("an attachment in its second line", 200,
     [HTML, "Content-Disposition: inline", "Content-Disposition: attachment; filename=a"], False),
    ("two lines without one", 200,
     [HTML, "Content-Disposition: inline", "Content-Disposition: form-data"], True),
    ("inline", 200, [HTML, "Content-Disposition: inline; filename=attachment"], True),
    ("an error page", 404, [HTML], True),
    ("a fault page", 500, [HTML], True),
    ("an error of an interface", 404, [JSON], False),
    ("301", 301, [LOCATION], True),
    ("302 with a type", 302, [LOCATION, JSON], True),
    ("303", 303, [LOCATION, HTML], True),
    ("307", 307, [LOCATION], True),
    ("308", 308, [LOCATION], True),
    ("302 to nowhere", 302, [JSON], False),
    ("204", 204, [HTML], False),
    ("304", 304, [HTML], False),
    ("304 with a Location", 304, [LOCATION], False),
]


def reply(status, fields):
    """No body, however it has to be said."""
    return answer(status, *fields, framing="none" if status in (204, 304) else "length")


class Settling(WireCase):
    def check(self, response, settles):
        """Essential cookies pass either way, optional ones never."""
        self.assertEqual(response.cookies.count(DEFAULT_SET_COOKIE), int(settles))
        self.assertEqual([value for value in response.cookies if value != DEFAULT_SET_COOKIE],
                         of("essential"))

    def test_requests(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        for what, method, fields, settles in REQUESTS:
            with self.subTest(request=what):
                self.check(self.visit(method, "/", *fields), settles)

    def test_responses(self):
        for what, status, fields, settles in RESPONSES:
            with self.subTest(response=what):
                self.origin.reply(reply(status, [*fields, *SET_COOKIE_LINES]))
                response = self.open()
                self.assertEqual(response.status, status)
                self.check(response, settles)


class Strict(WireCase):
    """A Strict consent cookie is not sent along from another site: its absence says nothing."""

    registries = {"govuk.json": registries.govuk({"same_site": "Strict"})}

    def test_only_where_the_browser_would_have_sent_it(self):
        for source, settles in (("same-origin", True), ("same-site", True), ("none", True),
                                (None, True), ("cross-site", False)):
            with self.subTest(source=source):
                fields = [NAVIGATE, "Sec-Fetch-Dest: document"]
                if source:
                    fields.append(f"Sec-Fetch-Site: {source}")
                names = self.visit("GET", "/", *fields).cookie_names
                self.assertEqual(names, ["cookies_policy"] if settles else [])


if __name__ == "__main__":
    unittest.main()
