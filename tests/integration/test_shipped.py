"""The shipped registries on the wire: names match as the sites' pages mean them."""

import pathlib
import unittest

from harness.case import HTML
from harness.client import DOCUMENT
from harness.consent import choice, consent_field
from harness.origin import Origin
from harness.proxy import Proxy
from harness.response import answer

SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "config/registries"

ALWAYS = "always"
USAGE = "usage"
SETTINGS = "settings"
NEVER = "never"

NAMES = {
    "govuk": {
        "cookies_policy": ALWAYS, "cookies_preferences_set": ALWAYS, "licensing_session": ALWAYS,
        "_email-alert-frontend_session": ALWAYS, "global_banner_seen": SETTINGS,
        "app_promo_banner": SETTINGS, "_ga": USAGE, "_ga_S5RQ7FTGVR": USAGE, "_ga_ANYTHING": USAGE,
        "lux_uid": USAGE, "ABTest-BankHolidaysTest": USAGE, "_gat": NEVER, "_GA": NEVER,
        "global_bar_seen": NEVER,
    },
    "ros": {
        "uk.gov.ros.cookies": ALWAYS, "uk.gov.ros.cookies.choice": ALWAYS, "SESSION": ALWAYS,
        "SESSIONX": NEVER, "XSESSION": NEVER, "JSESSIONID": ALWAYS, "JSESSIONID1": ALWAYS,
        "PYSESSION77": ALWAYS, "ros_x": ALWAYS, "OCPLB1": ALWAYS, "AWSALB": ALWAYS,
        "AWSALBCORS": ALWAYS, "XSRF-TOKEN": ALWAYS, "m": ALWAYS, "mm": NEVER, "_ga": USAGE,
        "_ga_X": USAGE, "_gid": USAGE, "_gidx": NEVER, "_hjSession_1": USAGE,
        "_hjSessionUser_1": USAGE, "_hjSession": NEVER,
    },
    "iegs": {
        "cookies_policy": ALWAYS, "AWSALBCORS": ALWAYS, "atlassian.xsrf.token": ALWAYS,
        "_cfduid": ALWAYS, "_ga": USAGE, "_gid": USAGE, "JSESSIONID": SETTINGS,
        "Seraph Remember Me": NEVER, "seraph.rememberme.cookie": SETTINGS,
    },
}

CHOICES = {
    choice(): {ALWAYS},
    choice(usage=True): {ALWAYS, USAGE},
    choice(settings=True): {ALWAYS, SETTINGS},
    choice(settings=True, usage=True, campaigns=True): {ALWAYS, SETTINGS, USAGE},
}


class Shipped(unittest.TestCase):
    def test_names(self):
        for registry, names in NAMES.items():
            origin = Origin(answer(200, HTML, *(f"Set-Cookie: {name}=1" for name in names)))
            proxy = Proxy(None, "--upstream", origin.url, "--registry",
                          SHIPPED / f"{registry}.yaml", "--listen", "127.0.0.1:0",
                          "--admin", "127.0.0.1:0")
            for value, passing in CHOICES.items():
                with self.subTest(registry=registry, choice=value):
                    response = proxy.visit("GET", "/", *DOCUMENT, consent_field(value))
                    self.assertEqual(response.cookie_names,
                                     [name for name, when in names.items() if when in passing])
            proxy.stop()
            origin.stop()


if __name__ == "__main__":
    unittest.main()
