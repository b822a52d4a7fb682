"""Who is measured, by name."""

import dataclasses
import pathlib

from consent_proxy import start_consent_proxy
from haproxy import start_haproxy
from machine import SUBJECT
from nginx import start_nginx
from program import Program


@dataclasses.dataclass
class Setup:
    """What every peer stands on."""

    origin: Program
    authority: pathlib.Path
    certificate: object
    binary: pathlib.Path
    relay: pathlib.Path


def start_relay(name, setup):
    peer = Program(name, SUBJECT)
    return peer.start(setup.relay, peer.port, setup.origin.port)


PEERS = {
    "consent-proxy": start_consent_proxy,
    "consent-proxy-defaults": start_consent_proxy,
    "consent-proxy-log": start_consent_proxy,
    "consent-proxy-1-of-2": start_consent_proxy,
    "consent-proxy-2-of-2": start_consent_proxy,
    "nginx": start_nginx,
    "nginx-64k": start_nginx,
    "nginx-lua": start_nginx,
    "haproxy": start_haproxy,
    "haproxy-splice": start_haproxy,
    "relay": start_relay,
}


def does_the_job(name):
    """Does it decide about cookies?"""
    return name.startswith("consent-proxy") or name == "nginx-lua"


def start_peer(name, setup):
    return PEERS[name](name, setup)
