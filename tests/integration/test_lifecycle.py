"""Starting, draining, stopping, reloading."""

import os
import signal
import tempfile
import threading
import time
import unittest

from harness import certificates, registries
from harness.case import HTML
from harness.client import DOCUMENT, Client, request
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy, run
from harness.response import answer
from harness.settings import settings, site
from harness.stream import DEADLINE
from harness.tls import TlsClient


class LifecycleCase(unittest.TestCase):
    def setUp(self):
        self.origin = Origin()
        self.addCleanup(self.origin.stop)

    def start(self, *arguments, **keys):
        return Proxy(settings(site(self.origin), **keys), *arguments)

    def hold(self):
        """Makes the origin wait with its answer until the event that is returned."""
        release = threading.Event()

        def reply(exchange):
            exchange.read_body()
            release.wait(3 * DEADLINE)
            exchange.send(answer(200, HTML, body=b"worth waiting for"))
        self.origin.reply(reply)
        self.addCleanup(release.set)
        return release


class Stopping(LifecycleCase):
    def test_each_signal_stops(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number):
                proxy = self.start()
                self.assertEqual(proxy.visit().status, 200)
                proxy.send_signal(number)
                self.assertEqual(proxy.wait(), 0)
                proxy.stop()

    def test_idle_connections_do_not_hold_it_up(self):
        proxy = self.start(timeouts={"drain": "1h"})
        clients = [Client(proxy.address) for _ in range(5)]
        for client in clients[1:]:
            self.assertEqual(client.ask().status, 200)
        proxy.stop()
        for client in clients:
            self.assertTrue(client.at_end())
            client.close()

    def test_a_request_on_its_way_is_answered(self):
        proxy = self.start(timeouts={"drain": "1h"})
        with Client(proxy.address) as idle, Client(proxy.address) as silent:
            self.assertEqual(idle.ask().status, 200)
            self.assertEqual(silent.ask().status, 200)
            proxy.send_signal(signal.SIGTERM)
            proxy.log.wait_for_match("(?i)drain")
            response = idle.ask()
            self.assertEqual((response.status, response.get("Connection")), (200, "close"))
            self.assertTrue(idle.at_end())
            self.assertTrue(silent.at_end())
            self.assertFalse(silent.was_reset)
        self.assertEqual(proxy.wait(), 0)
        proxy.stop()

    def test_it_goes_on_serving_for_the_delay(self):
        proxy = self.start(timeouts={"drain": "1h", "drain_delay": "1500ms"})
        with Client(proxy.address) as early:
            proxy.send_signal(signal.SIGTERM)
            proxy.log.wait_for_match("(?i)drain")
            self.assertEqual(proxy.ask_admin("/readyz").status, 503)
            for client in (early, Client(proxy.address)):
                response = client.ask()
                self.assertEqual((response.status, response.get("Connection")), (200, "close"))
                self.assertTrue(client.at_end())
                client.close()
        self.assertEqual(proxy.wait(), 0)
        proxy.stop()

    def test_what_does_not_finish_in_time_is_cut_and_has_its_line(self):
        proxy = self.start(timeouts={"drain": "500ms"})
        self.hold()

        def stream(exchange):
            exchange.send(answer(200, "Content-Length: 10", framing="none"))
            exchange.send(b"half")
            exchange.stream.read_to_end()
        with Client(proxy.address) as waiting, Client(proxy.address) as reading:
            waiting.send(request("GET", "/waiting"))
            self.origin.wait_until(lambda origin: len(origin.exchanges) == 1)
            self.origin.reply(stream)
            reading.send(request("GET", "/reading"))
            reading.read_until(b"half")
            proxy.stop()
            self.assertEqual(waiting.read_response().status, 504)
            self.assertEqual(reading.read_to_end(), b"")
        for line in (r"/waiting .*flags=UT\b", r"/reading .*flags=UT\b"):
            proxy.output.wait_for_match(line)

    def test_an_exchange_that_runs_is_finished(self):
        proxy = self.start(timeouts={"drain": "1h"})
        release = self.hold()
        with Client(proxy.address) as client:
            client.send(request())
            self.origin.wait_until(lambda origin: origin.exchanges)
            proxy.send_signal(signal.SIGTERM)
            proxy.log.wait_for_match("(?i)drain")
            self.assertEqual(proxy.ask_admin("/readyz").status, 503)
            self.assertEqual(proxy.ask_admin("/healthz").status, 200)
            release.set()
            response = client.read_response()
            self.assertEqual((response.status, response.body), (200, b"worth waiting for"))
            self.assertEqual(response.get("Connection"), "close")
            self.assertTrue(client.at_end())
        self.assertEqual(proxy.wait(), 0)
        proxy.stop()

    def test_a_second_signal_stops_at_once(self):
        proxy = self.start(timeouts={"drain": "1h"})
        self.hold()
        with Client(proxy.address) as client:
            client.send(request())
            self.origin.wait_until(lambda origin: origin.exchanges)
            proxy.send_signal(signal.SIGTERM)
            proxy.log.wait_for_match("(?i)drain")
            proxy.send_signal(signal.SIGTERM)
            self.assertNotIn(proxy.wait(), (-signal.SIGSEGV, -signal.SIGABRT))
            self.assertNotRegex(proxy.log.text, "AddressSanitizer|runtime error:")

    def test_the_port_is_free_again(self):
        proxy = self.start()
        address = proxy.address
        self.assertEqual(proxy.visit().status, 200)
        proxy.stop()
        again = Proxy({**settings(site(self.origin)),
                       "listeners": [{"address": f"127.0.0.1:{address[1]}"}]})
        self.assertEqual(again.visit().status, 200)
        again.stop()


