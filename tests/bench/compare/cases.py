"""What is measured: the request, how many ask at once, and who is held against whom."""

import dataclasses

from message import request_fields
from origin import BODIES

OURS = ("consent-proxy", "consent-proxy-defaults")
PLAIN = ("nginx", "haproxy")


@dataclasses.dataclass(frozen=True)
class Case:
    """`subjects` are held against each of `peers` by `measure`: `cpu` (seconds of CPU a request),
    `p50` (latency) or `capacity` (requests a second of CPU of the busiest thread: what could be
    answered were the load not on the same processors). `idle`: so many connections that rest,
    measured in memory."""

    name: str
    title: str
    peers: tuple
    subjects: tuple = OURS
    path: str = "/small"
    connections: int = 32
    measure: str = "cpu"
    first_visit: bool = False
    close: bool = False
    tls: bool = False
    idle: int = 0

    @property
    def body(self):
        return BODIES[self.path]

    @property
    def fields(self):
        return request_fields(self.path, self.first_visit, self.close)

    @property
    def everyone(self):
        return tuple(dict.fromkeys(self.subjects + self.peers))

    @property
    def by_bytes(self):
        """A round ends amid bodies that take long: their bytes are counted and not their ends."""
        return self.body > 1024 * 1024

    def url(self, peer):
        scheme, port = ("https", peer.tls_port) if self.tls else ("http", peer.port)
        return f"{scheme}://127.0.0.1:{port}{self.path}"


CASES = [
    Case("small", "1 KiB, the visitor has chosen", (*PLAIN, "nginx-lua", "relay")),
    Case("first-visit", "1 KiB, a first visit: the default cookie is set",
         (*PLAIN, "nginx-lua", "relay"), first_visit=True),
    Case("chunked", "10 chunks of 1 KiB", (*PLAIN, "nginx-lua", "relay"), path="/chunked"),
    Case("100k", "100 KiB", ("nginx", "nginx-64k", "haproxy", "relay"), path="/100k",
         connections=8),
    Case("10m", "10 MiB", ("nginx", "nginx-64k", "haproxy", "haproxy-splice", "relay"),
         path="/10m", connections=4),
    Case("close", "1 KiB, a new connection each", (*PLAIN, "nginx-lua", "relay"), close=True),
    Case("tls", "1 KiB, TLS 1.3 kept alive, P-256", (*PLAIN, "nginx-lua"), tls=True),
    Case("idle", "5,000 connections that rest", PLAIN, idle=5000, subjects=OURS[:1]),
    Case("idle-tls", "5,000 connections by TLS that rest", PLAIN, idle=5000, tls=True,
         subjects=OURS[:1]),
    Case("one", "1 KiB, one connection: p50", (*PLAIN, "nginx-lua", "relay"), connections=1,
         measure="p50"),
    Case("workers", "1 KiB, two workers against one, by the CPU of the busiest thread",
         ("consent-proxy-1-of-2",), subjects=("consent-proxy-2-of-2",), connections=64,
         measure="capacity"),
    Case("log", "1 KiB, access log in JSON against none", ("consent-proxy",),
         subjects=("consent-proxy-log",)),
]
