"""Bodies so large that they go by a pipe of the kernel's: they arrive as they were sent, whoever is
slow, leaves or sends too much, and however many there are."""

import hashlib
import os
import random
import threading
import unittest

from harness.case import WireCase
from harness.client import request
from harness.response import answer

BIG = random.Random(2).randbytes(10 << 20)
SUM = hashlib.sha256(BIG).hexdigest()
MOST_PIPES = 32
"""What a worker has."""


def digest(body):
    return hashlib.sha256(body).hexdigest()


def closing(data, end="close"):
    def reply(exchange):
        exchange.read_body()
        exchange.send(data)
        getattr(exchange, end)()
    return reply


def pipes(proxy):
    """How many ends of pipes the process has open."""
    folder = f"/proc/{proxy.process.pid}/fd"
    found = 0
    for name in os.listdir(folder):
        try:
            found += os.readlink(f"{folder}/{name}").startswith("pipe:")
        except FileNotFoundError:
            pass
    return found


class LargeCase(WireCase):
    keys = {"workers": 1}

    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, body=BIG))

    def active(self):
        return self.proxy.metric("consent_proxy_upstream_connections", state="active")


class Large(LargeCase):
    def logged(self, target, count):
        """(bytes in, bytes out) of so many access lines."""
        found = self.proxy.output.wait_for_match(rf" {target} 200 in=(\d+) out=(\d+) ", count)
        return [(int(match.group(1)), int(match.group(2))) for match in found]

    def test_down(self):
        client = self.client()
        for _ in range(3):
            response = client.ask("GET", "/down")
            self.assertEqual((len(response.body), digest(response.body)), (len(BIG), SUM))
        self.assertLessEqual(self.origin.connections, 1, "the connection was not kept")
        for asked, answered in self.logged("/down", 3):
            self.assertEqual(asked, len(request("GET", "/down")))
            self.assertEqual(answered, len(response.raw) + len(BIG))

    def test_up(self):
        self.origin.reply(answer(200, body=b"thanks"))
        client = self.client()
        for _ in range(3):
            self.assertEqual(client.ask("PUT", "/up", body=BIG).body, b"thanks")
            self.assertEqual(digest(self.origin.last.body), SUM)
        self.assertLessEqual(self.origin.connections, 1, "the connection was not kept")
        for sent, _ in self.logged("/up", 3):
            self.assertEqual(sent, len(request("PUT", "/up", body=BIG)))

    def test_all_lengths_around_the_mark(self):
        for size in (65_536, 100_000, 131_000, 131_071, 131_072, 131_073, 262_144, 400_001):
            with self.subTest(size=size):
                self.origin.reply(answer(200, body=BIG[:size]))
                response = self.visit("POST", body=BIG[-size:])
                self.assertEqual(digest(response.body), digest(BIG[:size]))
                self.assertEqual(digest(self.origin.last.body), digest(BIG[-size:]))

    def test_a_slow_reader_gets_all_of_it(self):
        client = self.client()
        client.send(request())
        head = client.read_until(b"\r\n\r\n")
        self.assertIn(b" 200 ", head)
        summed = hashlib.sha256()
        for left in range(len(BIG), 0, -40_000):
            summed.update(client.read_exactly(min(40_000, left)))
        self.assertEqual(summed.hexdigest(), SUM)

    def test_an_origin_that_pauses_delays_nothing_it_has_sent(self):
        resume = threading.Event()
        self.addCleanup(resume.set)

        def reply(exchange):
            exchange.send(answer(200, f"Content-Length: {len(BIG)}", framing="none"))
            exchange.send(BIG[:1_000_001])
            resume.wait(15)
            exchange.send(BIG[1_000_001:])
        self.origin.reply(reply)
        client = self.client()
        client.send(request())
        client.read_until(b"\r\n\r\n")
        self.assertEqual(client.read_exactly(1_000_001), BIG[:1_000_001])
        resume.set()
        self.assertEqual(digest(client.read_exactly(len(BIG) - 1_000_001)),
                         digest(BIG[1_000_001:]))

    def test_a_visitor_who_leaves_in_the_middle(self):
        for leave in ("close", "reset"):
            with self.subTest(leave=leave):
                client = self.client()
                client.send(request())
                client.read_exactly(1 << 20)
                getattr(client, leave)()
                self.until(lambda: self.active() == 0)
        self.assertEqual(digest(self.visit().body), SUM)

    def test_a_visitor_who_leaves_in_the_middle_of_what_he_sends(self):
        for leave in ("close", "reset"):
            with self.subTest(leave=leave):
                client = self.client()
                client.send(request("POST", "/", f"Content-Length: {len(BIG)}") + BIG[:4 << 20])
                self.origin.wait_until(lambda origin: len(origin.received) > 1 << 20)
                getattr(client, leave)()
                self.until(lambda: self.active() == 0)
                self.origin.forget()
        self.assertEqual(digest(self.visit("POST", body=BIG).body), SUM)
        self.assertEqual(digest(self.origin.last.body), SUM)

    def test_an_origin_that_ends_in_the_middle(self):
        cut = answer(200, f"Content-Length: {len(BIG)}", framing="none") + BIG[:3 << 20]
        for end in ("close", "reset"):
            with self.subTest(end=end):
                self.origin.reply(closing(cut, end))
                response = self.visit()
                self.assertEqual(response.status, 200)
                self.assertFalse(response.complete)
                self.assertTrue(BIG.startswith(response.body))
        self.origin.reply(answer(200, body=BIG))
        self.assertEqual(digest(self.visit().body), SUM)

    def test_a_cut_reaches_the_visitor_as_one(self):
        self.origin.reply(closing(answer(200, f"Content-Length: {len(BIG)}", framing="none")
                                  + BIG[:1 << 20]))
        client = self.client()
        client.send(request())
        client.read_to_end()
        self.assertTrue(client.was_reset)

    def test_what_stands_behind_a_body_never_passes(self):
        self.origin.reply(answer(200, body=BIG) + answer(200, body=b"not asked for"))
        client = self.client()
        self.assertEqual(digest(client.ask().body), SUM)
        self.origin.reply(answer(200, body=b"asked for"))
        self.assertEqual(client.ask().body, b"asked for")

    def test_a_request_behind_a_large_one(self):
        client = self.client()
        self.origin.reply(lambda exchange: exchange.send(answer(200, body=exchange.read_body())))
        sender = threading.Thread(target=client.send, daemon=True, args=(
            request("POST", body=BIG) + request("POST", body=b"next"),))
        sender.start()
        self.assertEqual(digest(client.read_response().body), SUM)
        self.assertEqual(client.read_response().body, b"next")
        sender.join(15)

    def test_head_has_none(self):
        self.origin.reply(answer(200, f"Content-Length: {len(BIG)}", framing="none"))
        client = self.client()
        for _ in range(2):
            response = client.ask("HEAD")
            self.assertEqual(response.get("Content-Length"), str(len(BIG)))


