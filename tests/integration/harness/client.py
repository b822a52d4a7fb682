"""A visitor that sends exactly the bytes it is told to."""

import socket

from harness.response import read_response
from harness.stream import DEADLINE, Stream

HOST = "www.site.example"
"""The host that a request is for unless told."""

DOCUMENT = (
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
    "Sec-Fetch-Site: none",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Dest: document",
)
"""What a browser says of a page that is opened."""


def request(method="GET", target="/", *fields, host=HOST, body=b"", version="HTTP/1.1"):
    """The bytes of a request: Host first unless None, a Content-Length where there is a body."""
    lines = [f"{method} {target} {version}"]
    if host is not None:
        lines.append(f"Host: {host}")
    lines += fields
    if body and not any(field.lower().startswith("transfer-encoding:") for field in fields):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Client(Stream):
    """A connection to the proxy, to an address or the path of a unix socket; use it with
    `with`."""

    def __init__(self, address):
        super().__init__(_connect(address))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def read_response(self, method="GET"):
        return read_response(self, method)

    def ask(self, method="GET", target="/", *fields, **options):
        """Sends one request and reads its response."""
        self.send(request(method, target, *fields, **options))
        return self.read_response(method)


def _connect(address):
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=DEADLINE)
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(DEADLINE)
    sock.connect(str(address))
    return sock


def visit(address, method="GET", target="/", *fields, **options):
    """One exchange on a connection of its own."""
    with Client(address) as client:
        return client.ask(method, target, *fields, **options)
