"""The PROXY protocol, in front of plain text and of TLS."""

import struct
import unittest

from harness import certificates
from harness.case import WireCase
from harness.client import request
from harness.response import read_response
from harness.stream import Stream
from harness.tls import TlsSocket, visitor_context

V1 = b"PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n"
V2 = (b"\r\n\r\n\0\r\nQUIT\n\x21\x11" + struct.pack("!H", 12 + 7) + bytes([192, 0, 2, 7]) +
      bytes([192, 0, 2, 1]) + struct.pack("!HH", 4711, 80) + b"\x04\x00\x04abcd")
LOCAL = b"\r\n\r\n\0\r\nQUIT\n\x20\x00\x00\x00"


class ProxyProtocolCase(WireCase):
    listener = {}
    keys = {"timeouts": {"header": "3s"}, "log": {"format": "json"}}

    @classmethod
    def settings(cls):
        made = super().settings()
        made["listeners"][0].update({"proxy_protocol": True, **cls.listener})
        return made

    def ask(self, header, *fields):
        client = self.client()
        client.send(header + request("GET", "/", *fields))
        return client.read_response()

    def forwarded_for(self):
        return self.origin.last.head.get("X-Forwarded-For")


class PlainText(ProxyProtocolCase):
    def test_the_address_is_the_visitors(self):
        for header, address in ((V1, "192.0.2.7"), (V2, "192.0.2.7"), (LOCAL, "127.0.0.1"),
                                (b"PROXY UNKNOWN\r\n", "127.0.0.1"),
                                (b"PROXY TCP6 2001:db8::7 ::1 1 2\r\n", "2001:db8::7")):
            with self.subTest(header):
                self.assertEqual(self.ask(header).status, 200)
                self.assertEqual(self.forwarded_for(), address)

    def test_it_is_logged(self):
        self.ask(V1, "User-Agent: me")
        self.proxy.output.wait_for_match(r'"client": ?"192\.0\.2\.7"')

    def test_what_it_says_is_said_once(self):
        self.ask(V1, "X-Forwarded-For: 203.0.113.1", "X-Forwarded-Proto: https")
        self.assertEqual(self.forwarded_for(), "192.0.2.7")
        self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "http")

    def test_byte_by_byte(self):
        for header in (V1, V2):
            client = self.client()
            for byte in header + request():
                client.send(bytes([byte]))
            self.assertEqual(client.read_response().status, 200)
            self.assertEqual(self.forwarded_for(), "192.0.2.7")

    def test_kept_alive_after_one_header(self):
        client = self.client()
        client.send(V2)
        for _ in range(3):
            self.assertEqual(client.ask().status, 200)

    def test_a_connection_without_a_proper_one_is_closed(self):
        for sent in (request(), b"PROXY TCP4 1.2.3 1.2.3.4 1 2\r\n" + request(), V2[:13] + b"\xff",
                     b"PROXY " + b"x" * 200):
            client = self.client()
            client.send(sent)
            self.assertEqual(client.read_to_end(), b"")
        self.assertEqual(self.origin.exchanges, [])

    def test_one_that_never_comes_is_not_waited_for(self):
        clients = [self.client() for _ in range(2)]
        clients[1].send(V1[:9])
        for client in clients:
            self.assertTrue(client.at_end())


class WithTls(ProxyProtocolCase):
    @classmethod
    def setUpClass(cls):
        cls.listener = {"tls": certificates.localhost().files}
        super().setUpClass()

    def test_the_header_comes_first(self):
        for header in (V1, V2):
            for together in (False, True):
                with self.subTest(header=header, together=together):
                    client = self.client()
                    tls = TlsSocket(client.socket, visitor_context(), name="localhost")
                    if together:
                        client.send(header + tls.hello())
                    else:
                        client.send(header)
                    stream = Stream(tls.shake_hands())
                    stream.send(request())
                    self.assertEqual(read_response(stream).status, 200)
                    self.assertEqual(self.forwarded_for(), "192.0.2.7")
                    self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "https")


class Strangers(ProxyProtocolCase):
    trusted = ("10.0.0.0/8",)

    def test_others_than_the_trusted_are_closed_and_it_is_told_once(self):
        for _ in range(3):
            client = self.client()
            client.send(V1 + request())
            self.assertEqual(client.read_to_end(), b"")
        self.proxy.log.wait_for_match("proxy_protocol .*trusted_proxies")
        told = [line for line in self.proxy.log.lines if "proxy_protocol" in line]
        self.assertEqual(len(told), 1)


class Chained(ProxyProtocolCase):
    trusted = ("127.0.0.1", "192.0.2.0/24")

    def test_the_address_of_the_header_is_held_against_the_trusted(self):
        self.ask(V1, "X-Forwarded-For: 203.0.113.1", "X-Forwarded-Proto: https")
        self.assertEqual(self.forwarded_for(), "203.0.113.1, 192.0.2.7")
        self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "https")
        self.ask(b"PROXY TCP4 198.51.100.1 192.0.2.1 4711 80\r\n", "X-Forwarded-Proto: https")
        self.assertEqual(self.forwarded_for(), "198.51.100.1")
        self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "http")


class IgnoredHttps(WireCase):
    def test_it_is_told_once_with_the_setting_to_add(self):
        for _ in range(4):
            self.visit("GET", "/", "X-Forwarded-Proto: https")
        self.proxy.log.wait_for_match(r"trusted_proxies: \[private\]")
        told = [line for line in self.proxy.log.lines if "X-Forwarded-Proto" in line]
        self.assertEqual(len(told), 1)


class BelievedHttps(WireCase):
    trusted = ("private",)

    def test_nothing_is_told(self):
        self.visit("GET", "/", "X-Forwarded-Proto: https")
        self.visit("GET", "/", "X-Forwarded-Proto: http")
        self.assertNotIn("X-Forwarded-Proto", self.proxy.log.text)


if __name__ == "__main__":
    unittest.main()
