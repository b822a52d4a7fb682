"""What a visitor sees when the origin fails, is silent or talks nonsense; and time-outs."""

import socket
import unittest

from harness import settings as made
from harness.case import HTML, WireCase
from harness.client import Client, request
from harness.message import chunked
from harness.patience import deaf_port, until
from harness.proxy import Proxy
from harness.response import answer


def hang_up(exchange):
    exchange.read_body()
    exchange.close()


def reset(exchange):
    exchange.read_body()
    exchange.reset()


def closing(data):
    """Sends this and closes."""
    def reply(exchange):
        exchange.read_body()
        exchange.send(data)
        exchange.close()
    return reply


NONSENSE = {
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "bytes": b"\x00\x01\x02\x03\r\n\r\n",
    "a head without end": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
    "an endless head": b"HTTP/1.1 200 OK\r\n" + b"X-Big: " + b"x" * 70_000 + b"\r\n\r\n",
    "too many fields": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n",
    "differing lengths": answer(200, "Content-Length: 4", "Content-Length: 5", framing="none")
    + b"hello",
    "a length that is none": answer(200, "Content-Length: five", framing="none") + b"hello",
    "length and chunks": answer(200, "Content-Length: 5", "Transfer-Encoding: chunked",
                                framing="none") + chunked(b"hello"),
    "an unknown coding": answer(200, "Transfer-Encoding: xchunked", framing="none") + b"hello",
    "a switch nobody asked for": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n"
                                 b"Connection: Upgrade\r\n\r\n",
    "only a 100": b"HTTP/1.1 100 Continue\r\n\r\n",
}


class Faults(WireCase):
    keys = {"timeouts": {"response": "3s", "body": "2s"}}

    def check_local(self, response, status, *errors):
        self.assertEqual(response.status, status)
        proxy_status = response.get("Proxy-Status")
        self.assertTrue(proxy_status.startswith("consent-proxy; error="), proxy_status)
        if errors:
            self.assertIn(proxy_status.split("error=")[1].split(";")[0].strip(), errors)
        self.assertNotIn(str(self.origin.address[1]).encode(), response.raw + response.body)
        self.assertEqual(response.cookies, [])
        self.assertTrue(response.complete)

    def test_an_origin_that_hangs_up(self):
        for reply in (hang_up, reset):
            with self.subTest(reply=reply.__name__):
                self.origin.reply(reply)
                self.check_local(self.open(), 502, "connection_terminated",
                                 "http_response_incomplete")

    def test_nonsense(self):
        for what, data in NONSENSE.items():
            with self.subTest(nonsense=what):
                self.origin.reply(closing(data))
                self.check_local(self.open(), 502)

    def test_a_silent_origin(self):
        def say_nothing(exchange):
            exchange.stream.read_to_end()
            exchange.close()
        self.origin.reply(say_nothing)
        self.check_local(self.open(), 504, "http_response_timeout")
        self.origin.reply(answer(200, body=b"well again"))
        self.assertEqual(self.visit().body, b"well again")

    def test_the_reply_is_text_or_a_page(self):
        self.origin.reply(hang_up)
        page = self.open()
        self.assertTrue(page.get("Content-Type").startswith("text/html"))
        self.assertIn(b"<", page.body)
        for accept in ("application/json", "text/html;q=0, text/plain", "text/html; q=0.000"):
            with self.subTest(accept=accept):
                text = self.visit("GET", "/", f"Accept: {accept}")
                self.assertTrue(text.get("Content-Type").startswith("text/plain"))
                self.assertNotIn(b"<html", text.body.lower())
        lines = self.visit("GET", "/", "Accept: application/json", "Accept: text/html;q=0.5")
        self.assertTrue(lines.get("Content-Type").startswith("text/html"))

    def test_head_of_a_local_reply(self):
        self.origin.reply(hang_up)
        client = self.client()
        client.send(request("HEAD", "/", "Connection: close"))
        response = client.read_response("HEAD")
        self.assertEqual(response.status, 502)
        self.assertTrue(client.at_end(), "a body in answer to HEAD")

    def test_a_response_cut_in_the_middle_is_cut_for_the_visitor(self):
        for what, data in (
                ("length", answer(200, HTML, "Content-Length: 1000", framing="none") + b"some"),
                ("chunked", answer(200, HTML, "Transfer-Encoding: chunked", framing="none")
                 + b"3e8\r\nsome"),
                ("no last chunk", answer(200, HTML, "Transfer-Encoding: chunked", framing="none")
                 + b"4\r\nsome\r\n")):
            for end in (closing(data), self.resetting(data)):
                with self.subTest(framing=what, end=end.__name__):
                    self.origin.reply(end)
                    response = self.open()
                    self.assertEqual(response.status, 200)
                    self.assertFalse(response.complete)

    @staticmethod
    def resetting(data):
        def resetting_reply(exchange):
            exchange.read_body()
            exchange.send(data)
            exchange.stream.socket.shutdown(socket.SHUT_WR)
            exchange.reset()
        return resetting_reply

    def test_bad_chunks_are_cut(self):
        head = answer(200, HTML, "Transfer-Encoding: chunked", framing="none")
        for rest in (b"nonsense\r\n", b"4\r\nsomeX\r\n0\r\n\r\n", b"-4\r\nsome\r\n0\r\n\r\n"):
            with self.subTest(rest=rest):
                self.origin.reply(closing(head + b"4\r\ngood\r\n" + rest))
                response = self.open()
                if response.status == 200:
                    self.assertFalse(response.complete)
                else:
                    self.check_local(response, 502)

    def test_an_origin_that_stalls_in_the_body_is_cut(self):
        def stall(exchange):
            exchange.send(answer(200, HTML, "Content-Length: 1000", framing="none") + b"some")
            exchange.stream.read_to_end()
            exchange.close()
        self.origin.reply(stall)
        response = self.open()
        self.assertEqual((response.complete, response.body), (False, b"some"))


