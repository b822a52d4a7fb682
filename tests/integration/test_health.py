"""An origin that is asked now and then whether it is well."""

import json
import unittest

from harness.case import WireCase
from harness.origin import Origin
from harness.patience import deaf_port
from harness.proxy import Proxy
from harness.response import answer
from harness.settings import settings, site
from harness.tls import TlsOrigin, origin_context
from harness import certificates

OFTEN = {"path": "/up?deep=1", "interval": "100ms", "timeout": "2s", "healthy": 2, "unhealthy": 2}
RARELY = {"path": "/up", "interval": "1h"}


def checked(origin, health, **more):
    return site({"url": origin.url, "health": health, **more},
                hosts=["*.site.example", "www.site.example"])


def told_of_both(lines):
    """What was told of the origin, once that is that it is up again."""
    told = [line for line in lines if "the origin is" in line]
    return told if len(told) > 2 and told[-1].endswith("is up") else None


class HealthCase(WireCase):
    health = OFTEN

    @classmethod
    def settings(cls):
        return settings(checked(cls.origin, cls.health), workers=4)

    def setUp(self):
        super().setUp()
        self.await_state("up")

    def state(self):
        response = self.proxy.ask_admin("/readyz")
        self.assertEqual(response.status, 200, "an origin that is down is no reason")
        return json.loads(response.body)["sites"][0]

    def await_state(self, upstream, reason=None):
        self.until(lambda: (state := self.state())["upstream"] == upstream
                   and state.get("reason") == reason)

    def reply_to_checks(self, status):
        """Checks get this status, all others 200."""
        def reply(exchange):
            is_check = exchange.target.startswith("/up")
            exchange.read_body()
            exchange.send(answer(status if is_check else 200))
        self.origin.reply(reply)


class Health(HealthCase):
    def test_what_is_asked(self):
        self.origin.wait_until(lambda origin: origin.exchanges)
        head = self.origin.last.head
        self.assertEqual(head.start, "GET /up?deep=1 HTTP/1.1")
        self.assertEqual(head.get("Host"), "www.site.example")
        self.assertEqual(head.get("User-Agent"), "consent-proxy health check")
        self.assertEqual(self.proxy.metric("consent_proxy_upstream_up", site="govuk"), 1)
        self.assertNotIn("/up", self.proxy.output.text)

    def test_down_and_up_again(self):
        self.reply_to_checks(500)
        self.await_state("down", "status 500")
        self.assertEqual(self.proxy.metric("consent_proxy_upstream_up", site="govuk"), 0)
        self.origin.forget()
        with self.client() as client:
            for _ in range(3):
                response = client.ask("GET", "/page")
                self.assertEqual(response.status, 503)
                self.assertEqual(response.get("Proxy-Status"),
                                 "consent-proxy; error=destination_unavailable")
                self.assertEqual(response.get("Retry-After"), "1")
                self.assertEqual(response.cookies, [])
        self.assertEqual(self.visit("POST", "/page", body=b"form").status, 503)
        self.assertNotIn("/page", [exchange.target for exchange in self.origin.exchanges])
        self.proxy.output.wait_for_match(" flags=UH")
        self.reply_to_checks(204)
        self.await_state("up")
        self.assertEqual(self.visit("GET", "/page").status, 200)
        down, up = self.proxy.log.wait_for(told_of_both)[-2:]
        self.assertTrue(down.endswith("site govuk: the origin is down: status 500"), down)
        self.assertTrue(up.endswith("site govuk: the origin is up"), up)

    def test_what_else_is_wrong(self):
        for reason, reply in (
                ("connection terminated", lambda exchange: exchange.close()),
                ("http protocol error", lambda exchange: exchange.send(b"what?\r\n\r\n")),
                ("status 404", lambda exchange: exchange.send(answer(404)))):
            with self.subTest(reason):
                self.origin.reply(reply)
                self.await_state("down", reason)

    def test_a_head_that_exchanges_mend_is_no_reason(self):
        def reply(exchange):
            exchange.read_body()
            exchange.send(b"HTTP/1.1 200\nServer : old\nContent-Length: 0\n\n")
        self.origin.forget()
        self.origin.reply(reply)
        self.origin.wait_until(lambda origin: len(origin.exchanges) > 4)
        self.assertEqual(self.state()["upstream"], "up")


class Once(HealthCase):
    health = RARELY

    def test_one_for_the_whole_process_and_it_goes_on_over_a_reload(self):
        self.origin.forget()
        self.proxy.reload(settings(checked(self.origin, {**RARELY, "path": "/up/2"}), workers=4))
        self.origin.wait_until(lambda origin: origin.exchanges)
        self.await_state("up")
        for count in (1, 2):
            self.proxy.reload(settings(checked(self.origin, {**RARELY, "path": "/up/2"}),
                                       log={"level": "info"}, workers=4))
            self.proxy.log.wait_for_match(r"\breloaded", count + 1)
        for _ in range(8):
            self.visit("GET", "/page")
        checks = [exchange.target for exchange in self.origin.exchanges
                  if exchange.target != "/page"]
        self.assertEqual(checks, ["/up/2"])
        # Without checks it is what exchanges tell.
        self.proxy.reload(settings(site(self.origin), workers=4))
        self.await_state("up")


class Ways(unittest.TestCase):
    def start(self, *sites, **keys):
        proxy = Proxy(settings(*sites, **keys))
        self.addCleanup(proxy.stop)
        return proxy

    def await_log(self, proxy, text):
        proxy.log.wait_for(lambda lines: any(text in line for line in lines))

    def test_nobody_there(self):
        deaf = deaf_port()
        self.addCleanup(deaf.close)
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        proxy = self.start(site({"url": url, "health": {"unhealthy": 1}}))
        self.await_log(proxy, "the origin is down: connection refused")
        self.assertEqual(proxy.visit().get("Retry-After"), "10")

    def test_one_that_does_not_answer(self):
        origin = Origin(lambda exchange: exchange.stream.read_to_end())
        self.addCleanup(origin.stop)
        proxy = self.start(checked(origin, {"unhealthy": 1, "timeout": "100ms"}))
        self.await_log(proxy, "the origin is down: http response timeout")

    def test_by_tls(self):
        origin = TlsOrigin(origin_context())
        self.addCleanup(origin.stop)
        authority = str(certificates.authority().certificate)
        proxy = self.start(checked(origin, {"unhealthy": 1, "host": "other.example:81"},
                                   ca=authority))
        self.await_log(proxy, "the origin is up")
        self.assertEqual(origin.exchanges[0].head.get("Host"), "other.example:81")

    def test_of_an_authority_that_is_not_believed(self):
        origin = TlsOrigin(origin_context())
        self.addCleanup(origin.stop)
        proxy = self.start(checked(origin, {"unhealthy": 1}))
        self.await_log(proxy, "the origin is down: tls certificate error")

    def test_it_counts_as_a_connection(self):
        # The only place is taken by an exchange: no check, and none that failed.
        origin = Origin()
        self.addCleanup(origin.stop)
        proxy = self.start(checked(origin, {"unhealthy": 1, "interval": "100ms", "path": "/up"},
                                   max_connections=1), workers=1)
        self.await_log(proxy, "the origin is up")
        for _ in range(20):
            self.assertEqual(proxy.visit().status, 200)
        self.assertEqual(origin.most_open, 1)


if __name__ == "__main__":
    unittest.main()
