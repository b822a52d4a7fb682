"""TLS on the visitor's side."""

import random
import signal
import socket
import ssl
import subprocess
import threading
import unittest

from harness import certificates
from harness.case import HTML, WireCase
from harness.client import DOCUMENT, request
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy
from harness.registries import GOVUK
from harness.response import answer, read_response
from harness.settings import settings, site
from harness.stream import Cut, Stream
from harness.tls import TlsClient, TlsSocket, visitor_context

TLS_1_2 = {"maximum": ssl.TLSVersion.TLSv1_2}
TLS_1_3 = {"minimum": ssl.TLSVersion.TLSv1_3}
BOTH = (TLS_1_2, TLS_1_3)


class TlsCase(WireCase):
    """A proxy with one TLS listener."""

    tls = None

    @classmethod
    def settings(cls):
        made = super().settings()
        made["listeners"][0]["tls"] = cls.tls or certificates.localhost().files
        return made

    def visitor(self, versions=None, **options):
        client = TlsClient(self.proxy.address, visitor_context(**(versions or {})), **options)
        self.addCleanup(client.close)
        return client

    def raw(self):
        """A connection that has said nothing yet."""
        client = self.client()
        client.socket.settimeout(10)
        return client


class Handshake(TlsCase):
    keys = {"timeouts": {"header": "3s"}}

    def test_versions(self):
        for versions, name in zip(BOTH, ("TLSv1.2", "TLSv1.3")):
            with self.subTest(name):
                client = self.visitor(versions)
                self.assertEqual(client.tls.version(), name)
                self.assertEqual(client.ask().body, b"hello")
                self.assertEqual(client.ask().body, b"hello", "it is kept alive")

    def test_older_versions_are_refused(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaisesRegex(ssl.SSLError, "(?i)protocol.version"):
            TlsClient(self.proxy.address, context)

    def test_only_ciphers_with_forward_secrecy_and_authenticated_encryption(self):
        for ciphers in ("AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA256", "AES256-SHA"):
            context = visitor_context(**TLS_1_2)
            context.set_ciphers(ciphers)
            with self.subTest(ciphers), self.assertRaises(ssl.SSLError):
                TlsClient(self.proxy.address, context)

    def test_application_protocols(self):
        for offered, chosen in ((["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "http/1.1"),
                                ([], None)):
            context = visitor_context()
            if offered:
                context.set_alpn_protocols(offered)
            with self.subTest(offered), TlsClient(self.proxy.address, context) as client:
                self.assertEqual(client.tls.selected_alpn_protocol(), chosen)
                self.assertEqual(client.ask().status, 200)
        context = visitor_context()
        context.set_alpn_protocols(["h2"])
        with self.assertRaisesRegex(ssl.SSLError, "(?i)no.application.protocol"):
            TlsClient(self.proxy.address, context)

    def test_a_plain_text_request_is_closed_at_once(self):
        client = self.raw()
        client.send(request())
        self.assertNotIn(b"HTTP/", client.read_to_end())
        self.assertEqual(self.origin.exchanges, [])

    def test_noise_is_closed_at_once(self):
        client = self.raw()
        client.send(random.Random(1).randbytes(512))
        client.read_to_end()
        self.assertEqual(self.visitor().ask().status, 200)

    def test_a_handshake_that_stops_is_ended_and_holds_nobody_up(self):
        hello = TlsSocket(None, visitor_context(), name="localhost").hello()
        stopped = [self.raw() for _ in range(4)]
        for client, bytes_sent in zip(stopped, (0, 3, len(hello) // 2, len(hello))):
            client.send(hello[:bytes_sent])
        self.assertEqual(self.visitor().ask().status, 200)
        for client in stopped:
            client.read_to_end()

    def test_a_handshake_byte_by_byte(self):
        class Dribble:
            def __init__(self, sock):
                self.sock = sock

            def sendall(self, data):
                for byte in data:
                    self.sock.sendall(bytes([byte]))

            def __getattr__(self, name):
                return getattr(self.sock, name)

        raw = socket.create_connection(self.proxy.address, timeout=10)
        self.addCleanup(raw.close)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        tls = TlsSocket(Dribble(raw), visitor_context(), name="localhost").shake_hands()
        stream = Stream(tls)
        stream.send(request())
        self.assertEqual(read_response(stream).body, b"hello")

    def test_renegotiation_is_refused(self):
        host, port = self.proxy.address
        done = subprocess.run(
            ["openssl", "s_client", "-connect", f"{host}:{port}", "-tls1_2"],
            input=b"R\n", capture_output=True, timeout=20, check=False)
        self.assertIn("RENEGOTIATING", done.stdout.decode() + done.stderr.decode())
        self.assertIn("no renegotiation", done.stderr.decode())


class Passage(TlsCase):
    def test_the_origin_and_the_cookies_know_that_it_is_https(self):
        client = self.visitor()
        self.origin.reply(answer(200, HTML, body=b"page"))
        response = client.ask("GET", "/", *DOCUMENT, "X-Forwarded-Proto: http")
        self.assertTrue(response.cookies[0].endswith("; Secure"), response.cookies)
        self.assertEqual(self.origin.last.head.all("X-Forwarded-Proto"), ["https"])

    def test_big_bodies_both_ways(self):
        data = random.Random(3).randbytes(6 * 1024 * 1024)

        def reply(exchange):
            exchange.send(answer(200, HTML, body=exchange.read_body()))
        self.origin.reply(reply)
        for versions in BOTH:
            with self.subTest(versions):
                client = self.visitor(versions)
                self.assertEqual(client.ask("POST", body=data).body, data)

    def test_a_slow_reader_gets_all_of_it(self):
        data = random.Random(4).randbytes(3 * 1024 * 1024)
        self.origin.reply(answer(200, HTML, body=data))
        client = self.visitor()
        client.tls_socket.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.send(request())
        self.origin.wait_until(lambda origin: origin.exchanges)
        self.assertEqual(client.read_response().body, data)

    def test_chunks_and_an_unknown_length(self):
        for framing in ("chunked", "close"):
            def reply(exchange, framing=framing):
                exchange.read_body()
                exchange.send(answer(200, HTML, body=b"x" * 100_000, framing=framing))
                if framing == "close":
                    exchange.close()
            self.origin.reply(reply)
            with self.subTest(framing):
                response = self.visitor().ask()
                self.assertTrue(response.complete)
                self.assertEqual(len(response.body), 100_000)

    def test_requests_that_come_in_one_record(self):
        client = self.visitor()
        client.send(request("GET", "/a") + request("GET", "/b") + request("GET", "/c"))
        self.assertEqual([client.read_response().status for _ in range(3)], [200] * 3)
        self.assertEqual([one.target for one in self.origin.exchanges], ["/a", "/b", "/c"])

    def test_a_request_in_many_records(self):
        client = self.visitor()
        for byte in request("POST", "/", body=b"abc"):
            client.send(bytes([byte]))
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(self.origin.last.read_body(), b"abc")

    def test_a_body_right_behind_its_head(self):
        client = self.visitor()
        client.send(request("POST", "/", body=b"y" * 40_000) + request("GET", "/next"))
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(self.origin.exchanges[0].body, b"y" * 40_000)

    def test_the_end_is_said(self):
        client = self.visitor()
        response = client.ask("GET", "/", version="HTTP/1.0")
        self.assertEqual(response.body, b"hello")
        self.assertEqual(client.tls_socket.recv(10), b"", "close_notify, or SSLEOFError")

    def test_a_response_that_is_cut_has_no_end(self):
        def reply(exchange):
            exchange.send(answer(200, HTML, "Content-Length: 100000", framing="none") + b"part")
            exchange.close()
        self.origin.reply(reply)
        client = self.visitor()
        client.send(request())
        with self.assertRaises((ssl.SSLError, Cut)) as caught:
            client.read_until(b"never there")
        self.assertTrue(client.was_reset or isinstance(caught.exception, ssl.SSLError))

    def test_who_says_his_end_gets_his_answer(self):
        client = self.visitor(TLS_1_3)
        client.send(request())
        client.say_end()
        self.assertEqual(client.read_response().body, b"hello")

    def test_who_leaves_is_noticed(self):
        gone = threading.Event()

        def reply(exchange):
            exchange.stream.read_to_end()
            gone.set()
            exchange.close()
        self.origin.reply(reply)
        client = self.visitor()
        client.send(request())
        self.origin.wait_until(lambda origin: origin.exchanges)
        client.cut()
        self.assertTrue(gone.wait(20))

    def test_a_tunnel(self):
        def echo(exchange):
            exchange.send(answer(101, "Upgrade: websocket", "Connection: Upgrade", framing="none"))
            while data := exchange.stream.read_some():
                exchange.send(data)
            exchange.close()
        self.origin.reply(echo)
        client = self.visitor()
        client.send(request("GET", "/", "Connection: Upgrade", "Upgrade: websocket"))
        client.read_until(b"\r\n\r\n")
        data = random.Random(5).randbytes(4 * 1024 * 1024)
        sender = threading.Thread(target=client.send, args=(data,), daemon=True)
        sender.start()
        self.assertEqual(client.read_exactly(len(data)), data)
        sender.join(10)
        client.say_end()
        self.assertEqual(client.read_to_end(), b"")

    def test_many_at_once(self):
        wrong = []

        def visit():
            for _ in range(5):
                with TlsClient(self.proxy.address) as client:
                    for _ in range(5):
                        if client.ask().body != b"hello":
                            wrong.append(1)
        threads = [threading.Thread(target=visit) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(wrong, [])


class Names(TlsCase):
    @classmethod
    def setUpClass(cls):
        ca = certificates.authority()
        cls.tls = [certificates.localhost().files,
                   ca.sign("one", "one.example", "*.one.example").files,
                   ca.sign("two", "two.example").files,
                   ca.sign("two-rsa", "two.example", kind="rsa").files]
        super().setUpClass()

    def shown(self, name, **options):
        context = visitor_context(**options)
        context.check_hostname = False
        with TlsClient(self.proxy.address, context, name=name) as client:
            self.assertEqual(client.ask().status, 200)
            return client.tls.getpeercert()["subject"][0][0][1]

    def test_each_name_is_shown_its_certificate(self):
        for name, certificate in (("one.example", "one"), ("ONE.example", "one"),
                                  ("a.one.example", "one"), ("two.example", "two"),
                                  ("b.a.one.example", "localhost"), ("other", "localhost"),
                                  (None, "localhost")):
            with self.subTest(name):
                self.assertEqual(self.shown(name), certificate)

    def test_a_client_is_shown_the_kind_that_it_reads(self):
        context = visitor_context(**TLS_1_2)
        context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")
        with TlsClient(self.proxy.address, context, name="two.example") as client:
            self.assertEqual(client.tls.getpeercert()["subject"][0][0][1], "two-rsa")


class Oldest(TlsCase):
    @classmethod
    def setUpClass(cls):
        cls.tls = {**certificates.localhost().files, "min_version": "1.3"}
        super().setUpClass()

    def test_min_version(self):
        self.assertEqual(self.visitor(TLS_1_3).ask().status, 200)
        with self.assertRaisesRegex(ssl.SSLError, "(?i)protocol.version"):
            self.visitor(TLS_1_2)


class Sessions(TlsCase):
    def session_of(self, context):
        with TlsClient(self.proxy.address, context) as client:
            client.ask()
            return client.tls.session

    def check(self, context, session):
        for _ in range(6):   # on any worker
            with TlsClient(self.proxy.address, context, session=session) as client:
                self.assertEqual(client.ask().status, 200)
                self.assertTrue(client.tls.session_reused)

    def test_they_are_resumed_by_every_worker(self):
        for versions in BOTH:
            with self.subTest(versions):
                context = visitor_context(**versions)
                self.check(context, self.session_of(context))

    def test_without_tickets_too(self):
        context = visitor_context(**TLS_1_2)
        context.options |= ssl.OP_NO_TICKET
        self.check(context, self.session_of(context))

    def test_after_a_reload(self):
        context = visitor_context(**TLS_1_3)
        session = self.session_of(context)
        self.proxy.send_signal(signal.SIGHUP)
        self.proxy.log.wait_for_match("reloaded")
        self.check(context, session)


class Reload(unittest.TestCase):
    def setUp(self):
        self.origin = Origin()
        self.addCleanup(self.origin.stop)
        keys = settings(site(self.origin), watch=False)
        keys["listeners"][0]["tls"] = {"certificate": "site.crt", "key": "site.key"}
        self.pki = certificates.authority()
        first = self.pki.sign("first", "localhost")
        self.proxy = Proxy(keys, registries={
            "govuk.json": GOVUK, "site.crt": first.certificate.read_text(), "site.key": first.key.read_text()})

    def put(self, certificate, key=None):
        self.proxy.write("site.crt", certificate.certificate.read_text())
        self.proxy.write("site.key", (key or certificate).key.read_text())

    def shown(self):
        with TlsClient(self.proxy.address) as client:
            client.ask()
            return client.tls.getpeercert()["subject"][0][0][1]

    def reload(self, result):
        before = self.proxy.metric("consent_proxy_reloads_total", result=result)
        self.proxy.send_signal(signal.SIGHUP)
        until(lambda: self.proxy.metric("consent_proxy_reloads_total", result=result) == before + 1,
              f"no reload was counted as {result}")

    def test_a_new_certificate_is_shown_and_open_connections_go_on(self):
        self.assertEqual(self.shown(), "first")
        with TlsClient(self.proxy.address) as client:
            self.assertEqual(client.ask().status, 200)
            self.put(self.pki.sign("second", "localhost"))
            self.reload("success")
            until(lambda: self.shown() == "second")
            self.assertEqual([self.shown() for _ in range(6)], ["second"] * 6)
            self.assertEqual(client.ask().status, 200, "an open connection goes on")
        self.proxy.stop()

    def test_a_bad_one_is_refused_whole(self):
        self.put(self.pki.sign("second", "localhost"), key=self.pki.sign("first", "localhost"))
        self.reload("failure")
        self.proxy.log.wait_for_match(r"proxy\.json:\d+:\d+: error: the key in ")
        self.assertEqual(self.shown(), "first")
        (self.proxy.folder / "site.crt").unlink()
        self.reload("failure")
        self.assertEqual(self.shown(), "first")
        self.proxy.stop()


if __name__ == "__main__":
    unittest.main()
