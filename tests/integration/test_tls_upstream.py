"""TLS on the origin's side."""

import random
import socket
import ssl
import threading
import unittest

from harness import certificates
from harness.case import HTML, WireCase
from harness.client import request
from harness.origin import Origin
from harness.patience import deaf_port, until
from harness.proxy import Proxy, run
from harness.response import answer
from harness.settings import settings, site
from harness.tls import TlsOrigin, origin_context

TLS_1_2 = {"maximum": ssl.TLSVersion.TLSv1_2}


def upstream(url, **keys):
    return {"url": url, "ca": str(certificates.authority().certificate), **keys}


class Believed(WireCase):
    """An origin whose certificate is good."""

    versions = {}

    @classmethod
    def settings(cls):
        return settings(site(upstream(cls.origin.url)), **cls.keys)

    @classmethod
    def setUpClass(cls):
        cls.origin = TlsOrigin(origin_context(**cls.versions))
        cls.proxy = Proxy(cls.settings())

    def test_a_page(self):
        self.assertEqual(self.visit().body, b"hello")
        self.assertEqual(self.origin.names[-1], "localhost", "the name is asked for")
        self.assertEqual(self.origin.last.head.get("Host"), "www.site.example")

    def test_without_host_it_is_the_origins(self):
        self.visit(host=None, version="HTTP/1.0")
        self.assertEqual(self.origin.last.head.get("Host"), self.origin.url[len("https://"):])

    def test_connections_are_kept(self):
        with self.client() as client:
            for _ in range(6):
                self.assertEqual(client.ask().status, 200)
        self.assertEqual(len({one.connection for one in self.origin.exchanges}), 1)

    def test_sessions_are_resumed(self):
        self.origin.reply(answer(200, HTML, "Connection: close", body=b"once"))
        before = len(self.origin.sessions)
        with self.client() as client:   # one worker, one pool
            for _ in range(5):
                self.assertEqual(client.ask().body, b"once")
        resumed = [tls.tls.session_reused for tls in self.origin.sessions[before:]]
        self.assertGreater(len(resumed), 2, "a kept connection may have served the first")
        self.assertNotIn(False, resumed[1:])

    def test_big_bodies_both_ways(self):
        data = random.Random(6).randbytes(6 * 1024 * 1024)

        def reply(exchange):
            exchange.send(answer(200, HTML, body=exchange.read_body()))
        self.origin.reply(reply)
        self.assertEqual(self.visit("POST", body=data).body, data)

    def test_a_body_that_ends_with_its_connection(self):
        def reply(exchange):
            exchange.send(answer(200, HTML, body=b"z" * 70_000, framing="close"))
            exchange.close()
        self.origin.reply(reply)
        response = self.visit()
        self.assertEqual((len(response.body), response.complete), (70_000, True))

    def test_a_body_that_was_cut_is_not_whole(self):
        def reply(exchange):
            exchange.send(answer(200, HTML, body=b"z" * 70_000, framing="close"))
            exchange.ended = True
            exchange.stream.socket.raw.shutdown(socket.SHUT_RDWR)
        self.origin.reply(reply)
        self.assertFalse(self.visit().complete, "an end without close_notify may be anybody's")

    def test_a_tunnel(self):
        def echo(exchange):
            exchange.send(answer(101, "Upgrade: websocket", "Connection: Upgrade", framing="none"))
            while data := exchange.stream.read_some():
                exchange.send(data)
            exchange.close()
        self.origin.reply(echo)
        client = self.client()
        client.send(request("GET", "/", "Connection: Upgrade", "Upgrade: websocket"))
        client.read_until(b"\r\n\r\n")
        data = random.Random(7).randbytes(3 * 1024 * 1024)
        sender = threading.Thread(target=client.send, args=(data,), daemon=True)
        sender.start()
        self.assertEqual(client.read_exactly(len(data)), data)
        sender.join(10)
        client.half_close()
        self.assertEqual(client.read_to_end(), b"")

    def test_an_origin_that_closes_its_idle_connection(self):
        self.assertEqual(self.visit().status, 200)
        for tls in self.origin.sessions:
            tls.close()
        for _ in range(4):
            self.assertEqual(self.visit().status, 200)


class BelievedBy12(Believed):
    versions = TLS_1_2