class Waiting(LifecycleCase):
    """Visitors who wait in the queue when the signal comes: the process is stopped until they
    are all there."""

    def drain_with(self, make, *listeners, count=12, **keys):
        made = settings(site(self.origin), **{"timeouts": {"drain": "1h"}, **keys})
        made["listeners"] = list(listeners) or made["listeners"]
        proxy = Proxy(made)
        inside = [Client(proxy.address) for _ in range(2)]
        for client in inside:
            self.assertEqual(client.ask().status, 200)
        proxy.send_signal(signal.SIGSTOP)
        threads = [threading.Thread(target=make, args=(proxy,)) for _ in range(count)]
        for thread in threads:
            thread.start()
        time.sleep(0.3)   # they are in the queue as soon as their connections stand
        proxy.send_signal(signal.SIGTERM)
        proxy.send_signal(signal.SIGCONT)
        for thread in threads:
            thread.join(30)
        for client in inside:
            self.assertTrue(client.at_end())
            client.close()
        self.assertEqual(proxy.wait(), 0)
        proxy.stop()

    def check(self, make_client, *listeners, count=12, **keys):
        seen = []

        def visitor(proxy):
            try:
                with make_client(proxy) as client:
                    # Whoever is first may get the answer before the signal is heard.
                    seen.append((client.ask().status, client.at_end(), client.was_reset))
            except Exception as fault:   # pylint: disable=broad-except
                seen.append(repr(fault))
        self.drain_with(visitor, *listeners, count=count, **keys)
        self.assertEqual(seen, [(200, True, False)] * count)

    def test_they_are_served(self):
        self.check(lambda proxy: Client(proxy.address))

    def test_by_tls(self):
        self.check(lambda proxy: TlsClient(proxy.listeners[1]), {"address": "127.0.0.1:0"},
                   {"address": "127.0.0.1:0", "tls": certificates.localhost().files})

    def test_by_a_unix_socket(self):
        with tempfile.TemporaryDirectory(prefix="consent-proxy-drain-") as folder:
            path = f"{folder}/socket"
            self.check(lambda _: Client(path), {"address": "127.0.0.1:0"},
                       {"address": f"unix:{path}"})

    def test_beyond_the_limit_of_connections(self):
        self.check(lambda proxy: Client(proxy.address), count=6, limits={"connections": 2})


class UnderLoad(LifecycleCase):
    def test_a_stop_loses_no_request(self):
        proxy = self.start(timeouts={"drain": "1h"})
        wrong, asked = [], []

        def visitor(keeps):
            while True:
                try:
                    client = Client(proxy.address)
                except ConnectionRefusedError:
                    return
                with client:
                    going_on = True
                    while going_on:
                        response = client.ask()
                        asked.append(response.status)
                        going_on = keeps and response.get("Connection") != "close"

        def careful(keeps):
            try:
                visitor(keeps)
            except Exception as fault:   # pylint: disable=broad-except
                wrong.append(repr(fault))
        threads = [threading.Thread(target=careful, args=(n % 2 == 0,)) for n in range(8)]
        for thread in threads:
            thread.start()
        self.origin.wait_until(lambda origin: len(origin.exchanges) > 200)
        proxy.send_signal(signal.SIGTERM)
        self.assertEqual(proxy.wait(), 0)
        for thread in threads:
            thread.join(30)
        self.assertEqual(wrong, [])
        self.assertEqual(set(asked), {200})
        proxy.stop()


