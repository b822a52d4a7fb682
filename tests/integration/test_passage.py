"""What passes through: targets, field names, their order and their bytes, in both directions."""

import unittest

from harness.case import WireCase
from harness.client import HOST, request
from harness.response import answer

FORWARDING = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-Id")
"""What the proxy adds to a request of its own accord."""

FRAMING = ("Connection", "Transfer-Encoding", "Content-Length")

ORDINARY = [
    "user-agent: Mozilla/5.0 (X11; Linux x86_64)",
    "ACCEPT: */*",
    "X-Twice: 1",
    "Accept-Language: en-GB,en;q=0.5",
    "x-twice: 2",
    "Cookie: licensing_session=a; other=\"b c\"; SESSION=d=e",
    "X-Empty:",
    "X-Obs-Text: caf\xe9 \xff",
    "Authorization: Basic dXNlcjpwYXNz",
    "Referer: http://www.site.example/p?q=1",
    "X-Twice: 3",
    "If-None-Match: \"x\", W/\"y\"",
    "Range: bytes=0-9",
    "Priority: u=1, i",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "X_Own_Field: underscores are names like others",
]

HOP_BY_HOP = [
    "Connection: X-Listed, close",
    "X-Listed: for this hop only",
    "Keep-Alive: timeout=5",
    "Proxy-Connection: keep-alive",
]


class Requests(WireCase):
    def test_fields_pass_in_order_and_byte_for_byte(self):
        self.visit("GET", "/", *ORDINARY)
        self.assertEqual(self.origin.last.head.without("Host", *FORWARDING, *FRAMING), ORDINARY)

    def test_odd_spacing_keeps_the_value(self):
        self.visit("GET", "/", "X-Spaced: \t a  b \t", "X-Tight:value")
        head = self.origin.last.head
        self.assertEqual(head.get("X-Spaced"), "a  b")
        self.assertEqual(head.get("X-Tight"), "value")

    def test_targets_pass_byte_for_byte(self):
        for target in ("/", "/a//b/../c/./d", "/a%2Fb%2e%2E/%41?x=%20&y=+&z=a;b", "/?", "/;p=1?//",
                       "/" + "long" * 1000, "/*", "/~!$&'()*+,;=:@[]|^`{}\\\"<>"):
            with self.subTest(target=target):
                self.visit("GET", target)
                self.assertEqual(self.origin.last.head.start, f"GET {target} HTTP/1.1")

    def test_the_host_passes_byte_for_byte(self):
        for host in (HOST, "WWW.Site.Example", "www.site.example:8080", "www.site.example.",
                     "127.0.0.1", "[::1]:80"):
            with self.subTest(host=host):
                self.visit(host=host)
                self.assertEqual(self.origin.last.head.all("Host"), [host])

    def test_methods_pass(self):
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PROPFIND",
                       "M-SEARCH", "x"):
            with self.subTest(method=method):
                self.assertEqual(self.visit(method).status, 200)
                self.assertEqual(self.origin.last.method, method)

    def test_options_of_the_whole_server(self):
        self.assertEqual(self.visit("OPTIONS", "*").status, 200)
        self.assertEqual(self.origin.last.head.start, "OPTIONS * HTTP/1.1")

    def test_hop_by_hop_fields_stay_behind(self):
        self.visit("GET", "/", *HOP_BY_HOP, "TE: gzip", "X-Kept: 1")
        head = self.origin.last.head
        for name in ("X-Listed", "Keep-Alive", "Proxy-Connection"):
            self.assertEqual(head.all(name), [], name)
        self.assertNotIn("gzip", head.all("TE"))
        self.assertNotIn("X-Listed", "".join(head.all("Connection")))
        self.assertEqual(head.get("X-Kept"), "1")

    def test_connection_cannot_take_away_what_routes_or_frames(self):
        body = b"five!"
        self.visit("POST", "/", "Connection: close, Content-Length, Host, Cookie, X-Forwarded-For",
                   "Cookie: SESSION=1", body=body)
        head = self.origin.last.head
        self.assertEqual(self.origin.last.body, body)
        self.assertEqual(head.all("Host"), [HOST])
        self.assertEqual(head.all("Cookie"), ["SESSION=1"])
        self.assertEqual(head.all("X-Forwarded-For"), ["127.0.0.1"])

    def test_h2c_is_never_offered_to_the_origin(self):
        response = self.visit("GET", "/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c",
                              "HTTP2-Settings: AAMAAABkAAQAAP__")
        self.assertEqual(response.status, 200)
        self.assertEqual(self.origin.last.head.all("Upgrade"), [])
        self.assertEqual(self.origin.last.head.all("HTTP2-Settings"), [])

    def test_absolute_form_is_rewritten_and_its_host_wins(self):
        for target, origin_form in (("http://other.example/p?q", "/p?q"),
                                    ("http://other.example:81?q", "/?q"),
                                    ("HTTP://other.example", "/")):
            with self.subTest(target=target):
                self.assertEqual(self.visit("GET", target).status, 200)
                self.assertEqual(self.origin.last.head.start, f"GET {origin_form} HTTP/1.1")
                authority = target.partition("://")[2].partition("/")[0].partition("?")[0]
                self.assertEqual(self.origin.last.head.all("Host"), [authority])


