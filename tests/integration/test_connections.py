"""Connections on both sides: how long they live, and in which order answers come."""

import threading
import unittest

from harness.case import HTML, WireCase
from harness.client import Client, request
from harness.response import answer


class Visitors(WireCase):
    def test_keep_alive(self):
        client = self.client()
        for n in range(20):
            response = client.ask("GET", f"/{n}")
            self.assertEqual(response.status, 200)
            self.assertNotIn("close", "".join(response.all("Connection")).lower())

    def test_close_is_granted(self):
        client = self.client()
        response = client.ask("GET", "/", "Connection: close")
        self.assertEqual(response.status, 200)
        self.assertTrue(client.at_end())

    def test_http_1_0_closes(self):
        client = self.client()
        self.assertEqual(client.ask(version="HTTP/1.0").status, 200)
        self.assertTrue(client.at_end())

    def test_http_1_0_keeps_alive_when_asked_to(self):
        client = self.client()
        for _ in range(3):
            response = client.ask("GET", "/", "Connection: keep-alive", version="HTTP/1.0")
            self.assertEqual(response.body, b"hello")
            self.assertEqual(response.get("Connection").lower(), "keep-alive")

    def test_pipelined_requests_are_answered_in_order(self):
        def reply(exchange):
            exchange.read_body()
            exchange.send(answer(200, HTML, body=exchange.target.encode() + exchange.body))
        self.origin.reply(reply)
        client = self.client()
        client.send(b"".join(request("POST" if n % 3 == 0 else "GET", f"/{n}",
                                     body=b"+" * n if n % 3 == 0 else b"") for n in range(50)))
        for n in range(50):
            expected = f"/{n}" + ("+" * n if n % 3 == 0 else "")
            self.assertEqual(client.read_response().body, expected.encode())

    def test_a_pipeline_ends_where_the_visitor_closes_it(self):
        client = self.client()
        client.send(request("GET", "/1") + request("GET", "/2", "Connection: close")
                    + request("GET", "/3"))
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(client.read_response().status, 200)
        self.assertTrue(client.at_end())
        self.assertNotIn("/3", [exchange.target for exchange in self.origin.exchanges])

    def test_a_visitor_who_leaves_harms_nobody(self):
        for _ in range(20):
            client = Client(self.proxy.address)
            client.send(request("POST", "/", "Content-Length: 100") + b"part")
            client.reset()
        self.assertEqual(self.visit().status, 200)

    def test_many_visitors_at_once(self):
        def reply(exchange):
            exchange.read_body()
            exchange.send(answer(200, body=exchange.target.encode()))
        self.origin.reply(reply)
        wrong = []

        def visitor(number):
            with Client(self.proxy.address) as client:
                for n in range(10):
                    target = f"/{number}/{n}"
                    if client.ask("GET", target).body != target.encode():
                        wrong.append(target)
        threads = [threading.Thread(target=visitor, args=(n,)) for n in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(wrong, [])
        # A request of the test before may still be on its way to the origin.
        asked = [exchange.target for exchange in self.origin.exchanges
                 if exchange.target.count("/") == 2]
        self.assertEqual(len(asked), 400)


class Upstream(WireCase):
    keys = {"workers": 1}

    def test_one_connection_for_one_request_after_the_other(self):
        client = self.client()
        for _ in range(10):
            self.assertEqual(client.ask().status, 200)
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 1)

    def test_visitors_share_it(self):
        for _ in range(5):
            self.assertEqual(self.visit().status, 200)
        self.assertEqual(len({exchange.connection for exchange in self.origin.exchanges}), 1)

    def check_not_reused(self, reply, *, complete=True):
        self.origin.reply(reply)
        first = self.visit()
        self.assertEqual(first.complete, complete)
        self.origin.reply(answer(200, body=b"second"))
        second = self.visit()
        self.assertEqual((second.status, second.body), (200, b"second"))
        connections = [exchange.connection for exchange in self.origin.exchanges]
        self.assertNotEqual(connections[0], connections[-1])

    def test_not_reused_when_the_origin_says_close(self):
        self.check_not_reused(answer(200, "Connection: close", body=b"x"))

    def test_not_reused_after_bytes_behind_the_response(self):
        extra = answer(200, body=b"x") + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"
        self.check_not_reused(extra)

    def test_not_reused_after_an_http_1_0_response(self):
        self.check_not_reused(answer(200, body=b"x", version="HTTP/1.0"))

    def dies_when_reused(self, exchange):
        """Answers the first request of a connection and hangs up on the second."""
        seen = [other for other in self.origin.exchanges
                if other.connection == exchange.connection]
        exchange.read_body()
        if len(seen) > 1 or self.used_before == exchange.connection:
            exchange.close()
        else:
            exchange.send(answer(200, body=b"fresh"))

    def prepare_stale_connection(self):
        self.assertEqual(self.visit().status, 200)
        self.used_before = self.origin.last.connection
        self.origin.forget()
        self.origin.reply(self.dies_when_reused)

    def test_a_get_is_sent_again_when_a_reused_connection_dies(self):
        self.prepare_stale_connection()
        response = self.visit("GET", "/again")
        self.assertEqual((response.status, response.body), (200, b"fresh"))
        self.assertEqual([exchange.target for exchange in self.origin.exchanges],
                         ["/again", "/again"])

    def test_a_post_never_goes_twice(self):
        self.prepare_stale_connection()
        response = self.visit("POST", "/pay", body=b"10 pounds")
        self.assertIn(response.status, (200, 502))
        self.assertEqual(len(self.origin.exchanges), 1)

    def test_a_fresh_connection_that_dies_is_not_tried_again(self):
        def reply(exchange):
            exchange.close()
        self.visit("GET", "/", "Connection: close")
        self.origin.forget()
        self.origin.reply(reply)
        self.assertEqual(self.visit().status, 502)
        self.assertLessEqual(len(self.origin.exchanges), 2)

    def test_a_connection_that_the_origin_closed_while_idle_is_noticed(self):
        closed = threading.Event()

        def reply(exchange):
            exchange.read_body()
            exchange.send(answer(200, body=b"x"))
            exchange.close()
            closed.set()
        self.origin.reply(reply)
        for _ in range(10):
            closed.clear()
            self.assertEqual(self.visit("POST", "/", body=b"x").status, 200)
            self.assertTrue(closed.wait(20))
        self.assertEqual(len(self.origin.exchanges), 10)


if __name__ == "__main__":
    unittest.main()
