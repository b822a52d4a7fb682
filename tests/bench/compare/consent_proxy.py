"""consent-proxy itself, as the peers are set up and as it comes."""

import json

from machine import EVERYWHERE, SUBJECT
from program import Program
from registry import with_enforcement

AS_THE_PEERS = {"expire": "none", "requests": "pass"}
"""The job of nginx with Lua: it decides Set-Cookie and leaves the request alone."""


def start_consent_proxy(name, setup):
    """`consent-proxy`; `-defaults`: its own enforcement; `-log`: with the access log in JSON;
    `-1-of-2`, `-2-of-2`: one and two workers on all processors."""
    workers = {"consent-proxy-1-of-2": 1, "consent-proxy-2-of-2": 2}
    peer = Program(name, EVERYWHERE if name in workers else SUBJECT)
    enforcement = {} if name == "consent-proxy-defaults" else AS_THE_PEERS
    peer.write("registry.json", json.dumps(with_enforcement(**enforcement)))
    file = peer.write("proxy.json", json.dumps({
        "listeners": [{"address": f"127.0.0.1:{peer.port}"},
                      {"address": f"127.0.0.1:{peer.tls_port}",
                       "tls": {**setup.certificate.files, "min_version": "1.3"}}],
        "admin": {"address": "127.0.0.1:0"},
        "workers": workers.get(name, 1),
        "log": {"access": name == "consent-proxy-log", "format": "json"},
        "timeouts": {"idle": "10m", "drain": "1s"},
        "sites": [{"name": "bench", "hosts": ["*"], "registry": "registry.json",
                   "upstream": f"http://127.0.0.1:{setup.origin.port}"}],
    }))
    return peer.start(setup.binary, "run", "--config", file)
