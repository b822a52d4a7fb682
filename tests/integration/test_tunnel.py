"""Upgrade: after a 101 both sides talk as they like."""

import random
import threading
import unittest

from harness import registries
from harness.case import WireCase
from harness.client import DOCUMENT, request
from harness.consent import EVERYTHING, SET_COOKIE_LINES, consent_field, of
from harness.message import Head
from harness.response import answer

UPGRADE = ["Connection: keep-alive, Upgrade", "Upgrade: websocket",
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"]
SWITCH = ["Upgrade: websocket", "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]


def switching(*fields):
    return answer(101, *SWITCH, *fields, framing="none")


def echo(exchange, greeting=b""):
    """Switches, greets, and sends back what it reads until the other side ends."""
    exchange.send(switching() + greeting)
    while data := exchange.stream.read_some():
        exchange.send(data)
    exchange.close()


class UpgradeCase(WireCase):
    def upgrade(self, *fields, early=b""):
        """A connection after its 101, and the head of that."""
        client = self.client()
        client.send(request("GET", "/socket", *UPGRADE, *fields) + early)
        return client, Head(client.read_until(b"\r\n\r\n"))


class Tunnel(UpgradeCase):
    def test_both_ways(self):
        self.origin.reply(echo)
        client, head = self.upgrade()
        self.assertTrue(head.start.startswith("HTTP/1.1 101 "))
        self.assertEqual(head.get("Upgrade"), "websocket")
        self.assertEqual(head.get("Connection").lower(), "upgrade")
        self.assertEqual(head.get("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        seen = self.origin.last.head
        self.assertEqual(seen.get("Upgrade"), "websocket")
        self.assertEqual(seen.get("Connection").lower(), "upgrade")
        self.assertEqual(seen.get("Sec-WebSocket-Key"), "dGhlIHNhbXBsZSBub25jZQ==")
        for text in (b"\x81\x05hello", b"GET / HTTP/1.1\r\n\r\n", b"\x00" * 70_000):
            client.send(text)
            self.assertEqual(client.read_exactly(len(text)), text)

    def test_early_bytes_of_the_origin(self):
        self.origin.reply(lambda exchange: echo(exchange, b"\x81\x02hi"))
        client, _ = self.upgrade()
        self.assertEqual(client.read_exactly(4), b"\x81\x02hi")

    def test_early_bytes_of_the_visitor(self):
        self.origin.reply(echo)
        client, _ = self.upgrade(early=b"eager")
        self.assertEqual(client.read_exactly(5), b"eager")

    def test_a_megabyte_both_ways_at_once(self):
        self.origin.reply(echo)
        client, _ = self.upgrade()
        data = random.Random(2).randbytes(4 * 1024 * 1024)
        sender = threading.Thread(target=client.send, args=(data,), daemon=True)
        sender.start()
        self.assertEqual(client.read_exactly(len(data)), data)
        sender.join(10)

    def test_the_origins_end_is_the_visitors(self):
        def reply(exchange):
            exchange.send(switching() + b"bye")
            exchange.close()
        self.origin.reply(reply)
        client, _ = self.upgrade()
        self.assertEqual(client.read_to_end(), b"bye")

    def test_the_visitors_end_is_the_origins(self):
        ended = threading.Event()

        def reply(exchange):
            exchange.send(switching())
            exchange.stream.read_to_end()
            ended.set()
            exchange.close()
        self.origin.reply(reply)
        client, _ = self.upgrade()
        client.close()
        self.assertTrue(ended.wait(20))

    def test_its_cookies_are_decided_and_no_default_is_added(self):
        def reply(exchange):
            exchange.send(switching(*SET_COOKIE_LINES))
            exchange.close()
        self.origin.reply(reply)
        _, head = self.upgrade(*DOCUMENT)
        self.assertEqual(head.all("Set-Cookie"), of("essential"))
        _, head = self.upgrade(consent_field(EVERYTHING))
        self.assertEqual(head.all("Set-Cookie"), of("essential", "settings", "usage", "campaigns"))

    def test_an_origin_that_declines(self):
        self.origin.reply(answer(200, body=b"no sockets here"))
        client, head = self.upgrade()
        self.assertTrue(head.start.startswith("HTTP/1.1 200 "))
        self.assertEqual(client.read_exactly(15), b"no sockets here")
        self.assertEqual(client.ask().body, b"no sockets here")

    def test_upgrade_without_connection_is_not_one(self):
        self.visit("GET", "/", "Upgrade: websocket")
        self.assertEqual(self.origin.last.head.all("Upgrade"), [])

    def test_upgrade_by_http_1_0_is_not_one(self):
        self.visit("GET", "/", *UPGRADE, version="HTTP/1.0")
        self.assertEqual(self.origin.last.head.all("Upgrade"), [])


class Revision(UpgradeCase):
    registries = {"govuk.json": registries.GOVUK | {"revision": 3}}

    def test_a_consent_cookie_that_it_sets_has_its_companion(self):
        own = f"cookies_policy={EVERYTHING}; Path=/"

        def reply(exchange):
            exchange.send(switching(f"Set-Cookie: {own}"))
            exchange.close()
        self.origin.reply(reply)
        _, head = self.upgrade(*DOCUMENT, "Cookie: _ga=1; cookies_policy={}")
        self.assertEqual(head.all("Set-Cookie"), [
            own, "cookies_policy_revision=3; Path=/; Max-Age=34560000; SameSite=Lax"])


if __name__ == "__main__":
    unittest.main()
