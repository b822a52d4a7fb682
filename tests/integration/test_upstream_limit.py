"""An origin that takes only so many connections: nobody opens more, and who comes later waits."""

import threading
import unittest

from harness.case import WireCase
from harness.client import Client, request
from harness.response import answer
from harness.settings import settings, site
from test_tunnel import UPGRADE, echo

CONNECTIONS = "consent_proxy_upstream_connections"


class LimitCase(WireCase):
    """`upstream` is what stands beside the URL."""

    upstream = {}
    workers = 2

    @classmethod
    def settings(cls, **more):
        return settings(site({"url": cls.origin.url, "idle": "60s", **cls.upstream, **more}),
                        workers=cls.workers)

    def setUp(self):
        super().setUp()
        # The last test's may still be closing.
        self.until(lambda: self.count("active") == 0)
        self.go = threading.Event()
        self.addCleanup(self.go.set)

    def hold(self, exchange):
        """An origin that answers when the test says so, with the target."""
        body = exchange.read_body()
        self.go.wait(15)
        exchange.send(answer(200, body=exchange.target.encode() + body))

    def count(self, state):
        return self.proxy.metric(CONNECTIONS, site="govuk", state=state)

    def begin(self, target, *fields, method="GET", body=b""):
        """A visitor who has asked and not yet read."""
        client = self.client()
        client.send(request(method, target, *fields, body=body))
        return client

    def fill(self, count):
        """So many visitors whose requests are with the origin."""
        self.origin.reply(self.hold)
        clients = [self.begin(f"/held/{n}") for n in range(count)]
        self.origin.wait_until(lambda origin: len(origin.exchanges) == count)
        return clients

    def line_up(self, target, place):
        """One more, once he is the `place`th who waits."""
        client = self.begin(target)
        self.until(lambda: self.count("waiting") == place)
        return client

    def check_refused(self, response):
        self.assertEqual(response.status, 503)
        self.assertEqual(response.get("Proxy-Status"),
                         "consent-proxy; error=connection_limit_reached")
        self.assertRegex(response.get("Retry-After"), r"^[1-9]\d*$")


