"""Limits and time-outs that take some patience to cross. Heads and bodies of a visitor, nonsense
and silence of an origin are in test_faults, sizes in test_framing, memory in test_overload, the
queue for an origin in test_upstream_limit, what a drain waits for in test_lifecycle."""

import socket
import threading
import time
import unittest

from harness import settings as made
from harness.case import WireCase
from harness.client import Client, request
from harness.message import chunked
from harness.origin import Origin
from harness.proxy import Proxy
from harness.response import answer
from harness.stream import DEADLINE
from test_tunnel import UPGRADE, echo

LARGE = 16 << 20
"""Bytes that no socket holds."""


class LimitCase(WireCase):
    def active(self):
        return self.proxy.metric("consent_proxy_upstream_connections", state="active")

    def flagged(self, flag):
        """Waits for an access line with this flag."""
        self.proxy.output.wait_for_match(f"flags={flag}\\b")


class Slow(LimitCase):
    keys = {"timeouts": {"header": "2s", "body": "2s", "tunnel": "2s"}}

    def trickle(self, client, data, pause=0.2):
        """Sends it byte by byte, until the other side has had enough; how many it took."""
        for count, byte in enumerate(data):
            try:
                client.send(bytes([byte]))
            except OSError:
                return count
            time.sleep(pause)
        return len(data)

    def test_a_head_has_one_time_for_all_of_it(self):
        client = self.client()
        sender = threading.Thread(
            target=self.trickle, args=(client, request("GET", "/", "X-Slow: " + "x" * 200)))
        sender.start()
        response = client.read_response()
        self.assertEqual(response.status, 408)
        self.assertTrue(client.at_end())
        sender.join(DEADLINE + 30)

    def test_a_body_may_take_its_time_while_it_moves(self):
        client = self.client()
        client.send(request("POST", "/", "Content-Length: 12"))
        self.trickle(client, b"twelve bytes")
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(self.origin.last.body, b"twelve bytes")

    def test_a_response_may_take_its_time_while_it_moves(self):
        def reply(exchange):
            exchange.send(answer(200, "Content-Length: 12", framing="none"))
            self.trickle(exchange, b"twelve bytes")
        self.origin.reply(reply)
        self.assertEqual(self.visit().body, b"twelve bytes")

    def test_a_visitor_who_does_not_read(self):
        self.origin.reply(answer(200, body=bytes(LARGE)))
        client = self.client()
        client.send(request())
        self.until(lambda: self.active() == 1)
        self.until(lambda: self.active() == 0)
        self.flagged("DT")
        self.assertFalse(client.read_response().complete)

    def test_an_origin_that_does_not_read(self):
        enough = threading.Event()
        self.addCleanup(enough.set)

        def reply(exchange):
            enough.wait(DEADLINE)
            exchange.close()
        self.origin.reply(reply)
        client = self.client()

        def send():
            try:
                client.send(request("POST", "/", body=bytes(LARGE)))
            except OSError:
                pass
        sender = threading.Thread(target=send)
        sender.start()
        response = client.read_response()
        self.assertEqual(response.status, 504)
        self.assertEqual(response.get("Proxy-Status"),
                         "consent-proxy; error=connection_write_timeout")
        sender.join(DEADLINE)
        self.assertFalse(sender.is_alive())

    def test_a_tunnel_on_which_nothing_moves(self):
        self.origin.reply(echo)
        client = self.client()
        client.send(request("GET", "/socket", *UPGRADE))
        client.read_until(b"\r\n\r\n")
        for _ in range(12):
            client.send(b"still here")
            self.assertEqual(client.read_exactly(10), b"still here")
            time.sleep(0.2)   # all in all longer than the time-out
        self.assertTrue(client.at_end())
        self.until(lambda: self.active() == 0)


class LargestHead(LimitCase):
    keys = {"workers": 1, "limits": {"header_bytes": "64KiB"}}

    def test_one_that_fills_all_there_is_for_it(self):
        for start, status in (("GET / HTTP/1.1\r\nX-Large: ", 431), ("GET /", 414)):
            with self.subTest(start[:6]):
                client = self.client()
                client.send(start.encode().ljust(70_000, b"x"))
                self.assertEqual(client.read_response().status, status)
                self.assertEqual(self.visit().status, 200)

    def test_the_longest_that_fits(self):
        whole = request("GET", "/", "X-Large: ")
        room = b"x" * (65_536 - len(whole))
        client = self.client()
        client.send(whole.replace(b"X-Large: ", b"X-Large: " + room))
        self.assertEqual(client.read_response().status, 200)
        client = self.client()
        client.send(whole.replace(b"X-Large: ", b"X-Large: x" + room))
        self.assertEqual(client.read_response().status, 431)