class Many(LargeCase):
    keys = {"workers": 1, "timeouts": {"body": "60s"}}

    def stall(self):
        client = self.client()
        client.send(request())
        client.read_until(b"\r\n\r\n")
        return client

    def test_more_than_there_are_pipes(self):
        before = pipes(self.proxy)
        clients = [self.stall() for _ in range(MOST_PIPES + 8)]
        self.until(lambda: self.active() and pipes(self.proxy) > before)
        self.assertEqual(digest(self.visit().body), SUM)
        self.assertLessEqual(pipes(self.proxy) - before, 2 * MOST_PIPES)
        for client in clients[::2]:
            client.reset()
        for client in clients[1::2]:
            self.assertEqual(digest(client.read_exactly(len(BIG))), SUM)
        self.until(lambda: self.active() == 0)
        self.assertLessEqual(pipes(self.proxy) - before, 2 * MOST_PIPES)


class Stalled(LargeCase):
    keys = {"workers": 1, "timeouts": {"body": "800ms"}}

    def test_a_visitor_who_does_not_read_holds_no_pipe_for_ever(self):
        before = pipes(self.proxy)
        client = self.client()
        client.send(request())
        self.until(lambda: self.active() and pipes(self.proxy) > before)
        self.proxy.output.wait_for_match(r"flags=DT\b")
        self.assertFalse(client.read_response().complete)
        # What was in it is nobody's: it is closed.
        self.until(lambda: self.active() == 0 and pipes(self.proxy) == before)


class Without(LargeCase):
    """So little memory that no pipe fits in: bodies are copied."""

    keys = {"workers": 2, "limits": {"buffered_bytes": "1MiB"}}

    def test_bodies_are_copied(self):
        before = pipes(self.proxy)
        response = self.visit("POST", body=BIG)
        self.assertEqual((digest(response.body), digest(self.origin.last.body)), (SUM, SUM))
        self.assertEqual(pipes(self.proxy), before)


if __name__ == "__main__":
    unittest.main()
