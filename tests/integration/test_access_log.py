"""One line an exchange, and no secret in any output."""

import json
import unittest

from harness.client import DOCUMENT, HOST, Client
from harness.consent import ALL_BUT_USAGE, consent_field
from harness.origin import Origin
from harness.proxy import Proxy
from harness.response import answer
from harness.settings import settings, site

SECRET = "Zx9SecretMarker"

SECRETS = [
    f"Cookie: SESSION={SECRET}1; unknown={SECRET}2; {SECRET}3",
    f"Authorization: Bearer {SECRET}4",
    f"Proxy-Authorization: Basic {SECRET}5",
    f"Referer: http://www.site.example/?token={SECRET}6",
    f"X-Api-Key: {SECRET}7",
]


class AccessLog(unittest.TestCase):
    def serve(self, *arguments, log=None, env=None):
        self.origin = Origin()
        self.addCleanup(self.origin.stop)
        keys = {"log": log} if log else {}
        return Proxy(settings(site(self.origin), **keys), *arguments, env=env)

    def entries(self, proxy):
        """The JSON access lines of a proxy that is stopped first."""
        proxy.stop()
        return [json.loads(line) for line in proxy.output.lines]

    def test_json(self):
        proxy = self.serve("--log-format", "json")
        self.origin.reply(answer(201, "Content-Type: application/json", "Set-Cookie: _ga_1=x",
                                 "Set-Cookie: session8842017=x", body=b"four"))
        proxy.visit("POST", f"/path?query={SECRET}", consent_field(ALL_BUT_USAGE), body=b"12345")
        entry, = self.entries(proxy)
        expected = {"site": "govuk", "client": "127.0.0.1", "method": "POST", "host": HOST,
                    "path": "/path", "status": 201}
        self.assertEqual({key: entry[key] for key in expected}, expected)
        self.assertRegex(entry["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
        self.assertGreaterEqual(entry["bytes_out"], 4)
        self.assertGreaterEqual(entry["bytes_in"], 5)
        self.assertGreaterEqual(entry["duration_ms"], entry["upstream_ms"])
        self.assertEqual(entry["stripped"],
                         [{"name": "_ga_*", "reason": "refused", "from": "set-cookie"},
                          {"name": "session*", "reason": "unregistered", "from": "set-cookie"}])

    def test_text(self):
        proxy = self.serve("--log-format", "text")
        proxy.visit("GET", f"/path?query={SECRET}", *DOCUMENT)
        proxy.stop()
        line, = proxy.output.lines
        for word in ("govuk", "127.0.0.1", "GET", HOST, "/path", "200"):
            self.assertIn(word, line.split(" "))

    def test_common_log_format(self):
        proxy = self.serve("--workers", "1", log={"access_format": "common", "format": "json"})
        self.origin.reply(answer(200, "Content-Type: text/plain", body=b"twelve bytes"))
        proxy.visit("GET", f"/path;jsessionid={SECRET}?query={SECRET}", *DOCUMENT)
        proxy.visit("HEAD", '/"quo ted"'.replace(" ", "%20"))
        with Client(proxy.address) as client:
            client.send("GET /bad HTTP/1.1\r\nHost: a b\r\n\r\n")
            client.read_response()
        proxy.stop()
        first, second, third = proxy.output.lines
        when = r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\]"
        self.assertRegex(first, rf'^127\.0\.0\.1 - - {when} "GET /path HTTP/1\.1" 200 12$')
        self.assertRegex(second, rf'^\S+ - - {when} "HEAD /\\x22quo%20ted\\x22 HTTP/1\.1" 200 -$')
        self.assertRegex(third, rf'^\S+ - - {when} "(-|GET /bad HTTP/1\.1)" 400 \d+$')
        self.assertTrue(all(line.startswith("{") for line in proxy.log.lines))

    def test_flags_say_why_an_exchange_ended(self):
        proxy = Proxy(self.settings_with_short_patience(), "--workers", "1")
        self.addCleanup(self.origin.stop)
        self.lose_exchanges(proxy)
        proxy.stop()
        entries = {entry["path"]: entry["flags"] for entry in map(json.loads, proxy.output.lines)}
        self.assertEqual(entries, {"/fine": "", "/closed": "UC", "/silent": "UT", "/half": "UC",
                                   "/stalled": "UT", "/left": "DC", "/slow-body": "DT",
                                   "/quiet-tunnel": "SI"})

    def settings_with_short_patience(self):
        self.origin = Origin()
        return settings(site(self.origin), log={"format": "json"},
                        timeouts={"response": "2s", "body": "2s", "tunnel": "2s"})

    def lose_exchanges(self, proxy):
        proxy.visit("GET", "/fine")
        self.origin.reply(lambda exchange: exchange.close())
        proxy.visit("POST", "/closed")
        self.origin.reply(lambda exchange: exchange.stream.read_to_end())
        proxy.visit("POST", "/silent")
        half = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
        for target, end in (("/half", lambda exchange: exchange.close()),
                            ("/stalled", lambda exchange: exchange.stream.read_to_end())):
            def reply(exchange, end=end):
                exchange.send(half)
                end(exchange)
            self.origin.reply(reply)
            with Client(proxy.address) as client:
                client.send(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\n\r\n")
                client.read_to_end()
        self.origin.reply(b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\n"
                          b"Upgrade: echo\r\n\r\n")
        with Client(proxy.address) as client:
            client.send(f"GET /quiet-tunnel HTTP/1.1\r\nHost: {HOST}\r\n"
                        "Connection: upgrade\r\nUpgrade: echo\r\n\r\n")
            client.read_to_end()
        self.origin.reply(answer(200))
        with Client(proxy.address) as client:
            client.send(f"POST /slow-body HTTP/1.1\r\nHost: {HOST}\r\n"
                        "Content-Length: 9\r\n\r\nx")
            client.read_response()
        self.origin.reply(lambda exchange: exchange.stream.read_to_end())
        with Client(proxy.address) as client:
            client.send(f"GET /left HTTP/1.1\r\nHost: {HOST}\r\n\r\n")
            self.origin.wait_until(
                lambda origin: origin.exchanges[-1].target == "/left")
            client.reset()

    def test_one_line_an_exchange(self):
        proxy = self.serve("--log-format", "json", "--workers", "1")
        with Client(proxy.address) as client:
            for n in range(7):
                client.ask("GET", f"/{n}")
        proxy.visit("GET", "/.well-known/consent-proxy/ping")
        self.origin.reply(lambda exchange: exchange.close())
        proxy.visit("POST", "/closed")
        with Client(proxy.address) as client:
            client.send(f"GET /bad HTTP/1.1\r\nHost: {HOST}\r\nBad : x\r\n\r\n")
            client.read_response()
        entries = self.entries(proxy)
        self.assertEqual([entry["path"] for entry in entries[:7]], [f"/{n}" for n in range(7)])
        self.assertEqual([entry["status"] for entry in entries], [200] * 7 + [502, 400])
        self.assertEqual({entry["client"] for entry in entries}, {"127.0.0.1"})
        # Null where no origin was asked: one that gave no answer was.
        self.assertEqual([entry["upstream_ms"] is None for entry in entries], [False] * 8 + [True])

    def test_nothing_can_break_a_line(self):
        proxy = self.serve("--log-format", "json")
        hostile = ('/"quoted\\', "/%0a%0d{}", "/a'b", "/\xff\xfe", "/a%1b[31m")
        for target in hostile:
            proxy.visit("GET", target)
        self.assertEqual(len(self.entries(proxy)), len(hostile))

    def test_no_secret_in_any_output(self):
        for level in ("trace", "info"):
            for form in ("text", "json"):
                with self.subTest(level=level, format=form):
                    proxy = self.serve("--log-level", level, "--log-format", form)
                    self.send_secrets(proxy)
                    metrics = proxy.ask_admin("/metrics").body + proxy.ask_admin("/readyz").body
                    self.assertNotIn(SECRET.encode(), metrics)
                    proxy.stop()
                    self.assertNotIn(SECRET, proxy.output.text)
                    self.assertNotIn(SECRET, proxy.log.text)
                    self.assertGreaterEqual(len(proxy.output.lines), 4)

    def send_secrets(self, proxy):
        target = f"/page?token={SECRET}"
        self.origin.reply(answer(200, "Content-Type: text/html", f"Set-Cookie: _ga={SECRET}",
                                 f"Set-Cookie: unknown={SECRET}", f"Set-Cookie: {SECRET}",
                                 f"Set-Cookie: ={SECRET}={SECRET}",
                                 f"Set-Cookie: x=\x01{SECRET}",
                                 f"Location: /next?token={SECRET}",
                                 f"X-Secret: {SECRET}"))
        proxy.visit("GET", target, *DOCUMENT, *SECRETS)
        proxy.visit("GET", target, consent_field(f'{{"usage":{SECRET}'))
        self.origin.reply(f"HTTP/1.1 2x0 {SECRET}\r\nX: {SECRET}\r\n\r\n".encode())
        proxy.visit("GET", target, *SECRETS)
        self.origin.reply(lambda exchange: exchange.close())
        proxy.visit("POST", target, *SECRETS)
        for raw in (f"GET {target} HTTP/1.1\r\nHost: a b\r\n\r\n",
                    f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nCookie : {SECRET}\r\n\r\n",
                    f"GET {target} HTTP/9.9\r\n\r\n"):
            with Client(proxy.address) as client:
                client.send(raw)
                self.assertGreaterEqual(client.read_response().status, 400)

    def test_no_access_log(self):
        for arguments, log, env in ((["--no-access-log"], None, None),
                                    ([], {"access": False}, None),
                                    ([], None, {"CONSENT_PROXY_NO_ACCESS_LOG": "1"})):
            with self.subTest(arguments=arguments, log=log, env=env):
                proxy = self.serve(*arguments, log=log, env=env)
                self.assertEqual(proxy.visit().status, 200)
                proxy.stop()
                self.assertEqual(proxy.output.lines, [])

    def test_the_clients_address(self):
        for detail, expected in (("full", "127.0.0.1"), ("prefix", "127.0.0.0/24")):
            with self.subTest(detail=detail):
                proxy = self.serve("--log-format", "json", log={"client": detail})
                proxy.visit()
                self.assertEqual(self.entries(proxy)[0]["client"], expected)
        proxy = self.serve("--log-format", "json", log={"client": "none"})
        proxy.visit()
        self.assertFalse(self.entries(proxy)[0].get("client"))
        self.assertNotIn("127.0.0", proxy.output.text)


if __name__ == "__main__":
    unittest.main()
