"""What the proxy logs, discover finds; what discover suggests leaves nothing to find."""

import copy
import json
import pathlib
import tempfile
import unittest

from harness.case import HTML
from harness.client import DOCUMENT
from harness.consent import choice, consent_field
from harness.origin import Origin
from harness.proxy import Proxy, run
from harness.registries import GOVUK, govuk
from harness.response import answer
from harness.settings import settings, site

SECRET = "Zx9SecretMarker0123456789"

DATABASE = (
    "ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,"
    "Data Controller,User Privacy & GDPR Rights Portals,Wildcard match\r\n"
    "1,Hotjar,Analytics,_hjSession_,(1st party),\"Records, maybe\",30 minutes,,,1\r\n"
    "2,A shop,Marketing,promo,(1st party),Advertises,1 year,,,0\r\n")


def merged(registry, suggestions):
    """The registry with an entry for each suggestion."""
    whole = copy.deepcopy(registry)
    by_id = {category["id"]: category for category in whole["categories"]}
    for suggestion in suggestions:
        entry = {key: suggestion[key] for key in ("name", "group", "purpose", "expires")
                 if suggestion[key]}
        by_id[suggestion["category"]]["cookies"].append(entry)
    return whole


class Discover(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="consent-proxy-discover-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.database = self.write("cookies.csv", DATABASE)

    def write(self, name, content):
        text = content if isinstance(content, str) else json.dumps(content)
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def browse(self, enforcement=None):
        """The access log of a visitor who refused usage, on a site with cookies that nobody
        listed."""
        registry = govuk(enforcement=enforcement)
        origin = Origin()
        self.addCleanup(origin.stop)
        proxy = Proxy(settings(site(origin)), "--log-format", "json", "--workers", "1",
                      registries={"govuk.json": registry})
        origin.reply(answer(200, HTML, f"Set-Cookie: APPSID={SECRET}; HttpOnly; Path=/",
                            f"Set-Cookie: promo={SECRET}; Max-Age=600",
                            f"Set-Cookie: _hjSession_7654321={SECRET}"))
        for number in range(5):
            proxy.visit("GET", f"/page/{number}?q={SECRET}", *DOCUMENT,
                        consent_field(choice(settings=True)),
                        f"Cookie: written={SECRET}; _ga_S5RQ={SECRET}; SESSION={SECRET}")
        proxy.stop()
        return self.write("access.log", "\n".join(proxy.output.lines) + "\n")

    def discover(self, registry, *arguments, **options):
        done = run("discover", "--registry", self.write("registry.json", registry), *arguments,
                   **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        self.assertNotIn(SECRET, done.stdout)
        return done.stdout

    def discover_json(self, registry, *arguments):
        return json.loads(self.discover(registry, "--json", *arguments))

    def test_enforced(self):
        log = self.browse()
        found = self.discover_json(GOVUK, "--log", log, "--database", self.database)
        origins = {item["name"]: item["origin"] for item in found["unlisted"]}
        self.assertEqual(origins, {"APPSID": "header", "promo": "header",
                                   "_hjSession_*": "header", "written": "script"})
        self.assertEqual(found["exchanges"], 5)
        self.assertEqual([item["name"] for item in found["likely_sessions"]], ["APPSID"])
        self.assertEqual({item["name"]: item["category"] for item in found["suggestions"]},
                         {"APPSID": "essential", "promo": "campaigns", "_hjSession_*": "usage",
                          "written": "settings"})
        never = [item["name"] for item in found["never_seen"]]
        self.assertIn("lux_uid", never)
        self.assertNotIn("SESSION", never)
        self.assertNotIn("_ga_*", never)
        failed, = found["failed_deletions"]
        self.assertEqual((failed["site"], failed["name"], failed["visitors"]),
                         ("govuk", "_ga_*", 1))

    def test_nothing_left(self):
        log = self.browse()
        for arguments in ((), ("--database", self.database)):
            with self.subTest(arguments=arguments):
                found = self.discover_json(GOVUK, "--log", log, *arguments)
                whole = merged(GOVUK, found["suggestions"])
                left = self.discover_json(whole, "--log", log)
                self.assertEqual(left["unlisted"], [])
                self.assertEqual(left["fragment"], "categories: []\n")

    def test_report_mode_finds_the_same(self):
        names = []
        for enforcement in (None, {"mode": "report"}):
            found = self.discover_json(GOVUK, "--log", self.browse(enforcement))
            names.append([item["name"] for item in found["unlisted"]])
        self.assertEqual(*names)

    def test_the_fragment_passes_check(self):
        text = self.discover(GOVUK, "--log", self.browse(), "--database", self.database)
        head, fragment = text.split("\ncategories:\n")
        self.assertIn("Seen, but not listed (4)\n", head)
        registry = ("registry: 1\nsite: S\nconsent: {cookie: c, settings_url: /c}\ncategories:\n" +
                    fragment)
        done = run("check", "--registry", self.write("whole.yaml", registry))
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_standard_input_and_environment(self):
        log = self.browse()
        text = log.read_text(encoding="utf-8")
        registry = self.write("registry.json", GOVUK)
        one = run("discover", "--registry", registry, stdin="starting\n" + text)
        other = run("discover", env={"CONSENT_PROXY_REGISTRY": str(registry),
                                     "CONSENT_PROXY_LOG": str(log)})
        self.assertEqual((one.returncode, other.returncode), (0, 0), one.stderr + other.stderr)
        self.assertIn("Left out   1 lines", one.stdout)
        self.assertEqual(one.stdout.replace("Left out   1 lines that are no JSON access lines\n",
                                            ""), other.stdout)

    def test_har(self):
        entry = {"startedDateTime": "2026-03-01T09:00:00.000Z", "_resourceType": "document",
                 "request": {"method": "GET", "url": "https://www.site.example/?a|b", "headers": [
                     {"name": "cookie", "value": f"_ga={SECRET}; _hjSession_123={SECRET}"}]},
                 "response": {"status": 200, "content": {"text": SECRET}, "headers": [
                     {"name": "set-cookie", "value": f"APPSID={SECRET}; HttpOnly\nlang=en"}]}}
        har = self.write("a.har", {"log": {"version": "1.2", "entries": [entry]}})
        found = self.discover_json(GOVUK, "--har", har, "--database", self.database)
        self.assertEqual({item["name"]: item["category"] for item in found["suggestions"]},
                         {"APPSID": "essential", "_hjSession_*": "usage", "lang": "settings"})
        other = self.discover_json(GOVUK, "--har", har, "--host", "*.elsewhere.example")
        self.assertEqual(other["unlisted"], [])

    def test_faults(self):
        registry = self.write("registry.json", GOVUK)
        good = self.browse()
        broken = self.write("broken.json", "{}")
        no_log = self.write("text.log", "2026-03-01 govuk GET / 200\n")
        for arguments, said in (
                (("--registry", registry, "--log", self.folder / "none"), "No such file"),
                (("--registry", registry, "--log", no_log), "no JSON access line"),
                (("--registry", registry, "--har", no_log), "is no JSON"),
                (("--registry", registry, "--log", good, "--site", "x"), "it has govuk"),
                (("--registry", registry, "--log", good, "--host", "a b"), "must be a host name"),
                (("--registry", registry, "--log", good, "--database", no_log), "Category"),
                (("--registry", registry, "--log", good, "--database", self.folder / "none"),
                 "No such file"),
                (("--registry", broken, "--log", good), "broken.json:1:1: error: ")):
            with self.subTest(said=said):
                done = run("discover", *arguments)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertIn(said, done.stderr)
        for arguments in ((), ("--registry", ""), ("--registry", registry, "--log", "")):
            with self.subTest(arguments=arguments):
                self.assertEqual(run("discover", *arguments).returncode, 2)


if __name__ == "__main__":
    unittest.main()
