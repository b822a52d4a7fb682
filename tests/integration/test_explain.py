"""`explain` says of the same bytes what happens to them on the wire."""

import itertools
import json
import tempfile
import unittest
from pathlib import Path

from harness.client import DOCUMENT
from harness.origin import Origin
from harness.proxy import Proxy, run
from harness.registries import govuk
from harness.response import answer
from harness.settings import settings, site

SITES = {
    "shipped": govuk(),
    "open": govuk(enforcement={"unregistered": "pass", "requests": "pass"}),
    "closed": govuk(enforcement={"requests": "strip", "gpc": "ignore"}),
    "revised": {**govuk(), "revision": 3},
    "undecided": govuk(consent={"decided": "asked"}),
}

CHOICES = [
    "",
    'cookies_policy={"essential":true,"settings":true,"usage":false,"campaigns":true}',
    "cookies_policy=%7B%22usage%22%3Atrue%7D; cookies_policy_revision=3",
    "cookies_policy=junk",
    'cookies_policy={"usage":true}; cookies_policy={"usage":false,"settings":true}',
]

COOKIES = ["SESSION=a", "lb_x=1", "_ga=1", "_ga_X=2", "campaign_y=3", "global_banner_seen=1",
           "stranger=1", "plain", "=_ga=1", "cookies_preferences_set=true", "asked=true"]

SET_COOKIES = ["SESSION=a; Path=/; HttpOnly", "_ga=1; Max-Age=63072000", "_ga_X=1; Path=/",
               "lux_uid=; Max-Age=0", "stranger=1; Max-Age=5",
               "stray=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "plain", "=x=y",
               "cookies_policy={}; Path=/", "campaign_y=1; Max-Age=0; Max-Age=9",
               "global_banner_seen=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT"]


class Explain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.origin = Origin(answer(200, "Content-Type: text/html",
                                   *(f"Set-Cookie: {value}" for value in SET_COOKIES)))
        files = {f"{name}.json": registry for name, registry in SITES.items()}
        cls.proxy = Proxy(settings(*(site(cls.origin, name, [f"{name}.example"], f"{name}.json")
                                     for name in SITES)),
                          "--log-format", "json", "--workers", "1", registries=files)

    @classmethod
    def tearDownClass(cls):
        cls.origin.stop()

    def test_every_decision(self):
        rows = list(itertools.product(SITES, CHOICES))
        for name, choice in rows:
            self.proxy.visit("GET", "/", *DOCUMENT, f"Cookie: {self.field(choice)}",
                             host=f"{name}.example")
        self.proxy.stop()
        self.assertEqual(len(self.proxy.output.lines), len(rows))
        for (name, choice), line in zip(rows, self.proxy.output.lines):
            with self.subTest(site=name, choice=choice):
                self.compare(json.loads(line), self.explained(name, self.field(choice)))

    def field(self, choice):
        return "; ".join([*COOKIES, choice] if choice else COOKIES)

    def explained(self, name, field):
        """The cookies as `explain` judges them."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "registry.json"
            file.write_text(json.dumps(SITES[name]))
            sets = [part for value in SET_COOKIES for part in ("--set-cookie", value)]
            done = run("explain", "--registry", str(file), "--cookie", field, *sets, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["cookies"]

    def compare(self, entry, cookies):
        """The log has the very same, in the same order; it names no nameless cookie that passed,
        and no deletion of what nobody lists."""
        def shown(cookie):
            return cookie["entry"] or cookie["name"]
        stripped = [{"name": shown(cookie), "reason": cookie["reason"], "from": cookie["from"]}
                    for cookie in cookies if cookie["decision"] == "strip"]
        self.assertEqual([{key: item[key] for key in ("name", "reason", "from")}
                          for item in entry["stripped"]], stripped)
        for field in ("cookie", "set-cookie"):
            passed = [shown(cookie) for cookie in cookies
                      if cookie["decision"] == "pass" and cookie["from"] == field
                      and cookie["name"]
                      and not (cookie["reason"] == "deletion" and not cookie["entry"])]
            self.assertEqual(entry["passed"][field], passed)


if __name__ == "__main__":
    unittest.main()
