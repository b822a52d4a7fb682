"""The status page and the two switches of the admin listener; the listener for metrics alone."""

import json
import re
import signal
import unittest

from harness.case import HTML, WireCase
from harness.client import DOCUMENT, visit
from harness.consent import DEFAULT_SET_COOKIE, SET_COOKIE_LINES
from harness.origin import Origin
from harness.proxy import Proxy
from harness.registries import COUNCIL, govuk
from harness.response import answer
from harness.settings import settings, site

METRICS = re.compile(r"metrics on ([^\s\"]+):(\d+)\b")


class SwitchCase(WireCase):
    """A site with cookies of every category."""

    def setUp(self):
        super().setUp()
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))

    def switch(self, mode, *fields, name="govuk"):
        return visit(self.proxy.admin, "POST", f"/sites/{name}/mode?mode={mode}", *fields,
                     host="127.0.0.1")

    def mode(self, name="govuk"):
        return self.proxy.ask_admin(f"/sites/{name}/mode").body.decode().strip()

    def modes_met(self):
        """What a dozen visitors meet, on a connection each, so that every worker is asked."""
        return {"enforce" if DEFAULT_SET_COOKIE in self.open().all("Set-Cookie") else "report"
                for _ in range(12)}


class Modes(SwitchCase):
    """A site is switched to report mode and back, at once and without a reload."""

    def tearDown(self):
        self.switch("registry")

    def test_the_way_out_and_back(self):
        self.assertEqual(self.mode(), "enforce")
        self.assertEqual(self.modes_met(), {"enforce"})
        response = self.switch("report")
        self.assertEqual((response.status, response.body), (200, b"report\n"))
        self.assertEqual(self.modes_met(), {"report"})
        self.assertEqual(len(self.open().all("Set-Cookie")), len(SET_COOKIE_LINES))
        self.assertEqual(self.mode(), "report")
        self.assertEqual(self.switch("enforce").body, b"enforce\n")
        self.assertEqual(self.modes_met(), {"enforce"})

    def test_it_is_counted_as_what_it_is(self):
        name, labels = "consent_proxy_set_cookies_total", {"decision": "would-strip"}
        before = self.proxy.metric(name, **labels)
        self.open()
        self.assertEqual(self.proxy.metric(name, **labels), before)
        self.switch("report")
        self.open()
        self.until(lambda: self.proxy.metric(name, **labels) == before + 5)

    def test_everybody_is_told(self):
        self.switch("report")
        self.proxy.log.wait_for_match(r"warning .*switched site govuk to report mode; its registry "
                                      r"says enforce")
        self.assertEqual(json.loads(self.proxy.ask_admin("/readyz").body)["sites"][0]["mode"],
                         "report")
        labels = {"site": "govuk"}
        self.assertEqual(self.proxy.metric("consent_proxy_site_mode", mode="report", **labels), 1)
        self.assertEqual(self.proxy.metric("consent_proxy_site_mode", mode="enforce", **labels), 0)
        self.assertEqual(self.proxy.metric("consent_proxy_site_mode_switched", **labels), 1)
        self.assertIn(b"Switched to report mode by hand", self.proxy.ask_admin("/").body)
        self.switch("registry")
        self.assertEqual(self.proxy.metric("consent_proxy_site_mode", mode="enforce", **labels), 1)
        self.assertEqual(self.proxy.metric("consent_proxy_site_mode_switched", **labels), 0)

    def test_it_holds_over_reloads(self):
        self.switch("report")
        before = self.proxy.metric("consent_proxy_reloads_total", result="success")
        self.proxy.send_signal(signal.SIGHUP)
        self.until(lambda: self.proxy.metric("consent_proxy_reloads_total", result="success")
                   == before + 1)
        self.proxy.log.wait_for_match(r"site govuk stays in report mode")
        self.assertEqual(self.modes_met(), {"report"})
        self.assertEqual(self.switch("registry").body, b"enforce\n")
        self.assertEqual(self.modes_met(), {"enforce"})

    def test_an_exchange_ends_in_the_mode_that_it_began_in(self):
        def switch_meanwhile(exchange):
            self.switch("report")
            exchange.send(answer(200, HTML, *SET_COOKIE_LINES))
        self.origin.reply(switch_meanwhile)
        self.assertIn(DEFAULT_SET_COOKIE, self.open().all("Set-Cookie"))
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        self.assertNotIn(DEFAULT_SET_COOKIE, self.open().all("Set-Cookie"))

    def test_nobody_elses_page_switches_it(self):
        for fields in (["Origin: http://evil.example"], ["Origin: null"],
                       ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"]):
            self.assertEqual(self.switch("report", *fields).status, 403, fields)
        rebound = visit(self.proxy.admin, "POST", "/sites/govuk/mode?mode=report",
                        host="evil.example")
        self.assertEqual(rebound.status, 421)
        self.assertEqual(self.mode(), "enforce")
        own = f"Origin: http://127.0.0.1:{self.proxy.admin[1]}"
        host = f"127.0.0.1:{self.proxy.admin[1]}"
        self.assertEqual(visit(self.proxy.admin, "POST", "/sites/govuk/mode?mode=report", own,
                               host=host).status, 200)
        self.assertEqual(self.mode(), "report")

    def test_what_is_no_mode_and_no_site(self):
        self.assertEqual(self.switch("off").status, 400)
        self.assertEqual(self.switch("report", name="nobody").status, 404)
        self.assertEqual(self.proxy.ask_admin("/sites/nobody/mode").status, 404)
        self.assertEqual(self.proxy.ask_admin("/sites/govuk/mode", "DELETE").status, 405)


class OneOfTwoSites(SwitchCase):
    """The other site stays as it is; one in report mode by its registry can be enforced."""

    registries = {"govuk.json": govuk(enforcement={"mode": "report"}), "council.json": COUNCIL}

    @classmethod
    def settings(cls):
        return settings(site(cls.origin),
                        site(cls.origin, "a council/1", ("council.example",), "council.json"))

    def test_the_other_site_stays(self):
        self.switch("enforce")
        self.assertEqual(self.modes_met(), {"enforce"})
        self.assertEqual(self.mode("a%20council%2F1"), "enforce")
        self.switch("report", name="a%20council%2F1")
        council = self.proxy.visit("GET", "/", *DOCUMENT, host="council.example")
        self.assertEqual(len(council.all("Set-Cookie")), len(SET_COOKIE_LINES))
        self.assertEqual(self.modes_met(), {"enforce"})
        self.switch("registry")
        self.assertEqual(self.modes_met(), {"report"})


class LogLevel(WireCase):
    def level(self, target="/logging", method="POST", *fields):
        return visit(self.proxy.admin, method, target, *fields, host="localhost")

    def test_it_is_set_and_holds_until_the_file_says_something_new(self):
        self.assertEqual(self.level(method="GET").body, b"info\n")
        self.assertEqual(self.level("/logging?level=error").body, b"error\n")
        self.proxy.log.wait_for_match(r"set the log level to error")
        self.assertEqual(self.level("/logging?level=loud").status, 400)
        self.assertEqual(self.level("/logging").status, 400)
        self.reload({})
        self.assertEqual(self.level(method="GET").body, b"error\n")
        self.reload({"log": {"level": "debug"}})
        self.until(lambda: self.level(method="GET").body == b"debug\n")
        answered = self.level("/logging", "GET", "Accept: application/json")
        self.assertEqual(json.loads(answered.body), {"level": "debug"})

    def reload(self, keys):
        name = "consent_proxy_reloads_total"
        before = self.proxy.metric(name, result="success")
        self.proxy.reload({**self.settings(), **keys})
        self.until(lambda: self.proxy.metric(name, result="success") == before + 1)


class StatusPage(SwitchCase):
    keys = {"admin": {"address": "127.0.0.1:0", "hosts": ["status.example"]}}

    def test_what_it_shows(self):
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES, "Set-Cookie: visitor_48391=x"))
        for _ in range(3):
            self.open("Cookie: scripted_77341=z; _ga=1")
        page = self.proxy.ask_admin("/").body.decode()
        for text in ("GOV.UK, revision 0", "<code>surprise</code>", "<code>visitor_*</code>",
                     "<code>scripted_*</code>", "undecided", "campaigns", "start", "enforce"):
            self.assertIn(text, page)
        for secret in ("48391", "77341", "GA1.1", "node-3"):
            self.assertNotIn(secret, page)
        status = json.loads(self.proxy.ask_admin("/status.json").body)
        shown, = status["sites"]
        names = {entry["name"]: entry["count"] for entry in shown["unregistered"]}
        self.assertGreaterEqual(names["surprise"], 3)
        self.assertEqual((names["visitor_*"], names["scripted_*"]), (3, 3))
        self.assertEqual(shown["upstream"]["state"], "up")
        self.assertEqual(status["reloads"][-1]["text"], "start")

    def test_a_refused_reload_is_shown_with_its_place(self):
        self.proxy.reload({**self.settings(), "nonsense": 1})
        self.until(lambda: self.proxy.metric("consent_proxy_reloads_total", result="failure") > 0)
        reload = json.loads(self.proxy.ask_admin("/status.json").body)["reloads"][0]
        self.assertFalse(reload["success"])
        self.assertIn('unknown key "nonsense"', reload["text"])
        self.assertEqual(self.proxy.metric("consent_proxy_config_last_reload_successful"), 0)
        self.proxy.reload(self.settings())
        self.until(lambda: self.proxy.metric("consent_proxy_config_last_reload_successful") == 1)

    def test_it_is_read_only(self):
        for target in ("/", "/status.json", "/status.css", "/status.js", "/metrics"):
            self.assertEqual(self.proxy.ask_admin(target, "POST").status, 405, target)
            self.assertEqual(self.proxy.ask_admin(target, "HEAD").status, 200, target)

    def test_by_which_names_it_can_be_asked(self):
        for host, status in (("127.0.0.1", 200), ("localhost", 200), ("[::1]:1", 200),
                             ("status.example", 200), ("evil.example", 421), (None, 400)):
            answered = visit(self.proxy.admin, "GET", "/", host=host)
            self.assertEqual(answered.status, status, host)
            probe = visit(self.proxy.admin, "GET", "/metrics", host=host)
            self.assertEqual(probe.status, 200, host)


class MetricsListener(unittest.TestCase):
    def test_it_serves_metrics_and_probes_alone(self):
        origin = Origin()
        self.addCleanup(origin.stop)
        proxy = Proxy(settings(site(origin), metrics={"address": "127.0.0.1:0"}))
        self.addCleanup(proxy.stop)
        match, = proxy.log.wait_for_match(METRICS)
        address = match.group(1), int(match.group(2))
        self.assertNotEqual(address, proxy.admin)
        for target in ("/metrics", "/healthz", "/readyz"):
            self.assertEqual(visit(address, "GET", target, host="pod.example").status, 200, target)
        self.assertIn(b"consent_proxy_build_info", visit(address, "GET", "/metrics").body)
        for target in ("/", "/status.json", "/logging", "/sites/govuk/mode"):
            self.assertEqual(visit(address, "GET", target, host="localhost").status, 404, target)
            self.assertEqual(visit(address, "POST", target, host="localhost").status, 405, target)


if __name__ == "__main__":
    unittest.main()
