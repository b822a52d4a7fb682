"""A configuration that is read again: by a signal, or because a file has changed."""

import json
import os
import pathlib
import random
import signal
import socket
import tempfile
import threading
import time
import unittest

from harness import certificates, registries
from harness.case import HTML
from harness.client import DOCUMENT, Client, request, visit
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy
from harness.response import answer
from harness.settings import settings, site
from harness.stream import DEADLINE
from harness.tls import TlsClient


def with_newcomer():
    registry = registries.govuk()
    registry["categories"][0]["cookies"].append(registries.cookie("newcomer"))
    return json.dumps(registry)


def free_address():
    """An address that nobody listens on, nor will: other tests use 127.0.0.1."""
    host = "127.{}.{}.{}".format(*(random.randrange(1, 255) for _ in range(3)))
    with socket.create_server((host, 0)) as sock:
        return sock.getsockname()


class ReloadCase(unittest.TestCase):
    def setUp(self):
        self.origin = Origin(answer(200, HTML, "Set-Cookie: newcomer=1"))
        self.addCleanup(self.origin.stop)
        folder = tempfile.TemporaryDirectory(prefix="consent-proxy-reload-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.proxy = None

    def start(self, *arguments, **keys):
        self.proxy = Proxy(settings(site(self.origin), **keys), *arguments)
        self.addCleanup(self.end)

    def end(self):
        if self.proxy.process.poll() is None:
            self.proxy.stop()

    def passes(self):
        """Is `newcomer` registered?"""
        ask = self.proxy.visit("GET", "/", *DOCUMENT, "Cookie: cookies_policy={}")
        return ask.cookie_names == ["newcomer"]

    def count(self, result):
        return self.proxy.metric("consent_proxy_reloads_total", result=result)

    def replace(self, name, text):
        """As most tools write a file: whole, under another name, renamed over."""
        self.proxy.write(name + ".tmp", text)
        os.replace(self.proxy.folder / (name + ".tmp"), self.proxy.folder / name)


class Watch(ReloadCase):
    def test_a_file_that_is_renamed_over(self):
        self.start()
        self.assertFalse(self.passes())
        self.replace("govuk.json", with_newcomer())
        until(self.passes)
        self.proxy.log.wait_for_match(r"reloaded: .*govuk\.json changed")
        self.assertEqual(self.count("failure"), 0)

    def test_a_file_that_is_written_over_bit_by_bit(self):
        self.start()
        text = with_newcomer()
        with open(self.proxy.folder / "govuk.json", "w", encoding="utf-8") as file:
            for at in range(0, len(text), 1 + len(text) // 5):
                file.write(text[at:at + 1 + len(text) // 5])
                file.flush()
                time.sleep(0.3)   # longer than the watch waits: it must not read a part
        until(self.passes)
        self.assertEqual(self.count("failure"), 0)

    def test_several_files_of_one_change(self):
        self.start()
        self.replace("govuk.json", with_newcomer())
        self.replace("proxy.json", json.dumps(settings(site(self.origin, name="renamed"))))
        until(lambda: self.passes() and
              self.proxy.metric("consent_proxy_requests_total", site="renamed") > 0)

    def test_a_bad_one_is_told_with_its_place_and_a_good_one_taken(self):
        self.start()
        self.replace("govuk.json", '{"registry": 1,\n "site": "x", "consent": {"cooky": "y"}}')
        until(lambda: self.count("failure") == 1)
        self.proxy.log.wait_for_match(r"govuk\.json:2:\d+: error: ")
        self.proxy.log.wait_for_match(r"reload refused.*govuk\.json changed")
        self.assertEqual(self.proxy.visit().status, 200)
        self.replace("govuk.json", with_newcomer())
        until(self.passes)
        until(lambda: self.count("success") == 1)
        self.assertEqual(self.count("failure"), 1)

    def test_where_the_log_is_json_its_faults_are_too(self):
        self.start(log={"format": "json"})
        self.replace("govuk.json", '{"registry": 1,\n "site": "x", "consent": {"cooky": "y"}}')
        until(lambda: self.count("failure") == 1)
        self.proxy.log.wait_for_match(r"reload refused")
        lines = [json.loads(line) for line in self.proxy.log.text.splitlines()]
        faults = [line for line in lines if "govuk.json:2:" in line["message"]]
        self.assertEqual({line["level"] for line in faults}, {"error"})

    def test_a_file_that_was_missing_is_seen_when_it_comes(self):
        self.start()
        self.replace("proxy.json", json.dumps(settings(site(self.origin, registry="new/a.json"))))
        until(lambda: self.count("failure") == 1)
        (self.proxy.folder / "new").mkdir()
        self.replace("new/a.json", with_newcomer())
        until(self.passes)

    def test_while_the_configuration_is_broken_the_other_files_are_watched_too(self):
        self.start()
        good = (self.proxy.folder / "proxy.json").read_text()
        self.replace("proxy.json", "{")
        until(lambda: self.count("failure") == 1)
        self.replace("govuk.json", with_newcomer())
        until(lambda: self.count("failure") == 2)
        self.replace("proxy.json", good)
        until(self.passes)

    def test_a_config_map_that_is_swapped(self):
        def swap(version, registry):
            data = self.folder / f"..{version}"
            data.mkdir()
            (data / "proxy.json").write_text(json.dumps(settings(site(self.origin))))
            (data / "govuk.json").write_text(registry)
            (self.folder / "..data_tmp").symlink_to(data.name)
            os.replace(self.folder / "..data_tmp", self.folder / "..data")
        swap("1", json.dumps(registries.govuk()))
        for name in ("proxy.json", "govuk.json"):
            (self.folder / name).symlink_to(f"..data/{name}")
        self.proxy = Proxy(None, "--config", self.folder / "proxy.json")
        self.addCleanup(self.end)
        self.assertFalse(self.passes())
        swap("2", with_newcomer())
        until(self.passes)
        swap("3", json.dumps(registries.govuk()))
        until(lambda: not self.passes())
        swap("4", with_newcomer())
        until(self.passes)

    def test_the_registry_of_the_direct_form(self):
        self.start_direct()
        self.replace("govuk.json", with_newcomer())
        until(self.passes)

    def start_direct(self, *arguments):
        self.proxy = Proxy(None, "--upstream", self.origin.url, "--registry", "govuk.json",
                           "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", *arguments)
        self.addCleanup(self.end)

    def check_unwatched(self):
        self.replace("govuk.json", with_newcomer())
        time.sleep(0.6)   # three times what a watch would take
        self.assertFalse(self.passes())
        self.proxy.send_signal(signal.SIGHUP)
        until(self.passes)
        self.proxy.log.wait_for_match("reloaded: SIGHUP")
        self.assertNotIn(" changed", self.proxy.log.text)

    def test_not_where_the_file_says_so(self):
        self.start(watch=False)
        self.check_unwatched()

    def test_not_where_the_command_line_says_so(self):
        self.start_direct("--no-watch")
        self.check_unwatched()

    def test_it_can_be_turned_on_by_a_reload(self):
        self.start(watch=False)
        self.proxy.reload(settings(site(self.origin)))
        self.proxy.log.wait_for_match("reloaded: SIGHUP")
        self.replace("govuk.json", with_newcomer())
        until(self.passes)

    def test_a_signal_after_a_change_is_one_reload(self):
        self.start()
        self.replace("govuk.json", with_newcomer())
        self.proxy.send_signal(signal.SIGHUP)
        until(self.passes)
        self.proxy.send_signal(signal.SIGHUP)
        self.proxy.log.wait_for_match("reloaded: SIGHUP")


class Certificates(ReloadCase):
    def start_tls(self):
        self.pki = certificates.authority()
        keys = settings(site(self.origin))
        keys["listeners"][0]["tls"] = {"certificate": "site.crt", "key": "site.key"}
        first = self.pki.sign("first", "localhost")
        self.proxy = Proxy(keys, registries={
            "govuk.json": registries.GOVUK, "site.crt": first.certificate.read_text(),
            "site.key": first.key.read_text()})
        self.addCleanup(self.end)

    def shown(self):
        with TlsClient(self.proxy.address) as client:
            self.assertEqual(client.ask().status, 200)
            return client.tls.getpeercert()["subject"][0][0][1]

    def test_one_that_is_renewed_on_disc(self):
        self.start_tls()
        self.assertEqual(self.shown(), "first")
        with TlsClient(self.proxy.address) as client:
            second = self.pki.sign("second", "localhost")
            self.replace("site.crt", second.certificate.read_text())
            self.replace("site.key", second.key.read_text())
            until(lambda: self.shown() == "second")
            self.assertEqual(client.ask().status, 200, "an open connection goes on")

    def test_one_whose_key_comes_late(self):
        self.start_tls()
        second = self.pki.sign("second", "localhost")
        self.replace("site.crt", second.certificate.read_text())
        until(lambda: self.count("failure") == 1)
        self.assertEqual(self.shown(), "first")
        self.replace("site.key", second.key.read_text())
        until(lambda: self.shown() == "second")


class Listeners(ReloadCase):
    """`self.kept` is on a port of its own, so that it is known before the start."""

    def setUp(self):
        super().setUp()
        self.kept, self.other = free_address(), free_address()

    def keys(self, *listeners, **keys):
        made = settings(site(self.origin), watch=False, **keys)
        made["listeners"] = [one if isinstance(one, dict) else self.listener(one)
                             for one in listeners]
        return made

    @staticmethod
    def listener(address, **keys):
        if isinstance(address, tuple):
            address = f"{address[0]}:{address[1]}"
        return {"address": str(address), **keys}

    def start_on(self, *listeners, **keys):
        self.proxy = Proxy(self.keys(*listeners, **keys))
        self.addCleanup(self.end)

    def reload(self, *listeners, result="success", **keys):
        before = self.count(result)
        self.proxy.reload(self.keys(*listeners, **keys))
        until(lambda: self.count(result) == before + 1)

    def refused(self, address):
        try:
            with socket.create_connection(address, timeout=5):
                return False
        except ConnectionRefusedError:
            return True

    def test_one_comes_and_one_stays(self):
        self.start_on(self.kept)
        with Client(self.kept) as client:
            self.assertEqual(client.ask().status, 200)
            self.reload(self.other, self.kept)
            self.assertEqual(visit(self.other).status, 200)
            self.assertEqual(visit(self.kept).status, 200)
            self.assertEqual(client.ask().status, 200)
        self.proxy.log.wait_for_match(f"info listening on {self.other[0]}:{self.other[1]}")

    def test_one_goes_and_its_connections_stay(self):
        self.start_on(self.kept, self.other)
        with Client(self.other) as client:
            self.assertEqual(client.ask().status, 200)
            self.reload(self.kept)
            self.assertTrue(self.refused(self.other))
            response = client.ask()
            self.assertEqual((response.status, response.get("Connection")), (200, "close"))
            self.assertTrue(client.at_end())
        self.assertEqual(visit(self.kept).status, 200)
        self.proxy.log.wait_for_match(f"no longer listening on {self.other[0]}:{self.other[1]}")

    def test_one_goes_and_comes_back_again_and_again(self):
        self.start_on(self.kept, self.other)
        for _ in range(5):
            self.reload(self.kept)
            self.assertTrue(self.refused(self.other))
            self.reload(self.kept, self.other)
            self.assertEqual(visit(self.other).status, 200)

    def test_what_is_said_of_one_that_stays(self):
        self.start_on(self.kept)
        self.reload(self.listener(self.kept, trusted_proxies=["127.0.0.1"]))
        visit(self.kept, "GET", "/", "X-Forwarded-Proto: https")
        self.assertEqual(self.origin.last.head.get("X-Forwarded-Proto"), "https")

    def test_tls_comes_and_goes(self):
        tls = certificates.localhost().files
        self.start_on(self.kept)
        self.reload(self.kept, self.listener(self.other, tls=tls))
        with TlsClient(self.other) as client:
            self.assertEqual(client.ask().status, 200)
            self.reload(self.kept)
            self.assertEqual(client.ask().status, 200)
        self.assertTrue(self.refused(self.other))

    def test_a_unix_socket_comes_changes_and_goes(self):
        path = self.folder / "socket"
        name = f"unix:{path}"
        self.start_on(self.kept)
        self.reload(self.kept, self.listener(name, mode="0600"))
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(visit(path).status, 200)
        self.reload(self.kept, self.listener(name, mode="0660"))
        self.assertEqual(path.stat().st_mode & 0o777, 0o660)
        with Client(path) as client:
            self.assertEqual(client.ask().status, 200)
            self.reload(self.kept)
            self.assertFalse(path.exists())
            self.assertEqual(client.ask().status, 200)

    def test_a_port_in_use_refuses_all_of_it(self):
        self.start_on(self.kept)
        with socket.create_server(self.other):
            self.proxy.write("govuk.json", with_newcomer())
            third = free_address()
            self.reload(self.kept, third, self.other, result="failure")
            self.proxy.log.wait_for_match(f"{self.other[0]}:{self.other[1]}: Address already in use")
            self.assertTrue(self.refused(third))
            self.assertFalse(visit(self.kept, "GET", "/", *DOCUMENT,
                                   "Cookie: cookies_policy={}").cookie_names)
        self.reload(self.kept, third, self.other)
        for address in (self.kept, third, self.other):
            self.assertEqual(visit(address).status, 200)

    def test_what_needs_a_restart_is_told(self):
        self.start_on(self.kept)
        self.reload(self.kept, workers=3)
        self.proxy.log.wait_for_match("workers, log.format and log.access_format change only with a restart")

    def test_a_new_limit_of_connections_holds(self):
        release = threading.Event()
        self.addCleanup(release.set)

        def reply(exchange):
            exchange.read_body()
            if exchange.target == "/busy":
                release.wait(3 * DEADLINE)
            exchange.send(answer(200))
        self.origin.reply(reply)
        self.start_on(self.kept, limits={"connections": 1})
        with Client(self.kept) as first:
            first.send(request("GET", "/busy"))
            self.origin.wait_until(lambda origin: origin.exchanges)
            with Client(self.kept) as second:
                second.socket.settimeout(0.4)
                with self.assertRaises(TimeoutError):
                    second.ask()
                self.reload(self.kept, limits={"connections": 10})
                second.socket.settimeout(DEADLINE)
                self.assertEqual(second.read_response().status, 200)


class UnderLoad(ReloadCase):
    def test_twenty_reloads_lose_no_request(self):
        kept, other = free_address(), free_address()
        made = settings(site(self.origin), watch=False)
        made["listeners"] = [Listeners.listener(kept)]
        self.proxy = Proxy(made)
        self.addCleanup(self.end)
        wrong, asked, done = [], [], threading.Event()

        def visitor(keeps):
            client = Client(kept)
            while not done.is_set():
                try:
                    if client.ask().status != 200:
                        wrong.append("status")
                except Exception as fault:   # pylint: disable=broad-except
                    wrong.append(repr(fault))
                    break
                asked.append(1)
                if not keeps:
                    client.close()
                    client = Client(kept)
            client.close()
        threads = [threading.Thread(target=visitor, args=(n % 2 == 0,)) for n in range(6)]
        for thread in threads:
            thread.start()
        try:
            for turn in range(20):
                listeners = [kept, other] if turn % 2 else [kept]
                made["listeners"] = [Listeners.listener(address) for address in listeners]
                made["sites"][0]["name"] = f"site{turn}"
                self.proxy.reload(made)
                until(lambda turn=turn: self.count("success") == turn + 1)
        finally:
            done.set()
        for thread in threads:
            thread.join(20)
        self.assertEqual(wrong, [])
        self.assertGreater(len(asked), 50)


if __name__ == "__main__":
    unittest.main()
