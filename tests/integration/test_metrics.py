"""What /metrics has besides the counts of traffic, and that promtool likes all of it."""

import shutil
import subprocess
import time
import unittest

from harness import certificates
from harness.case import HTML
from harness.client import DOCUMENT
from harness.consent import SET_COOKIE_LINES
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy
from harness.registries import govuk
from harness.response import answer
from harness.settings import settings, site


class Metrics(unittest.TestCase):
    """A proxy with TLS that has served, refused and lost something."""

    @classmethod
    def setUpClass(cls):
        cls.origin = Origin(answer(200, HTML, *SET_COOKIE_LINES))
        made = settings(site(cls.origin))
        made["listeners"].append({"address": "127.0.0.1:0",
                                  "tls": certificates.localhost().files})
        registry = {**govuk(), "revision": 7, "receipts": {"file": "receipts.jsonl"},
                    "pages": {"language": "en"}}
        registry["consent"].pop("settings_url")
        cls.started = time.time()
        cls.proxy = Proxy(made, registries={"govuk.json": registry})
        for number in range(300):
            cls.proxy.visit("GET", f"/{number}?q={number}", *DOCUMENT,
                            f"Cookie: a{number}b=1; name-{number:x}z=2", host=f"h{number}.example")
        cls.origin.reply(lambda exchange: exchange.close())
        cls.proxy.visit("POST", "/")
        cls.proxy.visit(host=None)

    @classmethod
    def tearDownClass(cls):
        cls.proxy.stop()
        cls.origin.stop()

    def metric(self, name, **labels):
        return self.proxy.metric(name, **labels)

    def text(self):
        return self.proxy.ask_admin("/metrics").body.decode()

    def test_what_is_served(self):
        self.assertEqual(self.metric("consent_proxy_build_info"), 1)
        self.assertEqual(self.metric("consent_proxy_registry_revision", site="govuk"), 7)
        self.assertEqual(self.metric("consent_proxy_site_mode", site="govuk", mode="enforce"), 1)
        self.assertEqual(self.metric("consent_proxy_site_mode", site="govuk", mode="report"), 0)
        self.assertEqual(self.metric("consent_proxy_workers"), 2)
        read = self.metric("consent_proxy_config_last_reload_success_timestamp_seconds")
        self.assertGreaterEqual(read, self.started - 1)
        self.assertLessEqual(read, time.time() + 1)

    def test_when_certificates_expire(self):
        expiry = self.metric("consent_proxy_certificate_expiry_timestamp_seconds",
                             role="listener", file=str(certificates.localhost().certificate))
        self.assertGreater(expiry, time.time() + 3600)
        self.assertLess(expiry, time.time() + 3 * 86400)

    def test_series_are_there_before_the_first_event(self):
        for series in ('consent_proxy_reloads_total{result="success"} 0',
                       'consent_proxy_reloads_total{result="failure"} 0',
                       'consent_proxy_receipts_total{result="written"} 0',
                       'consent_proxy_receipts_total{result="dropped"} 0',
                       "consent_proxy_receipt_write_failures_total 0",
                       'consent_proxy_response_flags_total{site="govuk",flag="UT"} 0',
                       'consent_proxy_requests_total{site="govuk",code="3xx"} 0'):
            self.assertIn(series + "\n", self.text())

    def test_flags_are_counted(self):
        for site_name, flag in (("govuk", "UC"), ("", "DPE")):
            until(lambda name=site_name, flag=flag: self.metric(
                "consent_proxy_response_flags_total", site=name, flag=flag) == 1)

    def test_pages_of_the_proxys_own_have_a_status(self):
        before = self.metric("consent_proxy_requests_total", site="govuk", code="2xx")
        self.assertEqual(self.proxy.visit("GET", "/cookies", *DOCUMENT).status, 200)
        until(lambda: self.metric("consent_proxy_requests_total", site="govuk", code="2xx")
              == before + 1, "the page was not counted")
        self.assertEqual(self.metric("consent_proxy_requests_total", site="govuk", code="1xx"), 0)
        self.proxy.output.wait_for_match(r" /cookies 200 ")

    def test_the_process(self):
        self.assertGreater(self.metric("process_resident_memory_bytes"), 1e6)
        self.assertGreater(self.metric("process_cpu_seconds_total"), 0)
        self.assertGreater(self.metric("process_max_fds"), self.metric("process_open_fds"))
        self.assertLess(abs(self.metric("process_start_time_seconds") - self.started), 60)

    def test_visitors_cannot_make_series(self):
        before = self.text().count("\n")
        self.origin.reply(answer(200, HTML, *(f"Set-Cookie: w{n}x=1" for n in range(100))))
        for number in range(20):
            self.proxy.visit("GET", f"/x{number}", f"Cookie: other{number}y=1",
                             f"X-Forwarded-Host: f{number}.example", host=f"i{number}.example")
        self.assertLessEqual(self.text().count("\n"), before + 3)
        self.assertNotIn(".example", self.text())

    @unittest.skipUnless(shutil.which("promtool"), "there is no promtool")
    def test_promtool_finds_nothing(self):
        checked = subprocess.run(["promtool", "check", "metrics"], input=self.text(), text=True,
                                 capture_output=True, timeout=60, check=False)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