class Patience(WireCase):
    keys = {"timeouts": {"header": "2s", "idle": "2s", "body": "2s", "response": "5s"},
            "limits": {"body_bytes": "1KiB"}}

    def test_a_slow_head(self):
        for start in (b"G", b"GET / HTTP/1.1\r\nHost: x\r\n"):
            with self.subTest(start=start):
                client = self.client()
                client.send(start)
                response = client.read_response()
                self.assertEqual(response.status, 408)
                self.assertTrue(response.get("Proxy-Status").startswith("consent-proxy; error="))
                self.assertTrue(client.at_end())

    def test_an_idle_connection_ends_without_a_word(self):
        client = self.client()
        self.assertTrue(client.at_end())
        client = self.client()
        self.assertEqual(client.ask().status, 200)
        self.assertTrue(client.at_end())

    def test_a_slow_body(self):
        client = self.client()
        client.send(request("POST", "/", "Content-Length: 10") + b"some")
        response = client.read_response()
        self.assertEqual(response.status, 408)
        self.assertTrue(client.at_end())
        self.assertFalse(any(exchange.complete for exchange in self.origin.exchanges))

    def test_a_body_that_is_too_large(self):
        client = self.client()
        client.send(request("POST", "/", body=b"x" * 1025))
        self.assertEqual(client.read_response().status, 413)
        self.assertTrue(client.at_end())
        self.assertEqual(self.origin.exchanges, [])
        self.assertEqual(self.visit("POST", "/", body=b"x" * 1024).status, 200)

    def test_chunks_that_are_too_large(self):
        client = self.client()
        client.send(request("POST", "/", "Transfer-Encoding: chunked",
                            body=chunked(b"x" * 600, b"x" * 600)))
        self.assertEqual(client.read_response().status, 413)
        self.assertTrue(client.at_end())
        self.assertFalse(any(exchange.complete for exchange in self.origin.exchanges))


class NoOrigin(unittest.TestCase):
    def start(self):
        self.deaf = deaf_port()
        self.addCleanup(self.deaf.close)
        return Proxy(made.settings(made.site(f"http://127.0.0.1:{self.deaf.getsockname()[1]}")))

    def test_refused(self):
        proxy = self.start()
        response = proxy.visit()
        self.assertEqual(response.status, 502)
        self.assertIn("error=connection_refused", response.get("Proxy-Status"))
        with Client(proxy.address) as client:
            for _ in range(3):
                self.assertEqual(client.ask().status, 502, "the visitor may ask again")
        proxy.stop()

    def test_no_route(self):
        # TCP knows no way to everybody, on whatever machine.
        proxy = Proxy(made.settings(made.site("http://255.255.255.255:80")))
        response = proxy.visit()
        self.assertEqual(response.status, 502)
        self.assertIn("error=destination_ip_unroutable", response.get("Proxy-Status"))
        until(lambda: proxy.metric("consent_proxy_upstream_errors_total",
                                   error="destination_ip_unroutable") == 1, "it was not counted")
        proxy.stop()

    def test_it_comes_back(self):
        proxy = self.start()
        self.assertEqual(proxy.visit().status, 502)
        self.deaf.listen()
        with Client(proxy.address) as client:
            client.send(request())
            upstream, _ = self.deaf.accept()
            upstream.recv(65536)
            upstream.sendall(answer(200, body=b"back"))
            self.assertEqual(client.read_response().body, b"back")
        upstream.close()
        proxy.stop()


if __name__ == "__main__":
    unittest.main()
