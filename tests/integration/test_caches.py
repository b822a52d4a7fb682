"""No shared cache keeps a response whose cookies the proxy changed; others are left alone."""

import re
import unittest

from harness.case import HTML, JSON, WireCase
from harness.consent import EVERYTHING, consent_field
from harness.response import answer

TABLE = [
    # the origin's Cache-Control lines, the directives that are left
    ([], ["private"]),
    (["max-age=60"], ["max-age=60", "private"]),
    (["public, max-age=60"], ["max-age=60", "private"]),
    (["s-maxage=60, max-age=5"], ["max-age=5", "private"]),
    (["PUBLIC,S-MaxAge=60 , Max-Age=5"], ["max-age=5", "private"]),
    (["s-maxage=\"60\""], ["private"]),
    (["public"], ["private"]),
    (["private"], ["private"]),
    (["Private, max-age=0"], ["max-age=0", "private"]),
    (["no-store"], ["no-store"]),
    (["no-store, public, s-maxage=1"], ["no-store"]),
    (["no-cache"], ["no-cache", "private"]),
    (["no-cache=\"Set-Cookie\", max-age=1"], ["max-age=1", "no-cache=\"Set-Cookie\"", "private"]),
    (["private=\"X-Foo\""], ["private"]),
    (["private=\"X-Foo, Set-Cookie\", max-age=3"], ["max-age=3", "private"]),
    (["max-age=1, must-revalidate, proxy-revalidate, immutable, stale-while-revalidate=9"],
     ["immutable", "max-age=1", "must-revalidate", "private", "proxy-revalidate",
      "stale-while-revalidate=9"]),
    (["public", "max-age=9"], ["max-age=9", "private"]),
    (["max-age=9", "private"], ["max-age=9", "private"]),
    (["ext=\"a, public, s-maxage=1\""], ["ext=\"a, public, s-maxage=1\"", "private"]),
    (["publicity=1"], ["private", "publicity=1"]),
]

DROPPED = ["Surrogate-Control: max-age=60", "Edge-Control: cache-maxage=60m",
           "X-Accel-Expires: 60", "X-LiteSpeed-Cache-Control: public",
           "CDN-Cache-Control: max-age=60", "Cloudflare-CDN-Cache-Control: max-age=60",
           "vercel-cdn-cache-control: max-age=60"]
KEPT = ["Vary: Accept-Encoding", "Expires: Fri, 31 Dec 2100 23:59:59 GMT", "ETag: \"x\"",
        "Pragma: public", "Age: 3", "X-CDN-Cache: hit"]


def directives(response):
    """All directives, names in lower case, sorted."""
    found = []
    for value in response.all("Cache-Control"):
        for part in re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^",])+', value):
            name, equals, argument = part.strip().partition("=")
            found.append(name.lower() + equals + argument)
    return sorted(found)


class Caches(WireCase):
    def left_out(self, *fields, status=200):
        """A response from which a cookie is taken, and to which none is added."""
        framing = "none" if status in (204, 304) else "length"
        self.origin.reply(answer(status, JSON, *fields, "Set-Cookie: _ga=1", framing=framing))
        response = self.visit("GET", "/", "Sec-Fetch-Dest: empty")
        self.assertEqual(response.cookies, [])
        return response

    def added(self, *fields):
        """A response to which the default is added, and from which nothing is taken."""
        self.origin.reply(answer(200, HTML, *fields))
        response = self.open()
        self.assertEqual(response.cookie_names, ["cookies_policy"])
        return response

    def untouched(self, *fields):
        """A response whose cookies all pass."""
        self.origin.reply(answer(200, HTML, *fields, "Set-Cookie: _ga=1"))
        response = self.open(consent_field(EVERYTHING))
        self.assertEqual(response.cookies, ["_ga=1"])
        return response

    def test_the_table(self):
        for lines, expected in TABLE:
            fields = [f"Cache-Control: {line}" for line in lines]
            for cause in (self.left_out, self.added):
                with self.subTest(lines=lines, cause=cause.__name__):
                    self.assertEqual(directives(cause(*fields)), expected)

    def test_fields_of_particular_caches_are_dropped(self):
        for cause in (self.left_out, self.added):
            with self.subTest(cause=cause.__name__):
                response = cause(*DROPPED, *KEPT)
                for line in DROPPED:
                    self.assertEqual(response.all(line.partition(":")[0]), [], line)
                for line in KEPT:
                    self.assertIn(line, response.lines)

    def test_on_every_status(self):
        for status in (204, 301, 304, 404, 500):
            with self.subTest(status=status):
                response = self.left_out("Cache-Control: public", "Location: /", status=status)
                self.assertEqual(directives(response), ["private"])

    def test_other_responses_are_left_alone(self):
        lines = ["Cache-Control: public, S-MAXAGE=60 ,max-age=5", *DROPPED, *KEPT,
                 "cache-control: private=\"X-Foo\""]
        response = self.untouched(*lines)
        self.assertEqual(response.without("Content-Type", "Content-Length", "Set-Cookie",
                                          "Connection"), lines)

    def test_nothing_is_said_where_nothing_was_changed(self):
        self.assertEqual(self.untouched().all("Cache-Control"), [])
        self.assertEqual(self.open(consent_field(EVERYTHING)).all("Cache-Control"), [])


if __name__ == "__main__":
    unittest.main()
