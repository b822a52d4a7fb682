"""The decision table for Set-Cookie, over the wire; and the bytes of what passes."""

import unittest

from harness import registries
from harness.case import HTML, JSON, WireCase
from harness.consent import ALL_BUT_USAGE, SET_COOKIE_LINES, consent_field, of
from harness.response import answer

EPOCH = "Expires=Thu, 01 Jan 1970 00:00:00 GMT"
FUTURE = "Expires=Fri, 31 Dec 2100 23:59:59 GMT"

TABLE = [
    # value, passes when everything but usage is granted
    ("SESSION=1; Path=/", True),
    ("session=1", False),
    ("SESSIONX=1", False),
    ("lb_=1", True),
    ("lb_42=1", True),
    ("xlb_42=1", False),
    ("global_banner_seen=1", True),
    ("campaign_x=1", True),
    ("_ga=1", False),
    ("_ga_ABC=1", False),
    ("_GA=1", False),
    (" _ga = 1 ; Path=/", False),
    (" SESSION = 1 ; Path=/", True),
    ("unknown=1", False),
    ("cookies_policy={}; Path=/", True),
    ("cookies_preferences_set=true; Path=/", True),
    ("_ga=; Max-Age=0", True),
    ("_ga=x; max-age=-1", True),
    ("_ga=x; MAX-AGE=0; " + FUTURE, True),
    ("_ga=x; Max-Age=99; " + EPOCH, False),
    ("_ga=x; Max-Age=soon; " + EPOCH, True),
    ("_ga=x; Max-Age=; " + EPOCH, True),
    ("_ga=x; Max-Age=0; Max-Age=99", False),
    ("_ga=x; Max-Age=99; Max-Age=0", True),
    ("_ga=x; " + EPOCH, True),
    ("_ga=x; expires=Thu, 01-Jan-70 00:00:01 GMT", True),
    ("_ga=x; " + FUTURE, False),
    ("_ga=x; Expires=yesterday", False),
    ("unknown=; Max-Age=0", True),
    ("_ga=\"a; Max-Age=0", True),   # quotes do not hold a semicolon
    ("flag", False),
    ("=flag", False),
    ("=SESSION=1", False),
    ("", False),
    ("; Path=/", False),
    ("SESSION=" + "x" * 4089, True),
    ("SESSION=" + "x" * 4090, False),
    ("SESSION=a\tb", True),
    ("SESSION=a, _ga=b", True),
    ("SESSION=caf\xe9; Path=/", True),
]

KEPT = [
    'Set-Cookie: licensing_session="a b";  Path=/ ;HttpOnly;;SameSite=none; X=Y,Z',
    "set-cookie: SESSION=%7B%22; expires=Fri, 31 Dec 2100 23:59:59 GMT; domain=.site.example",
    "X-Between: 1",
    "SET-COOKIE: lb_1={\"a\":[1,2]}; path=\"/\"; secure; Partitioned",
    "Set-Cookie: SESSION=again",
]


class SetCookie(WireCase):
    def with_choice(self, *fields, status=200, framing="length"):
        self.origin.reply(answer(status, *fields, framing=framing))
        return self.open(consent_field(ALL_BUT_USAGE))

    def test_the_table(self):
        for value, passes in TABLE:
            with self.subTest(value=value[:60]):
                cookies = self.with_choice(HTML, f"Set-Cookie: {value}").cookies
                self.assertEqual(cookies, [value.strip(" ")] if passes else [])

    def test_a_control_byte_makes_it_malformed(self):
        for byte in ("\x01", "\x1f", "\x7f"):
            with self.subTest(byte=byte):
                response = self.with_choice(HTML, f"Set-Cookie: SESSION=a{byte}b",
                                            "Set-Cookie: SESSION=1")
                self.assertEqual((response.status, response.cookies), (200, ["SESSION=1"]))

    def test_what_passes_keeps_bytes_order_and_lines(self):
        refused = ["Set-Cookie: _ga=1; Path=/", "Set-Cookie: unknown=2"]
        lines = [KEPT[0], refused[0], *KEPT[1:3], refused[1], *KEPT[3:]]
        response = self.with_choice(HTML, *lines)
        self.assertEqual(response.without("Content-Type", "Content-Length", "Connection",
                                          "Cache-Control"), KEPT)

    def test_on_every_status(self):
        for status in (200, 201, 204, 206, 301, 302, 304, 400, 401, 403, 404, 500, 503):
            with self.subTest(status=status):
                framing = "none" if status in (204, 304) else "length"
                response = self.with_choice(JSON, *SET_COOKIE_LINES, status=status,
                                            framing=framing)
                self.assertEqual(response.status, status)
                self.assertEqual(response.cookies, of("essential", "settings", "campaigns"))

    def test_on_a_redirect_a_first_visit_keeps_only_essential_cookies(self):
        self.origin.reply(answer(302, "Location: /x", *SET_COOKIE_LINES))
        names = self.open().cookie_names
        self.assertEqual(sorted(names), ["cookies_policy", "lb_17", "licensing_session"])

    def test_set_cookie2_is_always_dropped(self):
        for line in ("Set-Cookie2: SESSION=1; Version=1", "set-cookie2: _ga=1"):
            with self.subTest(line=line):
                response = self.with_choice(HTML, line, "Set-Cookie: SESSION=1")
                self.assertEqual(response.all("Set-Cookie2"), [])
                self.assertEqual(response.cookies, ["SESSION=1"])

    def test_no_cookie_in_an_interim_response(self):
        interim = ("HTTP/1.1 102 Processing\r\nSet-Cookie: SESSION=1\r\nX-Step: 1\r\n\r\n"
                   "HTTP/1.1 103 Early Hints\r\nset-cookie: _ga=1\r\nLink: </a>\r\n\r\n")
        self.origin.reply(interim.encode() + answer(200, HTML, "Set-Cookie: SESSION=2"))
        response = self.open(consent_field(ALL_BUT_USAGE))
        self.assertEqual(response.cookies, ["SESSION=2"])
        for head in response.interim:
            self.assertEqual(head.all("Set-Cookie"), [])

    def test_many_cookies(self):
        lines = [f"Set-Cookie: {'lb' if n % 2 else 'no'}_{n}={n}" for n in range(150)]
        response = self.with_choice(HTML, *lines)
        self.assertEqual(response.cookies, [f"lb_{n}={n}" for n in range(150) if n % 2])


class UnregisteredPass(WireCase):
    registries = {"govuk.json": registries.govuk(enforcement={"unregistered": "pass"})}

    def test_only_the_unregistered_ones_gain(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES, "Set-Cookie: flag",
                                 "Set-Cookie: =a=b"))
        response = self.open(consent_field(ALL_BUT_USAGE))
        self.assertEqual(response.cookies,
                         [*of("essential", "settings", "campaigns", None), "flag"])


if __name__ == "__main__":
    unittest.main()
