"""The law that is measured: the registry of GOV.UK as it comes with the proxy."""

import copy
import pathlib

import yaml

_PATH = pathlib.Path(__file__).resolve().parents[3] / "config/registries/govuk.yaml"
GOVUK = yaml.safe_load(_PATH.read_text(encoding="utf-8"))


def with_enforcement(**keys):
    """It with these keys of `enforcement`."""
    registry = copy.deepcopy(GOVUK)
    if keys:
        registry["enforcement"] = keys
    return registry


def always_on():
    """The categories that need no choice."""
    return [category["id"] for category in GOVUK["categories"]
            if "essential" in (category["id"], category.get("basis"))]


def names():
    """(name or pattern, category) of every cookie; the first one that has the name."""
    found = {}
    for category in GOVUK["categories"]:
        for cookie in category.get("cookies", []):
            found.setdefault(cookie["name"], category["id"])
    return found
