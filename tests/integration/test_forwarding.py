"""X-Forwarded-For, -Proto and -Host; Forwarded; and the names that others mistake for them."""

import unittest

from harness.case import WireCase
from harness.client import HOST

FORGED = [
    "X-Forwarded-For: 203.0.113.7",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Host: bank.example",
    "x-forwarded-for: 198.51.100.1",
    "Forwarded: for=203.0.113.7;proto=https",
]

ALIASES = ["X_Forwarded_For: 6.6.6.6", "X-Forwarded_Proto: https", "x_forwarded_host: evil",
           "Transfer_Encoding: chunked", "content_length: 5", "Accept_Encoding: gzip",
           "If_None-Match: *"]


def forwarded_for(head):
    """The addresses of all X-Forwarded-For fields, in order."""
    return [part.strip() for value in head.all("X-Forwarded-For") for part in value.split(",")]


class Untrusted(WireCase):
    def test_set_anew(self):
        for fields in ([], FORGED):
            with self.subTest(fields=fields):
                self.visit("GET", "/", *fields)
                head = self.origin.last.head
                self.assertEqual(head.all("X-Forwarded-For"), ["127.0.0.1"])
                self.assertEqual(head.all("X-Forwarded-Proto"), ["http"])
                self.assertEqual(head.all("X-Forwarded-Host"), [HOST])
                self.assertEqual(head.all("Forwarded"), [])

    def test_the_host_is_the_visitors_with_its_port(self):
        self.visit(host="www.site.example:8080")
        self.assertEqual(self.origin.last.head.all("X-Forwarded-Host"), ["www.site.example:8080"])

    def test_names_with_underscores_are_dropped(self):
        self.visit("GET", "/", *ALIASES, "X_Own: kept")
        head = self.origin.last.head
        for alias in ALIASES:
            self.assertEqual(head.all(alias.partition(":")[0]), [], alias)
        self.assertEqual(head.get("X_Own"), "kept")


class Trusted(WireCase):
    trusted = ("127.0.0.1",)

    def test_for_is_appended_to_and_the_others_are_kept(self):
        self.visit("GET", "/", *FORGED)
        head = self.origin.last.head
        self.assertEqual(forwarded_for(head), ["203.0.113.7", "198.51.100.1", "127.0.0.1"])
        self.assertEqual(head.all("X-Forwarded-Proto"), ["https"])
        self.assertEqual(head.all("X-Forwarded-Host"), ["bank.example"])
        self.assertEqual(head.all("Forwarded"), ["for=203.0.113.7;proto=https"])

    def test_what_it_does_not_say_is_set(self):
        self.visit()
        head = self.origin.last.head
        self.assertEqual(forwarded_for(head), ["127.0.0.1"])
        self.assertEqual(head.all("X-Forwarded-Proto"), ["http"])
        self.assertEqual(head.all("X-Forwarded-Host"), [HOST])

    def test_names_with_underscores_are_dropped_all_the_same(self):
        self.visit("GET", "/", *ALIASES)
        for alias in ALIASES:
            self.assertEqual(self.origin.last.head.all(alias.partition(":")[0]), [], alias)


class TrustedElsewhere(WireCase):
    trusted = ("10.0.0.0/8", "fd00::/8")

    def test_this_peer_is_not_believed(self):
        self.visit("GET", "/", *FORGED)
        self.assertEqual(self.origin.last.head.all("X-Forwarded-For"), ["127.0.0.1"])


class TrustedPrivate(WireCase):
    trusted = ("private",)

    def test_loopback_is_private(self):
        self.visit("GET", "/", "X-Forwarded-For: 203.0.113.7")
        self.assertEqual(forwarded_for(self.origin.last.head), ["203.0.113.7", "127.0.0.1"])


if __name__ == "__main__":
    unittest.main()