class Three(LimitCase):
    upstream = {"max_connections": 3}

    def test_never_more_of_them(self):
        def reply(exchange):
            body = exchange.read_body()
            last = exchange.target.endswith("3")
            fields = ["Connection: close"] if last else []
            exchange.send(answer(200, *fields, body=exchange.target.encode() + body))
            if last:
                exchange.close()
        self.origin.reply(reply)
        wrong = []

        def visitor(number):
            with Client(self.proxy.address) as client:
                for n in range(8):
                    target, body = f"/{number}/{n}", b"x" * (n % 2)
                    response = client.ask("POST" if body else "GET", target, body=body)
                    if response.body != target.encode() + body:
                        wrong.append((target, response.status, response.body))
        threads = [threading.Thread(target=visitor, args=(n,)) for n in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(wrong, [])
        self.assertEqual(len(self.origin.exchanges), 240)
        self.assertLessEqual(self.origin.most_open, 3)
        self.assertEqual(self.count("waiting"), 0)

    def test_visitors_who_leave_do_not_use_it_up(self):
        def reply(exchange):
            if exchange.target == "/slow":
                exchange.stream.read_to_end()
                exchange.close()
            else:
                exchange.send(answer(200))
        self.origin.reply(reply)
        for _ in range(2):
            slow = [self.begin("/slow") for _ in range(3)]
            self.until(lambda: self.count("active") == 3)
            for client in slow:
                client.reset()
            self.assertEqual([self.visit().status for _ in range(4)], [200] * 4)
        self.assertLessEqual(self.origin.most_open, 3)

    def test_tunnels_count(self):
        self.origin.reply(lambda exchange: echo(exchange) if exchange.head.get("Upgrade")
                          else self.hold(exchange))
        tunnels = [self.begin("/socket", *UPGRADE) for _ in range(3)]
        for tunnel in tunnels:
            tunnel.read_until(b"\r\n\r\n")
        waiting = self.line_up("/page", 1)
        self.go.set()
        tunnels[0].close()
        self.assertEqual(waiting.read_response().body, b"/page")
        self.assertLessEqual(self.origin.most_open, 3)

    def test_connections_of_one_visitor_alone_count(self):
        def reply(exchange):
            exchange.read_body()
            exchange.send(answer(401, "WWW-Authenticate: NTLM"))
        self.origin.reply(reply)
        pinned = [self.client() for _ in range(3)]
        for client in pinned:
            self.assertEqual(client.ask().status, 401)
        waiting = self.line_up("/page", 1)
        pinned[1].close()
        self.assertEqual(waiting.read_response().status, 401)
        self.assertLessEqual(self.origin.most_open, 3)


class One(LimitCase):
    upstream = {"max_connections": 1, "queue": {"length": 3, "timeout": "10s"}}

    def test_a_resting_connection_of_another_worker_is_no_hindrance(self):
        # Two connections of visitors are on two workers.
        clients = [self.client(), self.client()]
        for n in range(6):
            self.assertEqual(clients[n % 2].ask().status, 200)
        self.assertLessEqual(self.origin.most_open, 1)

    def test_a_post_that_must_not_be_repeated_needs_no_second_one(self):
        self.assertEqual(self.visit().status, 200)
        self.until(lambda: self.count("idle") == 1)
        self.assertEqual(self.visit("POST", "/", body=b"once").status, 200)
        self.assertLessEqual(self.origin.most_open, 1)

    def test_first_come_first_served(self):
        held = self.fill(1)
        waiting = [self.line_up(f"/{n}", n + 1) for n in range(3)]
        self.check_refused(self.visit())
        self.go.set()
        for client, target in zip(held + waiting, (b"/held/0", b"/0", b"/1", b"/2")):
            self.assertEqual(client.read_response().body, target)
        self.assertEqual([exchange.target for exchange in self.origin.exchanges],
                         ["/held/0", "/0", "/1", "/2"])
        self.assertEqual(self.origin.most_open, 1)
        error = {"site": "govuk", "error": "connection_limit_reached"}
        self.assertGreaterEqual(self.proxy.metric("consent_proxy_upstream_errors_total", **error), 1)
        self.proxy.output.wait_for_match(" flags=UO ")
        self.assertEqual(self.proxy.metric("consent_proxy_upstream_up"), 1)

    def test_a_body_waits_too(self):
        held = self.fill(1)
        waiting = self.begin("/", method="POST", body=b"x" * 1_000_000)
        self.until(lambda: self.count("waiting") == 1)
        self.go.set()
        self.assertEqual(held[0].read_response().status, 200)
        self.assertEqual(len(waiting.read_response().body), 1_000_001)

    def test_a_body_that_trickles_in_holds_no_connection(self):
        slow = self.begin("/slow", "Content-Length: 8", method="POST", body=b"")
        slow.send(b"half")
        for _ in range(3):
            self.assertEqual(self.visit().status, 200)
        self.assertEqual(self.count("active"), 0)
        self.origin.reply(self.hold)
        self.go.set()
        slow.send(b"full")
        self.assertEqual(slow.read_response().body, b"/slowhalffull")

    def test_expect_is_the_origins_to_answer(self):
        def reply(exchange):
            exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            exchange.send(answer(200, body=exchange.read_body()))
        self.origin.reply(reply)
        client = self.begin("/", "Content-Length: 4", "Expect: 100-continue", method="POST")
        self.assertTrue(client.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 100 "))
        client.send(b"body")
        self.assertEqual(client.read_response().body, b"body")

    def test_who_leaves_makes_room(self):
        held = self.fill(1)
        waiting = [self.line_up(f"/{n}", n + 1) for n in range(3)]
        waiting[0].close()
        waiting[1].reset()
        self.until(lambda: self.count("waiting") == 1)
        more = [self.line_up(f"/more/{n}", n + 2) for n in range(2)]
        self.go.set()
        for client in [*held, waiting[2], *more]:
            self.assertEqual(client.read_response().status, 200)
        self.assertNotIn("/0", [exchange.target for exchange in self.origin.exchanges])


class Reload(LimitCase):
    upstream = {"max_connections": 1}

    def test_a_reload_makes_room(self):
        held = self.fill(1)
        waiting = self.line_up("/waiting", 1)
        self.proxy.reload(self.settings(max_connections=2))
        self.origin.wait_until(lambda origin: len(origin.exchanges) == 2)
        self.go.set()
        self.assertEqual(waiting.read_response().body, b"/waiting")
        self.assertEqual(held[0].read_response().body, b"/held/0")
        # The other way round what is too much goes, though it could rest for a minute.
        self.proxy.reload(self.settings(max_connections=1))
        self.until(lambda: self.count("idle") <= 1)
        self.assertEqual(self.visit().status, 200)


class Impatient(LimitCase):
    upstream = {"max_connections": 1, "queue": {"timeout": "300ms"}}
    workers = 1

    def test_waiting_has_an_end(self):
        held = self.fill(1)
        with self.client() as client:
            self.check_refused(client.ask())
            self.check_refused(client.ask())
        self.go.set()
        self.assertEqual(held[0].read_response().status, 200)
        self.assertEqual(self.visit().status, 200)


class NoQueue(LimitCase):
    upstream = {"max_connections": 1, "queue": {"length": 0}}

    def test_refused_at_once(self):
        held = self.fill(1)
        self.check_refused(self.visit())
        self.go.set()
        self.assertEqual(held[0].read_response().status, 200)


class Keepalive(LimitCase):
    upstream = {"keepalive": 3}

    def test_one_worker_may_keep_them_all(self):
        # Every other visitor is another worker's: those of one come one after the other.
        mine, others = [], []
        for n in range(6):
            (others if n % 2 else mine).append(self.client())
        self.origin.reply(self.hold)
        for n, client in enumerate(mine):
            client.send(request("GET", f"/{n}"))
        self.origin.wait_until(lambda origin: len(origin.exchanges) == 3)
        self.go.set()
        for client in mine:
            self.assertEqual(client.read_response().status, 200)
        self.until(lambda: self.count("idle") == 3)
        for client in others:
            self.assertEqual(client.ask().status, 200)
            self.assertLessEqual(self.count("idle"), 3)


if __name__ == "__main__":
    unittest.main()
