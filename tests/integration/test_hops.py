"""From hop to hop: trailers, Via and loops, request ids, early hints, connections that belong to
one visitor, how long one is kept, and visitors who leave."""

import threading
import unittest

from harness.case import HTML, WireCase
from harness.client import Client, request
from harness.response import answer
from harness.settings import settings, site

TRAILERS = (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum, Set-Cookie\r\n\r\n"
            b"5\r\nhello\r\n0\r\nX-Sum: 1\r\nSet-Cookie: _ga=1\r\nContent-Length: 9\r\n\r\n")


class Trailers(WireCase):
    def test_for_who_takes_them(self):
        self.origin.reply(TRAILERS)
        response = self.visit("GET", "/", "TE: trailers", "Connection: TE")
        self.assertEqual((response.body, response.trailers), (b"hello", ["X-Sum: 1"]))
        self.assertEqual(response.get("Trailer"), "X-Sum, Set-Cookie")
        self.assertEqual(self.origin.last.head.get("TE"), "trailers")
        self.assertEqual(self.origin.last.head.get("Connection"), "TE")

    def test_for_nobody_else(self):
        self.origin.reply(TRAILERS)
        for fields in ((), ("TE: gzip",), ("TE: trailersx",)):
            response = self.visit("GET", "/", *fields)
            self.assertEqual((response.body, response.trailers), (b"hello", []))
            self.assertIsNone(response.get("Trailer"))
            self.assertIsNone(self.origin.last.head.get("TE"))

    def test_an_http_1_0_visitor_gets_the_body(self):
        self.origin.reply(TRAILERS)
        response = self.visit("GET", "/", "TE: trailers", version="HTTP/1.0")
        self.assertEqual((response.framing, response.body), ("close", b"hello"))


class RequestIds(WireCase):
    def test_made_anew_for_each(self):
        ids = set()
        client = self.client()
        for _ in range(20):
            client.ask()
            ids.add(self.origin.last.head.get("X-Request-Id"))
        self.assertEqual(len(ids), 20)
        for one in ids:
            self.assertRegex(one, "^[0-9a-f]{32}$")

    def test_kept(self):
        self.visit("GET", "/", "x-request-id: mine-1", "X_Request_Id: forged")
        head = self.origin.last.head
        self.assertEqual(head.get("X-Request-Id"), "mine-1")
        self.assertIsNone(head.get("X_Request_Id"))


class Choices(WireCase):
    keys = {"http": {"via": True, "request_id": False, "underscores": "drop", "early_hints": True}}

    def test_no_request_id_and_no_underscore(self):
        self.visit("GET", "/", "X_Own: 1", "X-Own: 2")
        head = self.origin.last.head
        self.assertIsNone(head.get("X-Request-Id"))
        self.assertIsNone(head.get("X_Own"))
        self.assertEqual(head.get("X-Own"), "2")

    def test_via_in_both_directions(self):
        self.origin.reply(answer(200, "Via: 1.1 inner", body=b"x"))
        response = self.visit("GET", "/", "Via: 1.0 outer")
        seen = self.origin.last.head.all("Via")
        self.assertEqual(seen[0], "1.0 outer")
        self.assertRegex(seen[1], r"^1\.1 consent-proxy \(\w+\.govuk\)$")
        self.assertEqual(response.all("Via")[0], "1.1 inner")
        self.assertRegex(response.all("Via")[1], r"^1\.1 consent-proxy \(")

    def test_a_loop_over_others_is_seen_in_via(self):
        self.visit()
        via = self.origin.last.head.get("Via")
        response = self.visit("GET", "/", f"Via: 1.1 elsewhere, {via}")
        self.assertEqual(response.status, 508)
        self.assertEqual(response.get("Proxy-Status"), "consent-proxy; error=proxy_loop_detected")

    def test_early_hints_pass_without_cookies(self):
        hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nSet-Cookie: a=1\r\n\r\n"
        self.origin.reply(hints + answer(200, HTML, body=b"x"))
        response = self.visit()
        self.assertEqual(response.interim[0].lines, ["Link: </a.css>; rel=preload"])


class Loops(WireCase):
    keys = {"workers": 1}

    def test_a_proxy_that_becomes_its_own_origin(self):
        """Over TCP; how it is over a unix socket is told in tests/varnish."""
        own = "http://127.0.0.1:%d" % self.proxy.address[1]
        self.proxy.reload(settings(site(own), **self.keys))
        self.until(lambda: self.visit().status == 508)
        for method in ("GET", "POST"):
            response = self.visit(method)
            self.assertEqual(response.status, 508)
            self.assertEqual(response.get("Proxy-Status"),
                             "consent-proxy; error=proxy_loop_detected")
        self.proxy.reload(self.settings())
        self.until(lambda: self.visit().status == 200)


