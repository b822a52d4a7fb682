"""`consent-proxy receipts` on files as the proxy writes them."""

import csv
import io
import json
import pathlib
import sqlite3
import tempfile
import unittest

from harness.proxy import run
from harness.registries import govuk

IDS = [f"0123456789abcdefghjkm{number:05}" for number in range(4)]


def receipt(number, site="GOV.UK", granted=True):
    return {"time": f"2026-11-2{number}T04:00:00.123Z", "id": IDS[number], "site": site,
            "revision": 0, "registry": "sha256:00ff", "how": "saved",
            "choices": {"essential": True, "usage": granted}}


RECEIPTS = [receipt(0), receipt(1, granted=False), receipt(2, "other, too"), receipt(3)]


class Receipts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="consent-proxy-receipts-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = self.write("receipts.jsonl", RECEIPTS[2:])
        self.write("receipts.jsonl.1", RECEIPTS[:2])

    def write(self, name, receipts):
        path = self.folder / name
        path.write_text("".join(json.dumps(each) + "\n" for each in receipts), encoding="utf-8")
        return path

    def receipts(self, *arguments, code=0, env=None):
        done = run("receipts", *arguments, env=env)
        self.assertEqual(done.returncode, code, done.stderr)
        if code == 0:
            self.assertEqual(done.stderr, "")
        return done.stdout if code == 0 else done.stderr

    def export(self, *arguments, env=None):
        return [json.loads(line) for line in
                self.receipts("export", *arguments, env=env).splitlines()]

    def test_list(self):
        lines = self.receipts("list", "--file", self.file).splitlines()
        self.assertEqual(lines[0].split(),
                         ["TIME", "ID", "SITE", "REVISION", "HOW", "GRANTED", "REFUSED"])
        self.assertEqual([line.split()[1] for line in lines[1:]], IDS[::-1])
        newest = self.receipts("list", "--file", self.file, "--limit", "2", "--format", "json")
        self.assertEqual([json.loads(line)["id"] for line in newest.splitlines()],
                         [IDS[3], IDS[2]])

    def test_export(self):
        self.assertEqual(self.export("--file", self.file), RECEIPTS)
        for arguments, expected in (
                (["--since", "2026-11-21"], RECEIPTS[1:]),
                (["--since", "2026-11-21T04:00:00.124Z"], RECEIPTS[2:]),
                (["--until", "2026-11-21T05:00:00+01:00"], RECEIPTS[:1]),
                (["--since=2026-11-21", "--until=2026-11-23"], RECEIPTS[1:3]),
                (["--id", IDS[1].upper().replace("1", "l")], RECEIPTS[1:2]),
                (["--site", "other, too"], RECEIPTS[2:3]),
                (["--site", "GOV.UK", "--limit", "2"], [RECEIPTS[1], RECEIPTS[3]]),
                (["--id", "x"], [])):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.export("--file", self.file, *arguments), expected)

    def test_csv(self):
        text = self.receipts("export", "--file", self.file, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual([row["id"] for row in rows], IDS)
        self.assertEqual(rows[2]["site"], "other, too")
        self.assertEqual((rows[1]["granted"], rows[1]["refused"]), ("essential", "usage"))

    def test_count(self):
        counts = json.loads(self.receipts("count", "--file", self.file, "--format", "json"))
        self.assertEqual(counts["receipts"], 4)
        self.assertEqual([site["site"] for site in counts["sites"]], ["GOV.UK", "other, too"])
        self.assertEqual(counts["sites"][0]["categories"]["usage"], {"yes": 2, "no": 1})
        self.assertIn("GOV.UK      0         usage      2    1",
                      self.receipts("count", "--file", self.file))

    def test_bad_lines(self):
        with self.file.open("a", encoding="utf-8") as file:
            file.write("{\"time\":\n")
        done = run("receipts", "export", "--file", self.file)
        self.assertEqual(done.returncode, 1)
        self.assertEqual([json.loads(line) for line in done.stdout.splitlines()], RECEIPTS)
        self.assertEqual(done.stderr, f"{self.file}:3: error: no receipt: not a JSON object\n")

    def test_sqlite(self):
        path = self.folder / "receipts.db"
        database = sqlite3.connect(path)
        database.executescript(
            "CREATE TABLE receipts (id TEXT PRIMARY KEY, time TEXT, site TEXT, revision INTEGER,"
            " registry TEXT, how TEXT, choices TEXT); PRAGMA user_version = 1;")
        for each in RECEIPTS:
            database.execute("INSERT INTO receipts VALUES (:id, :time, :site, :revision,"
                             " :registry, :how, :choices)",
                             {**each, "choices": json.dumps(each["choices"])})
        database.commit()
        database.close()
        self.assertEqual(self.export("--sqlite", path), RECEIPTS)
        self.assertEqual(self.export(env={"CONSENT_PROXY_SQLITE": str(path)}), RECEIPTS)
        self.assertIn("is not a database",
                      self.receipts("list", "--sqlite", self.file, code=1))

    def test_registry(self):
        registry = govuk()
        path = self.folder / "registry.json"
        path.write_text(json.dumps(registry), encoding="utf-8")
        self.assertIn("keeps no receipts", self.receipts("list", "--registry", path, code=1))
        registry["pages"] = {"base": "/cookies"}
        registry["receipts"] = {"file": "receipts.jsonl"}
        path.write_text(json.dumps(registry), encoding="utf-8")
        self.assertEqual(self.export("--registry", path), RECEIPTS)
        self.assertIn("No such file",
                      self.receipts("list", "--registry", self.folder / "none.yaml", code=1))

    def test_missing(self):
        missing = self.folder / "none.jsonl"
        self.assertIn(f"{missing}: No such file or directory",
                      self.receipts("list", "--file", missing, code=1))

    def test_wrong_usage(self):
        file = ["--file", self.file]
        for arguments, said in (
                ([], "list, count or export is missing"),
                (["show", *file], "show: must be list, count or export"),
                (["list"], "--registry, --file or --sqlite is missing"),
                (["list", *file, "--sqlite", "x"], "only one of"),
                (["list", "--file", ""], "the name of the file is empty"),
                (["export", *file, "--format", "text"], "--format must be json or csv"),
                (["list", *file, "--format", "xml"], "must be text, json or csv"),
                (["list", *file, "--since", "yesterday"], "--since: must be a time"),
                (["list", *file, "--limit", "0"], "--limit: must be a number from 1")):
            with self.subTest(arguments=arguments):
                self.assertIn(said, self.receipts(*arguments, code=2))
        self.assertIn("CONSENT_PROXY_LIMIT: must be",
                      self.receipts("list", *file, code=2, env={"CONSENT_PROXY_LIMIT": "x"}))
        self.assertEqual(len(self.export(*file, env={"CONSENT_PROXY_FILE": "x",
                                                     "CONSENT_PROXY_SQLITE": "y"})), 4)


if __name__ == "__main__":
    unittest.main()
