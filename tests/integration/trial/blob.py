"""An origin for large bodies: it makes them up, and says the SHA-256 of those that it is sent."""

import hashlib
import http.server
import random
import re
import threading

_BLOCK = random.Random(64).randbytes(1024 * 1024)

SIZE = re.compile(r"(\d+)(KiB|MiB|GiB)")
_UNITS = {"KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}


def read_size(text):
    """`2GiB` as a number of bytes."""
    match = SIZE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no size; 64MiB is one")
    return int(match.group(1)) * _UNITS[match.group(2)]


def pieces(size):
    """`size` bytes in pieces, each with its number in front, so that none is lost or moved."""
    for number in range(0, size, len(_BLOCK)):
        yield (number.to_bytes(8, "big") + _BLOCK[8:])[:size - number]


def digest(parts):
    """The SHA-256 of these pieces, in hex."""
    sha256 = hashlib.sha256()
    for part in parts:
        sha256.update(part)
    return sha256.hexdigest()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        size = int(self.path.rpartition("/")[2])
        self.send_response(200)
        if self.path.startswith("/chunked/"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in pieces(size):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return
        self.send_header("Content-Length", str(size))
        self.end_headers()
        for piece in pieces(size):
            self.wfile.write(piece)

    def do_PUT(self):
        told = (digest(self._body()) + "\n").encode()
        self.server.requests.append(self.headers)
        self.send_response(201)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_PUT

    def handle_expect_100(self):
        if self.path == "/refused":
            self.send_error(413, explain="before a byte of it")
            return False
        return super().handle_expect_100()

    def _body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("Content-Length", 0))
        while left:
            piece = self.rfile.read(min(left, len(_BLOCK)))
            left -= len(piece)
            yield piece

    def log_message(self, *_):
        pass


class BlobServer:
    """GET `/sized/N` and `/chunked/N`; PUT and POST anywhere; `/refused` wants no body."""

    def __init__(self):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.requests = []
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def last(self):
        """The fields of the last request that had a body."""
        return self._server.requests[-1]

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