class Connect(unittest.TestCase):
    def test_an_origin_that_does_not_accept(self):
        listener = socket.socket()
        self.addCleanup(listener.close)
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        # Its queue is full: the next one gets no answer to its SYN.
        for _ in range(3):
            queued = socket.socket()
            queued.setblocking(False)
            queued.connect_ex(listener.getsockname())
            self.addCleanup(queued.close)
        url = "http://127.0.0.1:{}".format(listener.getsockname()[1])
        proxy = Proxy(made.settings(made.site(url), timeouts={"connect": "300ms"}))
        self.addCleanup(proxy.stop)
        response = proxy.visit()
        self.assertEqual(response.status, 504)
        self.assertEqual(response.get("Proxy-Status"), "consent-proxy; error=connection_timeout")


class Connections(LimitCase):
    keys = {"workers": 2, "limits": {"connections": 4}, "timeouts": {"idle": "60s"}}

    def hold(self, path):
        """Makes the origin wait with its answers to this path until the event that is returned."""
        release = threading.Event()
        self.addCleanup(release.set)

        def reply(exchange):
            exchange.read_body()
            if exchange.target == path:
                release.wait(3 * DEADLINE)
            exchange.send(answer(200, body=exchange.target.encode()))
        self.origin.reply(reply)
        return release

    def come(self, count, path):
        """So many visitors, who all ask and do not leave."""
        clients = [self.client() for _ in range(count)]
        for client in clients:
            client.send(request("GET", path))
        return clients

    def check_answered(self, clients, body):
        for client in clients:
            response = client.read_response()
            self.assertEqual((response.status, response.body), (200, body))

    def test_who_is_too_many_waits_and_is_served(self):
        release = self.hold("/busy")
        busy = self.come(4, "/busy")
        self.origin.wait_until(lambda origin: len(origin.exchanges) == 4)
        waiting = self.come(8, "/")
        for _ in range(20):
            # The workers look at the same number, but not at the same instant.
            self.assertLess(self.proxy.metric("consent_proxy_downstream_connections"), 4 + 8)
        release.set()
        self.check_answered(busy, b"/busy")
        self.check_answered(waiting, b"/")

    def test_who_has_nothing_to_ask_makes_room(self):
        idle = [self.client() for _ in range(4)]
        for client in idle[1:]:   # the first has never asked anything
            self.assertEqual(client.ask().status, 200)
        newcomers = self.come(8, "/")
        self.check_answered(newcomers, b"hello")
        for client in idle:
            self.assertTrue(client.at_end())
            self.assertFalse(client.was_reset)

    def test_who_is_served_need_not(self):
        release = self.hold("/busy")
        busy = self.come(3, "/busy")
        self.origin.wait_until(lambda origin: len(origin.exchanges) == 3)
        idle = self.come(1, "/")
        self.check_answered(idle, b"/")
        newcomers = self.come(4, "/")
        self.check_answered(newcomers, b"/")
        self.assertTrue(idle[0].at_end())
        release.set()
        self.check_answered(busy, b"/busy")


class OneWorker(LimitCase):
    keys = {"workers": 1, "limits": {"connections": 4}}

    def test_who_has_waited_longest_goes_first(self):
        first, *others = [self.client() for _ in range(4)]
        self.assertEqual(first.ask().status, 200)
        time.sleep(0.3)   # clearly longer than the others
        for client in others:
            self.assertEqual(client.ask().status, 200)
        with self.client() as newcomer:
            self.assertEqual(newcomer.ask().status, 200)
        self.assertTrue(first.at_end())
        for client in others:
            self.assertEqual(client.ask().status, 200)


class Trailers(LimitCase):
    """What an origin says behind and between its chunks has a bound too."""

    def test_of_the_origin(self):
        head = answer(200, "Transfer-Encoding: chunked", framing="none")
        for what, body in (
                ("trailers", chunked(b"hello", trailers=["X-T: " + "x" * 1000] * 80)),
                ("extensions", b"5;" + b"x" * 5000 + b"\r\nhello\r\n0\r\n\r\n")):
            with self.subTest(what):
                self.origin.reply(head + body)
                response = self.visit("GET", "/", "TE: trailers")
                self.assertTrue(response.status == 502 or not response.complete)
        self.origin.reply(answer(200))
        self.assertEqual(self.visit().status, 200)


class Descriptors(unittest.TestCase):
    def test_as_many_as_the_system_lets_it_have(self):
        origin = Origin()
        self.addCleanup(origin.stop)
        proxy = Proxy(made.settings(made.site(origin)))
        self.addCleanup(proxy.stop)
        with open(f"/proc/{proxy.process.pid}/limits", encoding="ascii") as limits:
            line = next(line for line in limits if line.startswith("Max open files"))
        soft, hard = line.split()[3:5]
        self.assertEqual(soft, hard)
        with Client(proxy.address) as client:
            self.assertEqual(client.ask().status, 200)


if __name__ == "__main__":
    unittest.main()
