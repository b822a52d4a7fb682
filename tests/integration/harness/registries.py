"""The registries that the tests serve with, as the mappings that stand in the file."""

import copy


def cookie(name, expires="Session"):
    return {"name": name, "purpose": "For the test", "expires": expires}


def category(name, basis, *cookies):
    return {"id": name, "basis": basis, "cookies": [cookie(entry) for entry in cookies]}


GOVUK = {
    "registry": 1,
    "site": "GOV.UK",
    "consent": {
        "cookie": "cookies_policy",
        "decided": "cookies_preferences_set",
        "settings_url": "/help/cookies",
    },
    "categories": [
        category("essential", "essential", "cookies_policy", "cookies_preferences_set",
                 "licensing_session", "SESSION", "lb_*"),
        category("settings", "consent", "global_banner_seen"),
        category("usage", "consent", "_ga", "_ga_*", "lux_uid"),
        category("campaigns", "consent", "campaign_*"),
    ],
}

COUNCIL = {
    "registry": 1,
    "site": "A council",
    "consent": {"cookie": "council_choice", "lifetime": "90 days", "settings_url": "/cookies"},
    "categories": [
        category("essential", "essential", "SESSION"),
        category("statistics", "consent", "stats"),
    ],
}


def govuk(consent=None, enforcement=None):
    """GOVUK with these keys of `consent` and `enforcement` set."""
    registry = copy.deepcopy(GOVUK)
    registry["consent"].update(consent or {})
    if enforcement:
        registry["enforcement"] = enforcement
    return registry