class Ntlm(WireCase):
    """A server that authenticates the connection takes whoever comes on it for the first."""

    keys = {"workers": 1}

    def setUp(self):
        super().setUp()
        self.users = {}
        self.origin.reply(self.reply)

    def reply(self, exchange):
        exchange.read_body()
        credentials = exchange.head.get("Authorization")
        if credentials:
            self.users[exchange.connection] = credentials
        user = self.users.get(exchange.connection)
        if exchange.target == "/ask" and not user:
            exchange.send(answer(401, "WWW-Authenticate: NTLM", body=b"who?"))
        else:
            exchange.send(answer(200, body=(user or "nobody").encode()))

    def test_nobody_else_gets_the_connection(self):
        first = self.client()
        self.assertEqual(first.ask("GET", "/", "Authorization: NTLM alice").body, b"NTLM alice")
        self.assertEqual(self.visit().body, b"nobody")
        self.assertEqual(first.ask().body, b"NTLM alice")
        self.assertEqual(first.ask("POST", body=b"x").body, b"NTLM alice")
        first.close()
        self.assertEqual(self.visit().body, b"nobody")

    def test_the_challenge_counts_already(self):
        first = self.client()
        self.assertEqual(first.ask("GET", "/ask").status, 401)
        challenged = self.origin.last.connection
        self.assertEqual(self.visit().body, b"nobody")
        self.assertNotEqual(self.origin.last.connection, challenged)
        self.assertEqual(first.ask("GET", "/ask", "Authorization: NTLM alice").status, 200)
        self.assertEqual(self.origin.last.connection, challenged)

    def test_other_schemes_share(self):
        first = self.client()
        first.ask("GET", "/", "Authorization: Basic YTpi")
        self.users.clear()
        self.visit()
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 1)


class KeepAlive(WireCase):
    keys = {"workers": 1}

    def test_an_origin_that_keeps_nothing(self):
        self.origin.reply(answer(200, "Keep-Alive: timeout=0", body=b"x"))
        self.visit()
        self.visit()
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 2)

    def test_it_is_remembered_behind_a_long_body(self):
        # Bytes of the body come to lie where the head was.
        self.origin.reply(answer(200, "Keep-Alive: timeout=0", body=b"x" * 500_000))
        for _ in range(2):
            self.assertEqual(len(self.visit().body), 500_000)
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 2)

    def test_an_origin_that_keeps_it_for_long(self):
        self.origin.reply(answer(200, "Keep-Alive: timeout=60", body=b"x"))
        self.visit()
        self.visit()
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 1)


class Leaving(WireCase):
    def leave(self, method, body, leave):
        """Whether the origin's connection is closed before it has answered."""
        seen, closed = threading.Event(), threading.Event()

        def reply(exchange):
            exchange.read_body()
            seen.set()
            exchange.stream.socket.settimeout(4)
            try:
                if exchange.stream.read_some() == b"":
                    closed.set()
            except TimeoutError:
                exchange.send(answer(200, body=b"late"))
        self.origin.reply(reply)
        client = Client(self.proxy.address)
        client.send(request(method, "/slow", body=body))
        self.assertTrue(seen.wait(10))
        leave(client)
        return closed.wait(10)

    def test_a_get_ends(self):
        self.assertTrue(self.leave("GET", b"", lambda client: client.close()))
        self.assertTrue(self.leave("GET", b"", lambda client: client.reset()))

    def test_so_does_one_whose_origin_says_again_and_again_to_wait(self):
        closed = threading.Event()

        def reply(exchange):
            for _ in range(3):
                exchange.send(b"HTTP/1.1 102 Processing\r\n\r\n")
                closed.wait(0.3)
            exchange.stream.socket.settimeout(10)
            if exchange.stream.read_some() == b"":
                closed.set()
        self.origin.reply(reply)
        client = self.client()
        client.send(request())
        client.half_close()
        self.assertTrue(closed.wait(10))

    def test_so_does_one_that_is_answered_already(self):
        closed = threading.Event()

        def reply(exchange):
            exchange.send(answer(200, "Transfer-Encoding: chunked", framing="none"))
            exchange.send(b"5\r\nhello\r\n")
            exchange.stream.socket.settimeout(10)
            try:
                closed_now = exchange.stream.read_some() == b""
            except ConnectionResetError:
                closed_now = True
            if closed_now:
                closed.set()
        self.origin.reply(reply)
        client = self.client()
        client.send(request("GET", "/stream"))
        client.read_until(b"hello")
        client.reset()
        self.assertTrue(closed.wait(10))
        self.proxy.output.wait_for_match(r"/stream .*flags=DC\b")

    def test_a_post_is_seen_through(self):
        self.assertFalse(self.leave("POST", b"pay", lambda client: client.close()))

    def test_who_only_ends_his_side_gets_a_quick_answer(self):
        client = self.client()
        client.send(request())
        client.half_close()
        self.assertEqual(client.read_response().body, b"hello")


if __name__ == "__main__":
    unittest.main()
