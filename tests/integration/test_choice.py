"""What a choice lets through, in every encoding that a consent cookie comes in."""

import json
import unittest
from urllib.parse import quote

from harness.case import HTML, WireCase
from harness.consent import (ALL_BUT_USAGE, DEFAULT_SET_COOKIE, EVERYTHING, SET_COOKIE_LINES,
                             choice, consent_field, of)
from harness.response import answer

CHOICES = [
    (choice(), ("essential",)),
    (choice(settings=True), ("essential", "settings")),
    (choice(usage=True), ("essential", "usage")),
    (choice(campaigns=True), ("essential", "campaigns")),
    (ALL_BUT_USAGE, ("essential", "settings", "campaigns")),
    (EVERYTHING, ("essential", "settings", "usage", "campaigns")),
    ('{"essential":false,"usage":true}', ("essential", "usage")),
    ("{}", ("essential",)),
    ('{"usage":"true"}', ("essential",)),
    ('{"usage":1}', ("essential",)),
    ('{"usage":[true]}', ("essential",)),
    ('{"usage":{"usage":true}}', ("essential",)),
    ('{"usage":null,"settings":true}', ("essential", "settings")),
    ('{"Usage":true,"usage ":true}', ("essential",)),
    ('{"usage":true,"usage":true}', ("essential", "usage")),
    ('{"usage":true,"usage":false}', ("essential",)),
    ('{"usage":false,"usage":true}', ("essential",)),
    ('{"other":{"deep":[1,2,{"a":"b"}]},"usage":true}', ("essential", "usage")),
    ('{"us\\u0061ge":true}', ("essential", "usage")),
]
"""The value of the consent cookie, and the categories that pass under it."""

SPACED = json.dumps(json.loads(ALL_BUT_USAGE))

ENCODINGS = {
    "raw": ALL_BUT_USAGE,
    "encodeURI": quote(ALL_BUT_USAGE, safe=":,"),
    "encodeURIComponent": quote(ALL_BUT_USAGE, safe=""),
    "lower-case percent": quote(ALL_BUT_USAGE, safe="").replace("%7B", "%7b").replace("%7D", "%7d"),
    "js-cookie": quote(ALL_BUT_USAGE, safe="{}:"),
    "double-stringified": json.dumps(ALL_BUT_USAGE),
    "double-stringified and encoded": quote(json.dumps(ALL_BUT_USAGE), safe=""),
    "encoded twice": quote(quote(ALL_BUT_USAGE, safe=""), safe=""),
    "DQUOTE around": f'"{ALL_BUT_USAGE}"',
    "DQUOTE around the encoded": f'"{quote(ALL_BUT_USAGE, safe="")}"',
    "Python http.cookies": '"' + SPACED.replace('"', '\\"').replace(",", "\\054") + '"',
    "docs-style spaces": "{ " + SPACED[1:-1] + " }",
}

UNUSABLE = {
    "empty": "",
    "true": "true",
    "null": "null",
    "array": "[]",
    "number": "1",
    "truncated": ALL_BUT_USAGE[:-1],
    "more after it": ALL_BUT_USAGE + "x",
    "single quotes (ONS)": ALL_BUT_USAGE.replace('"', "'"),
    "percent without hex": "%7B%2",
    "percent with other letters": "%7B%zz%7D",
    "NUL": "%7B%00%7D",
    "invalid UTF-8": '{"usage":true,"\xff":true}',
    "over 4096 bytes": '{"usage":true,"x":"' + "x" * 4096 + '"}',
    "deep": "[" * 2000 + "]" * 2000,
    "deep in an object": '{"usage":true,"x":' + "[" * 1990 + "]" * 1990 + "}",
    "base64": "eyJ1c2FnZSI6dHJ1ZX0=",
}


class Choice(WireCase):
    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))

    def test_each_choice_passes_its_categories(self):
        for value, categories in CHOICES:
            with self.subTest(value=value):
                self.assertEqual(self.open(consent_field(value)).cookies, of(*categories))

    def test_every_encoding_is_read(self):
        expected = of("essential", "settings", "campaigns")
        for name, value in ENCODINGS.items():
            with self.subTest(encoding=name):
                self.assertEqual(self.open(consent_field(value)).cookies, expected)

    def test_what_cannot_be_read_is_a_first_visit(self):
        for name, value in UNUSABLE.items():
            if name == "deep in an object":
                continue   # usable or not is the reader's to say; see below
            with self.subTest(value=name):
                cookies = self.open(consent_field(value)).cookies
                self.assertIn(DEFAULT_SET_COOKIE, cookies)
                self.assertEqual([cookie for cookie in cookies if cookie != DEFAULT_SET_COOKIE],
                                 of("essential"))

    def test_depth_costs_nobody_the_answer(self):
        response = self.open(consent_field(UNUSABLE["deep in an object"]))
        self.assertEqual(response.status, 200)

    def test_the_name_is_matched_with_its_case(self):
        for name in ("Cookies_Policy", "cookies_policy_", "xcookies_policy", "COOKIES_POLICY"):
            with self.subTest(name=name):
                cookies = self.open(f"Cookie: {name}={EVERYTHING}").cookies
                self.assertIn(DEFAULT_SET_COOKIE, cookies)
                self.assertNotIn(of("usage")[0], cookies)

    def test_where_the_cookie_stands_does_not_matter(self):
        expected = of("essential", "settings", "campaigns")
        crumb = f"cookies_policy={ALL_BUT_USAGE}"
        for fields in ([f"Cookie: SESSION=1; {crumb}"],
                       [f"Cookie: {crumb}; SESSION=\"a, b\""],
                       [f"Cookie: SESSION=1;{crumb};x=y"],
                       [f"Cookie:  ; ;; {crumb} ;"],
                       [f"cookie: cookies_policy = {ALL_BUT_USAGE}"],
                       ["Cookie: SESSION=1", f"Cookie: {crumb}"],
                       [f"Cookie: SESSION=1; flag; {crumb}"]):
            with self.subTest(fields=fields):
                self.assertEqual(self.open(*fields).cookies, expected)

    def test_several_of_them(self):
        usage, settings = choice(usage=True), choice(settings=True)
        for values, categories in (([EVERYTHING, usage], ("essential", "usage")),
                                   ([usage, settings], ("essential",)),
                                   ([EVERYTHING, EVERYTHING],
                                    ("essential", "settings", "usage", "campaigns")),
                                   (["nonsense", usage], ("essential", "usage")),
                                   ([usage, "nonsense"], ("essential", "usage"))):
            for separate in (False, True):
                with self.subTest(values=values, separate=separate):
                    crumbs = [f"cookies_policy={value}" for value in values]
                    fields = ([f"Cookie: {crumb}" for crumb in crumbs] if separate
                              else ["Cookie: " + "; ".join(crumbs)])
                    self.assertEqual(self.open(*fields).cookies, of(*categories))


if __name__ == "__main__":
    unittest.main()
