"""Cookies of every category, and the choices that are made about them."""

import json


def choice(settings=False, usage=False, campaigns=False):
    """The consent cookie's value for a choice, raw, as GOV.UK writes it."""
    granted = {"essential": True, "settings": settings, "usage": usage, "campaigns": campaigns}
    return json.dumps(granted, separators=(",", ":"))


DEFAULT = choice()
DEFAULT_SET_COOKIE = f"cookies_policy={DEFAULT}; Path=/; Max-Age=31536000; SameSite=Lax"
ALL_BUT_USAGE = choice(settings=True, campaigns=True)
EVERYTHING = choice(settings=True, usage=True, campaigns=True)

SET_COOKIES = [
    ("essential", "licensing_session=s1; Path=/; HttpOnly"),
    ("settings", "global_banner_seen=1; Path=/; Max-Age=7257600"),
    ("usage", "_ga=GA1.1.1; Path=/; Expires=Fri, 31 Dec 2100 23:59:59 GMT"),
    ("campaigns", "campaign_spring=yes; Path=/"),
    ("usage", "_ga_S5RQ7FTGVR=GS1.1; Domain=site.example"),
    ("essential", "lb_17=node-3; Path=/"),
    (None, "surprise=unregistered; Path=/"),
]
"""The values of Set-Cookie fields with their category; None is not registered."""

SET_COOKIE_LINES = [f"Set-Cookie: {value}" for _, value in SET_COOKIES]


def of(*categories):
    """The values of SET_COOKIES in these categories, in their order."""
    return [value for category, value in SET_COOKIES if category in categories]


def consent_field(value):
    """A Cookie field with this consent cookie."""
    return f"Cookie: cookies_policy={value}"