class Responses(WireCase):
    FIELDS = [
        "server: legacy/0.9 (odd)",
        "DATE: Mon, 01 Jan 2024 00:00:00 GMT",
        "Content-Type: text/plain; charset=\"utf-8\"",
        "X-Twice: 1",
        "ETag: W/\"abc\"",
        "x-twice: 2",
        "Vary: Accept, Cookie",
        "X-Obs-Text: caf\xe9",
        "Link: </a>; rel=preload, </b>; rel=next",
        "X-Twice: 3",
        "WWW-Authenticate: Basic realm=\"a, b\"",
        "Strict-Transport-Security: max-age=1",
        "Cache-Control: public, max-age=60",
        "X-Empty:",
    ]

    def test_fields_pass_in_order_and_byte_for_byte(self):
        self.origin.reply(answer(200, *self.FIELDS, body=b"text"))
        response = self.visit()
        self.assertEqual(response.without(*FRAMING), self.FIELDS)
        self.assertEqual(response.body, b"text")

    def test_reason_and_status_pass(self):
        for status, reason in ((200, "Fine By Me"), (404, "Nope"), (299, "Odd"), (599, "Odder")):
            with self.subTest(status=status):
                self.origin.reply(answer(status, reason=reason))
                self.assertEqual(self.visit().start, f"HTTP/1.1 {status} {reason}")

    def test_hop_by_hop_fields_stay_behind(self):
        self.origin.reply(answer(200, "Connection: keep-alive, X-Listed", *HOP_BY_HOP[1:],
                                 "X-Kept: 1", body=b"x"))
        response = self.visit()
        for name in ("X-Listed", "Keep-Alive", "Proxy-Connection"):
            self.assertEqual(response.all(name), [], name)
        self.assertEqual(response.get("X-Kept"), "1")

    def test_a_closing_origin_does_not_close_the_visitor(self):
        def reply(exchange):
            exchange.send(answer(200, "Connection: close", body=b"x"))
            exchange.close()
        self.origin.reply(reply)
        client = self.client()
        for _ in range(3):
            response = client.ask()
            self.assertEqual(response.status, 200)
            self.assertNotIn("close", response.all("Connection"))

    def test_nothing_is_added_to_a_plain_response(self):
        self.origin.reply(answer(200, "Content-Type: image/png", body=b"x"))
        client = self.client()
        client.send(request("GET", "/i.png", "Sec-Fetch-Dest: image"))
        response = client.read_response()
        self.assertEqual(response.without("Connection"),
                         ["Content-Type: image/png", "Content-Length: 1"])


if __name__ == "__main__":
    unittest.main()
