"""`import` and `drift`: a published page becomes a registry, and is held against it."""

import json
import pathlib
import tempfile
import unittest

from harness.client import DOCUMENT
from harness.consent import choice, consent_field
from harness.origin import Origin
from harness.proxy import Proxy, run
from harness.response import answer

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests/survey/data/pages"
HTML = "Content-Type: text/html"


def names_in(yaml):
    """The names of the cookies in a draft."""
    return [line.split("name: ", 1)[1].strip('"') for line in yaml.splitlines()
            if line.startswith("      - name: ")]


class FolderCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="consent-proxy-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def imported(self, page, *arguments):
        """The draft of a page of the tests, in a file of its own."""
        draft = self.folder / "draft.yaml"
        done = run("import", PAGES / page, "--output", draft, *arguments)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return draft


class Import(FolderCase):
    def test_every_page_becomes_a_registry_that_check_accepts(self):
        for page in sorted(PAGES.iterdir()):
            with self.subTest(page=page.name):
                draft = self.imported(page.name)
                checked = run("check", "--registry", draft)
                self.assertEqual((checked.returncode, checked.stdout), (0, f"{draft}: ok\n"))
                drift = run("drift", "--registry", draft, "--page", page)
                unnamed = [line for line in drift.stdout.splitlines() if " Badge: " not in line]
                self.assertEqual(unnamed, [line for line in unnamed if "lang" in line])

    def test_what_cannot_be_read_is_said_by_line(self):
        page = PAGES / "tables.html"
        done = run("import", page)
        self.assertEqual(done.returncode, 0)
        self.assertIn(f"{page}:40: warning: a row without a cookie's name: ", done.stderr)
        self.assertIn("_gat_UA-*", names_in(done.stdout))

    def test_standard_input_and_a_name(self):
        done = run("import", "-", "--site", "null: # x",
                   stdin=(PAGES / "run_together.txt").read_text(encoding="utf-8"))
        self.assertEqual(done.returncode, 0)
        self.assertIn('site: "null: # x"\n', done.stdout)
        self.assertIn("<standard input>:1: warning: ", done.stderr)
        self.assertEqual(len(names_in(done.stdout)), 15)
        by_variable = run("import", PAGES / "prose.txt", env={"CONSENT_PROXY_SITE": "By variable"})
        self.assertIn("site: By variable\n", by_variable.stdout)

    def test_no_draft_of_nothing(self):
        empty = self.write("empty.html", "<h1>Cookies</h1><p>We use none.</p>")
        output = self.folder / "out.yaml"
        done = run("import", empty, "--output", output)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn(f"{empty}:1:1: error: no cookie found", done.stderr)
        self.assertFalse(output.exists())

    def test_faults_and_wrong_usage(self):
        for arguments, code, message in (
                ((), 2, "PAGE is missing"),
                (("a", "b"), 2, "b"),
                ((self.folder / "missing.html",), 1, "No such file or directory"),
                ((PAGES / "prose.txt", "--output", self.folder / "no/such"), 1, "cannot write")):
            with self.subTest(arguments=arguments):
                done = run("import", *arguments)
                self.assertEqual((done.returncode, done.stdout), (code, ""))
                self.assertIn(message, done.stderr)


class Drift(FolderCase):
    def browse(self, registry, *names):
        """The access log of a proxy that serves with a registry, after one page with cookies."""
        origin = Origin(answer(200, HTML, *(f"Set-Cookie: {name}=1" for name in names)))
        self.addCleanup(origin.stop)
        proxy = Proxy(None, "--upstream", origin.url, "--registry", registry, "--listen",
                      "127.0.0.1:0", "--admin", "127.0.0.1:0", "--log-format", "json")
        proxy.visit("GET", "/", *DOCUMENT, consent_field(choice(usage=True)))
        proxy.stop()
        return self.write("access.log", proxy.output.text + "\n")

    def test_silent_where_all_agree(self):
        draft = self.imported("run_together.txt")
        log = self.browse(draft, "_ga", "JSESSIONID1", "_hjSession_1")
        done = run("drift", "--registry", draft, "--page", PAGES / "run_together.txt", "--log", log)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_each_difference_is_a_line(self):
        draft = self.imported("run_together.txt")
        text = draft.read_text(encoding="utf-8")
        self.write("draft.yaml", text.replace("name: _gid", "name: _gif"))
        log = self.browse(draft, "_ga", "stranger")
        done = run("drift", "--registry", draft, "--page", PAGES / "run_together.txt", "--log", log)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([line.split(": ")[:2] for line in done.stdout.splitlines()],
                         [["page-only", "_gid"], ["registry-only", "_gif"],
                          ["traffic-only", "stranger"]])
        strict = run("drift", "--registry", draft, "--log", log, "--strict")
        self.assertIn("unseen: _gif: ", strict.stdout)

    def test_har(self):
        draft = self.imported("run_together.txt")
        request = {"url": "https://www.example.org/", "method": "GET",
                   "headers": [{"name": "Cookie", "value": "_ga=secret-1; stranger=secret-2"}],
                   "cookies": []}
        response = {"status": 200, "headers": [], "cookies": [], "content": {}}
        entry = {"startedDateTime": "2026-11-22T10:00:00.000Z", "request": request,
                 "response": response, "_resourceType": "document"}
        har = self.write("page.har", json.dumps({"log": {"version": "1.2", "entries": [entry]}}))
        done = run("drift", "--registry", draft, "--har", har)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([line.split(": ")[1] for line in done.stdout.splitlines()], ["stranger"])
        self.assertNotIn("secret", done.stdout + done.stderr)

    def test_faults_and_wrong_usage(self):
        draft = self.imported("prose.txt")
        for arguments, code, message in (
                (("--page", PAGES / "prose.txt"), 2, "--registry is missing"),
                (("--registry", draft), 2, "--page, --log or --har is missing"),
                (("--registry", draft, "--page", self.folder / "none"), 1, "No such file"),
                (("--registry", draft, "--log", self.folder / "none"), 1, "No such file"),
                (("--registry", PAGES / "prose.txt", "--page", draft), 1, "error")):
            with self.subTest(arguments=arguments):
                done = run("drift", *arguments)
                self.assertEqual((done.returncode, done.stdout), (code, ""))
                self.assertIn(message, done.stderr)


if __name__ == "__main__":
    unittest.main()