class Doubted(unittest.TestCase):
    def origin(self, certificate=None, **versions):
        origin = TlsOrigin(origin_context(certificate, **versions))
        self.addCleanup(origin.stop)
        return origin

    def ask(self, upstream_keys, **keys):
        """One exchange through a proxy of its own; the response and what it has logged."""
        proxy = Proxy(settings(site(upstream_keys), **keys))
        response = proxy.visit()
        error = (response.get("Proxy-Status") or "=").rpartition("=")[2]
        if error:
            until(lambda: proxy.metric("consent_proxy_upstream_errors_total", error=error) == 1,
                  f"{error} was not counted")
        proxy.stop()
        return response, proxy.log.text

    def check_refused(self, upstream_keys, error, told="", status=502, **keys):
        response, log = self.ask(upstream_keys, **keys)
        self.assertEqual(response.status, status, log)
        self.assertEqual(response.get("Proxy-Status"), f"consent-proxy; error={error}")
        self.assertIn(told, log)

    def test_another_name(self):
        certificate = certificates.authority().sign("elsewhere", "elsewhere.example")
        origin = self.origin(certificate)
        self.check_refused(upstream(origin.url), "tls_certificate_error", "ostname mismatch")
        self.assertEqual(origin.exchanges, [])

    def test_another_address(self):
        certificate = certificates.authority().sign("by-name", "localhost")
        origin = self.origin(certificate)
        url = f"https://127.0.0.1:{origin.address[1]}"
        self.check_refused(upstream(url), "tls_certificate_error", "IP address mismatch")

    def test_an_address_that_is_in_the_certificate(self):
        origin = self.origin()
        response, log = self.ask(upstream(f"https://127.0.0.1:{origin.address[1]}"))
        self.assertEqual(response.status, 200, log)
        self.assertEqual(origin.names, [None], "no name is asked for")

    def test_another_authority(self):
        origin = self.origin(certificates.stranger().sign("strange", "localhost"))
        self.check_refused(upstream(origin.url), "tls_certificate_error",
                           f"no TLS with the origin localhost:{origin.address[1]}: ")

    def test_the_systems_authorities(self):
        self.check_refused(self.origin().url, "tls_certificate_error", "local issuer")

    def test_an_expired_one(self):
        certificate = certificates.authority().sign("expired", "localhost", days="-1")
        origin = self.origin(certificate)
        self.check_refused(upstream(origin.url), "tls_certificate_error", "expired")

    def test_one_for_clients_alone(self):
        certificate = certificates.authority().sign("client-only", "localhost", usage="clientAuth")
        origin = self.origin(certificate)
        self.check_refused(upstream(origin.url), "tls_certificate_error", "purpose")

    def test_its_own_certificate_as_authority(self):
        certificate = certificates.localhost()
        origin = self.origin(certificate)
        response, log = self.ask({"url": origin.url, "ca": str(certificate.certificate)})
        self.assertEqual(response.status, 200, log)

    def test_without_verification(self):
        origin = self.origin(certificates.stranger().sign("strange", "localhost"))
        response, log = self.ask({"url": origin.url, "verify": False})
        self.assertEqual(response.status, 200)
        self.assertRegex(log, r"proxy\.json:\d+:\d+: warning: \"verify\" is false")

    def test_server_name(self):
        certificate = certificates.authority().sign("elsewhere", "elsewhere.example")
        origin = self.origin(certificate)
        response, log = self.ask(upstream(origin.url, server_name="Elsewhere.example"))
        self.assertEqual(response.status, 200, log)
        self.assertEqual(origin.names, ["elsewhere.example"])

    def test_a_plain_text_origin(self):
        with socket.create_server(("127.0.0.1", 0)) as plain:
            def answer_anything():
                with plain.accept()[0] as visitor:
                    visitor.recv(4096)
                    visitor.sendall(answer(400, body=b"what?"))
            thread = threading.Thread(target=answer_anything, daemon=True)
            thread.start()
            url = f"https://127.0.0.1:{plain.getsockname()[1]}"
            self.check_refused(upstream(url), "tls_protocol_error", "no TLS with the origin")
            thread.join(10)

    def test_nobody_there(self):
        with deaf_port() as deaf:
            url = f"https://127.0.0.1:{deaf.getsockname()[1]}"
            self.check_refused(upstream(url), "connection_refused")

    def test_one_that_does_not_shake_hands(self):
        silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(silent.close)
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        self.check_refused(upstream(url), "connection_timeout", status=504,
                           timeouts={"connect": "300ms"})

    def demanding(self, **versions):
        context = origin_context(**versions)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(certificates.authority().certificate)
        origin = TlsOrigin(context)
        self.addCleanup(origin.stop)
        return origin

    def test_a_client_certificate(self):
        own = certificates.authority().sign("proxy", "proxy.example", usage="clientAuth")
        keys = {"client_certificate": str(own.certificate), "client_key": str(own.key)}
        for versions in ({}, TLS_1_2):
            with self.subTest(versions):
                origin = self.demanding(**versions)
                response, log = self.ask(upstream(origin.url, **keys))
                self.assertEqual(response.status, 200, log)
                shown = origin.sessions[0].tls.getpeercert()["subject"][0][0][1]
                self.assertEqual(shown, "proxy")

    def test_no_client_certificate(self):
        why = "a client certificate was asked for and none shown"
        self.check_refused(upstream(self.demanding(**TLS_1_2).url), "tls_protocol_error", why)
        # By TLS 1.3 it says so when the request is on its way already.
        self.check_refused(upstream(self.demanding().url), "tls_alert_received", why)

    def test_check_names_a_missing_file(self):
        proxy_settings = settings(site(upstream("https://localhost", ca="none.pem")))
        plain = Origin()
        self.addCleanup(plain.stop)
        proxy = Proxy(settings(site(plain)))
        self.addCleanup(proxy.stop)
        proxy.write("other.json", proxy_settings)
        done = run("check", "--config", proxy.folder / "other.json")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"other\.json:\d+:\d+: error: cannot read ")


if __name__ == "__main__":
    unittest.main()
