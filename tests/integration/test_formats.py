"""Consent cookies in the formats of other sites, over the wire: what is given on a first visit, what
is read, and that `explain` reads the same."""

import json
import re
import tempfile
import unittest
from pathlib import Path
from urllib.parse import quote

from harness import registries
from harness.case import HTML, WireCase
from harness.client import DOCUMENT
from harness.consent import SET_COOKIE_LINES, SET_COOKIES
from harness.proxy import run
from harness.response import answer
from harness.settings import settings, site

REST = "; Path=/; Max-Age=31536000; SameSite=Lax"
NHS = ("%7B%22necessary%22:true,%22preferences%22:false,%22statistics%22:false,"
       "%22marketing%22:false,%22consented%22:{consented},%22version%22:7%7D")
HMRC = ("{%22version%22:%222021.1%22%2C%22datetimeSet%22:%22TIME%22%2C%22preferences%22:"
        "{%22measurement%22:false%2C%22settings%22:false}}")
ONETRUST = "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A1%2CC0003%3A0"
COMPLIANZ = {"shape": "word", "answers": {"yes": "allow", "no": "deny"},
             "categories": {"essential": "functional", "usage": "statistics",
                            "campaigns": "marketing"}}


def registry(cookie, form, revision=0, **consent):
    made = registries.govuk({"cookie": cookie, "format": form, **consent})
    del made["consent"]["decided"]
    made["revision"] = revision
    return made


REGISTRIES = {
    "nhs": registry("nhsuk-cookie-consent", "nhs", upstream="percent"),
    "ons": registry("ons_cookie_policy", "ons"),
    "hmrc": registry("userConsent", "hmrc", inject=True),
    "hmrc-quiet": registry("userConsent", "hmrc"),
    "onetrust": registry("OptanonConsent", "onetrust", revision=2),
    "complianz": registry("cmplz_*", COMPLIANZ, domain="complianz.example", upstream="drop"),
}


class Formats(WireCase):
    registries = {f"{name}.json": made for name, made in REGISTRIES.items()}

    @classmethod
    def settings(cls):
        return settings(*(site(cls.origin, name, [f"{name}.example"], f"{name}.json")
                          for name in REGISTRIES))

    def open_at(self, name, *fields):
        return self.visit("GET", "/", *DOCUMENT, *fields, host=f"{name}.example")

    def passed(self, name, cookie):
        """The categories of SET_COOKIES that pass with this Cookie field."""
        self.origin.reply(answer(200, HTML, *SET_COOKIE_LINES))
        came = self.open_at(name, f"Cookie: {cookie}").cookies
        return {category for category, value in SET_COOKIES if value in came}

    def explained(self, name, cookie):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "registry.json"
            file.write_text(json.dumps(REGISTRIES[name]))
            done = run("explain", "--registry", str(file), "--cookie", cookie, "--json")
        return json.loads(done.stdout)["policy"]

    def test_the_default_in_the_sites_own_bytes(self):
        for name, expected in {
                "nhs": f"nhsuk-cookie-consent={NHS.format(consented='false')}{REST}",
                "ons": "ons_cookie_policy={'essential':true,'settings':false,'usage':false,"
                       f"'campaigns':false}}{REST}"}.items():
            with self.subTest(name=name):
                self.assertEqual(self.open_at(name).cookies, [expected])

    def test_a_default_with_the_time_of_giving_it(self):
        [cookie] = self.open_at("hmrc").cookies
        pattern = re.escape("userConsent=" + HMRC + "; Path=/; Max-Age=31536000; SameSite=Strict")
        self.assertRegex(cookie, "^" + pattern.replace(
            "TIME", r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z") + "$")
        self.assertNotIn("1970", cookie)

    def test_no_default_where_its_presence_says_has_chosen(self):
        self.assertEqual(self.open_at("hmrc-quiet").cookies, [])
        self.assertEqual(self.open_at("hmrc-quiet", "Cookie: userConsent=junk").cookies, [])

    def test_a_read_only_one_is_neither_given_nor_replaced(self):
        for cookie in ("a=b", "OptanonConsent=junk"):
            with self.subTest(cookie=cookie):
                names = self.open_at("onetrust", f"Cookie: {cookie}").cookie_names
                self.assertEqual(names, ["OptanonConsent_revision"])

    def test_the_choice_is_read_and_explain_reads_the_same(self):
        chosen = NHS.format(consented="true").replace("statistics%22:false", "statistics%22:true")
        implied = chosen.replace("consented%22:true", "consented%22:false")
        for name, cookie, granted in (
                ("nhs", f"nhsuk-cookie-consent={chosen}", {"essential", "usage"}),
                ("nhs", f"nhsuk-cookie-consent={implied}", {"essential"}),
                ("nhs", f"nhsuk-cookie-consent={chosen.replace('22:7', '22:6')}", {"essential"}),
                ("hmrc", "userConsent=" + HMRC.replace("measurement%22:false", "measurement%22:true"),
                 {"essential", "usage"}),
                ("onetrust", f"OptanonConsent={ONETRUST}; OptanonConsent_revision=2",
                 {"essential", "usage"}),
                ("onetrust", f"OptanonConsent={ONETRUST.replace('Count=1', 'Count=0')}; "
                             "OptanonConsent_revision=2", {"essential"}),
                ("complianz", "cmplz_statistics=allow; cmplz_marketing=deny",
                 {"essential", "usage"})):
            with self.subTest(name=name, cookie=cookie):
                self.assertEqual(self.passed(name, cookie), granted)
                self.assertEqual(set(self.explained(name, cookie)["granted"]), granted)

    def test_the_origin_sees_them_as_upstream_says(self):
        raw = '{"necessary":true,"consented":true,"version":7}'
        self.open_at("nhs", f"Cookie: a=1; nhsuk-cookie-consent={raw}; b=2")
        self.assertEqual(self.origin.last.head.all("Cookie"),
                         [f"a=1; nhsuk-cookie-consent={quote(raw, safe='')}; b=2"])
        self.open_at("complianz", "Cookie: a=1; cmplz_statistics=allow; cmplz_policy_id=3")
        self.assertEqual(self.origin.last.head.all("Cookie"), ["a=1; cmplz_policy_id=3"])

    def test_a_cookie_for_each_category_is_left_to_the_site(self):
        cookies = "Cookie: cmplz_statistics=allow; cmplz_marketing=deny"
        self.assertEqual(self.open_at("complianz").cookies, [])
        self.assertEqual(self.open_at("complianz", cookies).cookies, [])
        self.origin.reply(answer(200, HTML, "Set-Cookie: cmplz_marketing=allow; Path=/"))
        self.assertEqual(self.open_at("complianz", cookies).cookies,
                         ["cmplz_marketing=allow; Path=/"])


if __name__ == "__main__":
    unittest.main()
