"""Proxy configurations, as the mappings that stand in the file."""

LISTENER = {"address": "127.0.0.1:0"}


def site(upstream, name="govuk", hosts=("*",), registry="govuk.json"):
    """One site; `upstream` is an Origin, a URL or a mapping."""
    return {
        "name": name,
        "hosts": list(hosts),
        "registry": registry,
        "upstream": getattr(upstream, "url", upstream),
    }


def settings(*sites, trusted=(), **keys):
    """A configuration on free ports, with these keys in addition to the usual ones."""
    listener = dict(LISTENER)
    if trusted:
        listener["trusted_proxies"] = list(trusted)
    timeouts = {"drain": "5s", **keys.pop("timeouts", {})}
    return {
        "listeners": [listener],
        "admin": {"address": "127.0.0.1:0"},
        "workers": 2,
        "timeouts": timeouts,
        "sites": list(sites),
        **keys,
    }