class Tunnels(LifecycleCase):
    def open_tunnel(self, proxy):
        def reply(exchange):
            exchange.send(answer(101, "Upgrade: x", "Connection: Upgrade", framing="none"))
            while data := exchange.stream.read_some():
                exchange.send(data)
            exchange.close()
        self.origin.reply(reply)
        client = Client(proxy.address)
        self.addCleanup(client.close)
        client.send(request("GET", "/", "Connection: Upgrade", "Upgrade: x"))
        self.assertTrue(client.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 101 "))
        return client

    def test_one_goes_on_until_it_ends(self):
        proxy = self.start(timeouts={"drain": "1h"})
        client = self.open_tunnel(proxy)
        proxy.send_signal(signal.SIGTERM)
        proxy.log.wait_for_match("(?i)drain")
        for text in (b"one", b"two"):
            client.send(text)
            self.assertEqual(client.read_exactly(3), text)
        client.half_close()
        self.assertTrue(client.at_end())
        self.assertEqual(proxy.wait(), 0)
        proxy.stop()

    def test_but_no_longer_than_the_time_to_drain(self):
        proxy = self.start(timeouts={"drain": "500ms"})
        client = self.open_tunnel(proxy)
        proxy.stop()
        self.assertTrue(client.at_end())


class Descriptors(LifecycleCase):
    def test_more_visitors_than_there_are_descriptors(self):
        proxy = Proxy(settings(site(self.origin)), descriptors=160)
        told = proxy.log.wait_for_match(
            r"limits\.connections is 20000, but into the limit of 160 open files fit (\d+)")
        fit = int(told[0].group(1))
        release = self.hold()
        clients = [Client(proxy.address) for _ in range(fit + 20)]
        for client in clients:
            self.addCleanup(client.close)
            client.send(request())
        self.origin.wait_until(lambda origin: len(origin.exchanges) >= fit)
        before = self.processor_time(proxy)
        time.sleep(1)
        self.assertLess(self.processor_time(proxy) - before, 0.5, "it spins")
        self.assertLess(proxy.metric("consent_proxy_downstream_connections"), fit + 5)
        release.set()
        for client in clients:   # nobody leaves: who has been served makes room
            self.assertEqual(client.read_response().status, 200)
        proxy.stop()

    @staticmethod
    def processor_time(proxy):
        with open(f"/proc/{proxy.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Ports(LifecycleCase):
    def check_taken(self, proxy, keys):
        configuration = {**settings(site(self.origin)), **keys}
        proxy.write("second.json", configuration)
        done = run("run", "--config", proxy.folder / "second.json")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("Address already in use", done.stderr)

    def test_a_port_of_another_consent_proxy(self):
        proxy = self.start()
        taken = f"127.0.0.1:{proxy.address[1]}"
        self.check_taken(proxy, {"listeners": [{"address": taken}]})
        self.check_taken(proxy, {"listeners": [{"address": "127.0.0.1:0"}, {"address": taken}]})
        self.check_taken(proxy, {"admin": {"address": f"127.0.0.1:{proxy.admin[1]}"}})
        self.assertEqual(proxy.visit().status, 200)
        proxy.stop()

    def test_a_port_of_anything_else(self):
        proxy = self.start()
        port = self.origin.address[1]
        self.check_taken(proxy, {"listeners": [{"address": f"127.0.0.1:{port}"}]})
        proxy.stop()

    def test_several_listeners(self):
        keys = {**settings(site(self.origin)), "listeners": [{"address": "127.0.0.1:0"}] * 3}
        proxy = Proxy(keys)
        self.assertEqual(len(set(proxy.listeners)), 3)
        for address in proxy.listeners:
            with Client(address) as client:
                self.assertEqual(client.ask().status, 200)
        proxy.stop()


class Reloading(LifecycleCase):
    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, HTML, "Set-Cookie: newcomer=1"))
        self.proxy = self.start(watch=False)

    def names(self, client=None):
        ask = client.ask if client else self.proxy.visit
        return ask("GET", "/", *DOCUMENT, "Cookie: cookies_policy={}").cookie_names

    def reload(self, result):
        before = self.proxy.metric("consent_proxy_reloads_total", result=result)
        self.proxy.send_signal(signal.SIGHUP)
        until(lambda: self.proxy.metric("consent_proxy_reloads_total", result=result) == before + 1,
              f"no reload was counted as {result}")

    def write_newcomer(self):
        registry = registries.govuk()
        registry["categories"][0]["cookies"].append(registries.cookie("newcomer"))
        self.proxy.write("govuk.json", registry)

    def test_a_good_one_is_taken(self):
        with Client(self.proxy.address) as client:
            self.assertEqual(self.names(client), [])
            self.write_newcomer()
            self.reload("success")
            until(lambda: self.names() == ["newcomer"])
            self.assertEqual(self.names(client), ["newcomer"], "an open connection goes on")
        self.proxy.stop()

    def test_a_bad_one_is_named_and_the_old_one_goes_on(self):
        self.proxy.write("govuk.json", '{"registry": 1, "site": "x", "consent": {"cooky": "y"}}')
        self.reload("failure")
        self.proxy.log.wait_for_match(r"govuk\.json:1:\d+: error: ")
        self.assertIn("cookies_policy",
                      self.proxy.visit("GET", "/", *DOCUMENT).cookie_names)
        self.write_newcomer()
        self.reload("success")
        self.proxy.stop()

    def test_a_running_exchange_is_not_cut(self):
        release = self.hold()
        with Client(self.proxy.address) as client:
            client.send(request())
            self.origin.wait_until(lambda origin: origin.exchanges)
            self.write_newcomer()
            self.reload("success")
            release.set()
            self.assertEqual(client.read_response().body, b"worth waiting for")
        self.proxy.stop()

    def test_many_of_them_under_load(self):
        wrong = []
        done = threading.Event()

        def visitor():
            with Client(self.proxy.address) as client:
                while not done.is_set():
                    if client.ask().status != 200:
                        wrong.append(1)
        threads = [threading.Thread(target=visitor) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(10):
                self.reload("success")
        finally:
            done.set()
        for thread in threads:
            thread.join(20)
        self.assertEqual(wrong, [])
        self.proxy.stop()


if __name__ == "__main__":
    unittest.main()
