"""Every case of tests/corpus against the real binary: what hostile clients send and old origins
answer, with the one outcome that each may have."""

import unittest

from harness.case import WireCase
from harness.corpus import Player, load
from harness.settings import settings, site
from harness.stream import Cut


class Corpus(WireCase):
    @classmethod
    def settings(cls):
        """One worker, so that it is certain which upstream connection is next; limits that a case
        can reach."""
        served = site(cls.origin, hosts=("www.site.example", "*.site.example", "[::1]"))
        return settings(served, workers=1, limits={"body_bytes": "64KiB"},
                        timeouts={"header": "1s", "body": "1s", "response": "2s"})

    def play(self, kind):
        player = Player(self.proxy, self.origin)
        for name, case in load(kind):
            with self.subTest(file=name, case=case["name"], why=case["why"]):
                fault = None
                try:
                    player.run(case)
                except (AssertionError, Cut, OSError) as failure:
                    fault = failure
                if known := case.get("known_fault"):
                    self.assertIsNotNone(fault, f"mended: take the mark away ({known})")
                elif fault:
                    raise fault
        self.assertEqual(self.visit("GET", "/").status, 200)

    def test_requests(self):
        self.play("requests")

    def test_responses(self):
        self.play("responses")

    def test_that_the_corpus_is_whole(self):
        for kind, least in (("requests", 150), ("responses", 40)):
            cases = list(load(kind))
            self.assertGreaterEqual(len(cases), least)
            names = [(file, case["name"]) for file, case in cases]
            self.assertEqual(len(set(names)), len(names), "a name twice")
            for file, case in cases:
                with self.subTest(file=file, case=case["name"]):
                    self.assertRegex(case["why"], r"^RFC \d{4} section [\d.]+: ")


if __name__ == "__main__":
    unittest.main()
