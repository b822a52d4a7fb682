"""Memory of connections that rest after one request each."""

import socket
import time

from answers import trusting

_PATIENCE = 10.0
_AT_ONCE = 32


def _send(case, peer, context):
    port = peer.tls_port if case.tls else peer.port
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    if context:
        connection = context.wrap_socket(connection, server_hostname="127.0.0.1")
    fields = "".join(f"{name}: {value}\r\n" for name, value in case.fields.items())
    connection.sendall(f"GET {case.path} HTTP/1.1\r\n{fields}\r\n".encode("ascii"))
    return connection


def _read(case, peer, connection):
    answer = b""
    while len(answer.partition(b"\r\n\r\n")[2]) < case.body:
        got = connection.recv(16384)
        if not got:
            raise RuntimeError(f"{case.name}, {peer.name}: closed after {len(answer)} bytes")
        answer += got


def _open(case, peer, context, count):
    """So many connections that had their answer, a few at a time."""
    opened = []
    while len(opened) < count:
        batch = [_send(case, peer, context) for _ in range(min(_AT_ONCE, count - len(opened)))]
        for connection in batch:
            _read(case, peer, connection)
        opened += batch
    return opened


def _settled(peer):
    """Resident memory, once it has been the same for a second."""
    deadline = time.monotonic() + _PATIENCE
    before = peer.resident()
    while True:
        time.sleep(1)
        now = peer.resident()
        if now == before or time.monotonic() > deadline:
            return now
        before = now


def kib_each(case, peer, authority):
    """KiB of user memory that each of `case.idle` connections takes; the first 64 are not counted:
    with them comes what is made once."""
    context = trusting(authority) if case.tls else None
    resting = []
    try:
        resting += _open(case, peer, context, 2 * _AT_ONCE)
        before = _settled(peer)
        resting += _open(case, peer, context, case.idle)
        return (_settled(peer) - before) / case.idle
    finally:
        for connection in resting:
            connection.close()
