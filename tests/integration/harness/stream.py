"""One side of a TCP connection, read piece by piece; every wait has a deadline."""

import os
import socket
import struct

DEADLINE = float(os.environ.get("CONSENT_PROXY_TEST_DEADLINE", "15"))
"""Seconds that one wait may take. Only a failing test gets that far."""


class Cut(Exception):
    """The peer ended in the middle; `partial` is what came before."""

    def __init__(self, partial=b""):
        super().__init__(f"the peer ended after {len(partial)} bytes")
        self.partial = partial


class Stream:
    """A socket with a read buffer. `on_read` is told every byte that arrives."""

    def __init__(self, sock, on_read=None, deadline=DEADLINE):
        self.socket = sock
        self.socket.settimeout(deadline)
        if getattr(sock, "family", None) != socket.AF_UNIX:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.was_reset = False
        self._buffer = bytearray()
        self._on_read = on_read

    def send(self, data):
        """Sends all of it; text goes out as Latin-1."""
        self.socket.sendall(data.encode("latin-1") if isinstance(data, str) else data)

    def read_some(self):
        """What is there, or what comes next; empty at the end. A reset counts as an end."""
        if not self._buffer:
            self._fill()
        data = bytes(self._buffer)
        self._buffer.clear()
        return data

    def read_exactly(self, count):
        while len(self._buffer) < count:
            if not self._fill():
                raise Cut(bytes(self._buffer))
        return self._take(count)

    def read_until(self, mark):
        """Everything up to and with `mark`."""
        start = 0
        while (found := self._buffer.find(mark, start)) < 0:
            start = max(0, len(self._buffer) - len(mark) + 1)
            if not self._fill():
                raise Cut(bytes(self._buffer))
        return self._take(found + len(mark))

    def read_to_end(self):
        while self._fill():
            pass
        return self._take(len(self._buffer))

    def at_end(self):
        """Waits for the peer's end; whether nothing came before it."""
        return self.read_to_end() == b""

    def half_close(self):
        self.socket.shutdown(socket.SHUT_WR)

    @property
    def closed(self):
        return self.socket.fileno() < 0

    def close(self):
        self.socket.close()

    def abort(self):
        """Wakes a reader in another thread as well."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def reset(self):
        """Closes with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def _take(self, count):
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    def _fill(self):
        try:
            data = self.socket.recv(65536)
        except (ConnectionResetError, BrokenPipeError):
            self.was_reset = True
            return False
        if data and self._on_read:
            self._on_read(data)
        self._buffer += data
        return bool(data)
