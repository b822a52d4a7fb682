"""The strict gate for requests: refused by the head, the origin hears nothing and the connection
is closed. Statuses in a tuple: RFC 9112 allows each of them."""

import unittest

from harness.case import WireCase
from harness.client import HOST, request
from harness.message import chunked
from harness.response import answer

CHUNKS = chunked(b"hello")


def head(*lines, start="GET / HTTP/1.1", host=f"Host: {HOST}"):
    """A head of these lines, ended as it should be."""
    return "\r\n".join([start, *([host] if host else []), *lines, "", ""]).encode("latin-1")


def post(*lines, body=b"", version="HTTP/1.1"):
    return head(*lines, start=f"POST / {version}") + body


TE = "Transfer-Encoding: "
CL = "Content-Length: "

LENGTHS = {
    "length and chunks": (post(CL + "5", TE + "chunked", body=CHUNKS), 400),
    "chunks and length": (post(TE + "chunked", CL + "5", body=CHUNKS), 400),
    "chunks and no length": (post(CL, TE + "chunked", body=CHUNKS), 400),
    "xchunked": (post(TE + "xchunked", body=CHUNKS), 501),
    "identity": (post(TE + "identity", body=CHUNKS), 501),
    "gzip": (post(TE + "gzip", body=CHUNKS), 501),
    "gzip, chunked": (post(TE + "gzip, chunked", body=CHUNKS), (400, 501)),
    "chunked, gzip": (post(TE + "chunked, gzip", body=CHUNKS), (400, 501)),
    "chunked, chunked": (post(TE + "chunked, chunked", body=CHUNKS), (400, 501)),
    "chunked, identity": (post(TE + "chunked, identity", body=CHUNKS), (400, 501)),
    "a comma before": (post(TE + ",chunked", body=CHUNKS), (400, 501)),
    "a comma behind": (post(TE + "chunked,", body=CHUNKS), (400, 501)),
    "no coding": (post(TE, body=CHUNKS), (400, 501)),
    "quoted": (post(TE + '"chunked"', body=CHUNKS), (400, 501)),
    "a parameter": (post(TE + "chunked;q=1", body=CHUNKS), (400, 501)),
    "vertical tab": (post(TE + "\x0bchunked", body=CHUNKS), (400, 501)),
    "two lines": (post(TE + "chunked", TE + "chunked", body=CHUNKS), (400, 501)),
    "two lines, other words": (post(TE + "identity", TE + "chunked", body=CHUNKS), (400, 501)),
    "HTTP/1.0": (post(TE + "chunked", body=CHUNKS, version="HTTP/1.0"), 400),
    "in a GET with length": (head(CL + "5", TE + "chunked") + CHUNKS, 400),
    "differing lengths": (post(CL + "5", CL + "6", body=b"hello"), 400),
    "differing in a list": (post(CL + "5, 6", body=b"hello"), 400),
    **{f"length {value!r}": (post(CL + value, body=b"hello"), 400)
       for value in ("+5", "-5", "0x5", "5 5", "5a", "a", "", "5.0", "1e1", "\"5\"", "5;",
                     "18446744073709551616", "99999999999999999999999", "5,", ",5")},
}

LINES = {
    "a folded line": (head("X-Folded: a", " b"), 400),
    "a folded line by tab": (head("X-Folded: a", "\tb"), 400),
    "a fold at once": (b"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    "a folded Transfer-Encoding": (post("Transfer-Encoding:", " chunked", body=CHUNKS), 400),
    "bare LF": (head("X-A: 1\nX-B: 2"), 400),
    "bare LF all over": (head().replace(b"\r\n", b"\n"), 400),
    "bare LF after the request line": (f"GET / HTTP/1.1\nHost: {HOST}\r\n\r\n".encode(), 400),
    "bare LF at the end": (f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\n".encode() + head(), 400),
    "bare CR": (head("X-A: 1\rX-B: 2"), 400),
    "bare CR in a name": (head("X\r-A: 1"), 400),
    "NUL in a value": (head("X-A: a\0b"), 400),
    "NUL in a name": (head("X\0A: b"), 400),
    "a control byte": (head("X-A: a\x01b"), 400),
    "DEL": (head("X-A: a\x7fb"), 400),
    "a space before the colon": (head("X-A : b"), 400),
    "a space before that of Content-Length": (post("Content-Length : 5", body=b"hello"), 400),
    "a tab before the colon": (head("X-A\t: b"), 400),
    "a space in a name": (head("X A: b"), 400),
    "no name": (head(": b"), 400),
    "no colon": (head("X-A"), 400),
    "a quote in a name": (head('X"A: b'), 400),
    "a byte above ASCII in a name": (head("X-\xe9: b"), 400),
}

HOSTS = {
    "no Host": (head(host=None), 400),
    "two": (head("Host: other.example"), 400),
    "two of the same": (head(f"Host: {HOST}"), 400),
    "two in another case": (head("hOST: other.example"), 400),
    **{f"Host {value!r}": (head(host=f"Host: {value}"), 400)
       for value in ("a b", "a/b", "user@a", "a,b", "a:port", "a:80:80", "[::1", "::1", "a#b",
                     "a?b", "a\\b", "a<b", "a\tb", "http://a", "a:99999999")},
}

STARTS = {
    "CONNECT": (head(start="CONNECT a.example:443 HTTP/1.1"), 501),
    "CONNECT to a path": (head(start="CONNECT / HTTP/1.1"), 501),
    "TRACE": (head(start="TRACE / HTTP/1.1"), 405),
    "HTTP/1.2": (head(start="GET / HTTP/1.2"), 505),
    "HTTP/2.0": (head(start="GET / HTTP/2.0"), 505),
    "HTTP/3.0": (head(start="GET / HTTP/3.0"), 505),
    "HTTP/0.9": (head(start="GET / HTTP/0.9"), 505),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "no version": (b"GET /\r\n\r\n", (400, 505)),
    "a version in small letters": (head(start="GET / http/1.1"), (400, 505)),
    "a long version": (head(start="GET / HTTP/1.10"), (400, 505)),
    "a short version": (head(start="GET / HTTP/1"), (400, 505)),
    "another protocol": (head(start="GET / ICAP/1.1"), (400, 505)),
    "a space behind": (head(start="GET / HTTP/1.1 "), (400, 505)),
    "two spaces": (head(start="GET  / HTTP/1.1"), 400),
    "a space before": (head(start=" GET / HTTP/1.1"), 400),
    "a tab": (head(start="GET\t/ HTTP/1.1"), 400),
    "a space in the target": (head(start="GET /a b HTTP/1.1"), (400, 505)),
    "a fragment": (head(start="GET /a#b HTTP/1.1"), 400),
    "a control byte in the target": (head(start="GET /\x01 HTTP/1.1"), 400),
    "NUL in the target": (head(start="GET /\0 HTTP/1.1"), 400),
    "DEL in the target": (head(start="GET /\x7f HTTP/1.1"), 400),
    "no slash": (head(start="GET path HTTP/1.1"), 400),
    "no target": (head(start="GET HTTP/1.1"), 400),
    "an asterisk for GET": (head(start="GET * HTTP/1.1"), 400),
    "an authority for GET": (head(start="GET a.example:80 HTTP/1.1"), 400),
    "another scheme": (head(start="GET ftp://a.example/ HTTP/1.1"), 400),
    "no host in the target": (head(start="GET http:///x HTTP/1.1"), 400),
    "a user in the target": (head(start="GET http://user@a.example/ HTTP/1.1"), 400),
    "a method that is no token": (head(start="G(T / HTTP/1.1"), 400),
    "no method": (head(start=" / HTTP/1.1"), 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xab" * 32 + b"\r\n\r\n", 400),
}

SIZES = {
    "a long target": (head(start="GET /" + "x" * 40_000 + " HTTP/1.1"), 414),
    "a large field": (head("X-Large: " + "x" * 40_000), 431),
    "a large cookie": (head("Cookie: a=" + "x" * 40_000), 431),
    "101 fields": (head(*(f"X-{n}: {n}" for n in range(100))), 431),
    "a head without end": (head(*(f"X-{n}: " + "x" * 1000 for n in range(60)))[:-4], 431),
}

BODIES = {
    f"chunk size {size!r}": (post(TE + "chunked", body=size + b"\r\nhello\r\n0\r\n\r\n"), 400)
    for size in (b"+5", b"-5", b"0x5", b" 5", b"5 ", b"", b"g", b"5g", b"10000000000000005",
                 b"fffffffffffffffff", b"5\0", b"5,5", b"5\x0b", b"\t5")
} | {
    "a chunk ended by LF": (post(TE + "chunked", body=b"5\nhello\r\n0\r\n\r\n"), 400),
    "data ended by LF": (post(TE + "chunked", body=b"5\r\nhello\n0\r\n\r\n"), 400),
    "data too long": (post(TE + "chunked", body=b"5\r\nhello!\r\n0\r\n\r\n"), 400),
    "data too short": (post(TE + "chunked", body=b"5\r\nhell\r\n0\r\n\r\n"), 400),
    "a bare CR in an extension": (post(TE + "chunked", body=b"5;a\rb\r\nhello\r\n0\r\n\r\n"), 400),
    "a bare LF in an extension": (post(TE + "chunked", body=b"5;a\nb\r\nhello\r\n0\r\n\r\n"), 400),
    "large extensions": (post(TE + "chunked", body=b"5;" + b"x" * 5000
                              + b"\r\nhello\r\n0\r\n\r\n"), (400, 413, 431)),
    "many extensions": (post(TE + "chunked", body=(b"1;" + b"x" * 100 + b"\r\nh\r\n") * 60
                             + b"0\r\n\r\n"), (400, 413, 431)),
    "large trailers": (post(TE + "chunked", body=chunked(
        b"hello", trailers=["X-T: " + "x" * 1000] * 40)), (400, 431)),
    "many trailers": (post(TE + "chunked", body=chunked(
        b"hello", trailers=["X-T: 1"] * 101)), (400, 431)),
    "a trailer ended by LF": (post(TE + "chunked",
                                   body=b"5\r\nhello\r\n0\r\nX-T: 1\n\r\n"), 400),
    "a trailer without colon": (post(TE + "chunked",
                                     body=b"5\r\nhello\r\n0\r\nX-T\r\n\r\n"), 400),
    "the last chunk ended by LF": (post(TE + "chunked", body=b"5\r\nhello\r\n0\n\n"), 400),
}


class Framing(WireCase):
    def ask(self, raw):
        """The response to these bytes, and the end of the connection after it."""
        client = self.client()
        client.send(raw)
        response = client.read_response()
        self.assertTrue(client.at_end(), "more came after the refusal")
        return response

    def check_status(self, response, expected):
        self.assertIn(response.status, expected if isinstance(expected, tuple) else (expected,))
        self.assertTrue(response.get("Proxy-Status").startswith("consent-proxy; error="))

    def check_refused(self, table):
        for what, (raw, expected) in table.items():
            with self.subTest(what=what):
                self.origin.forget()
                self.check_status(self.ask(raw), expected)
                self.assertEqual(self.visit("GET", "/sentinel").status, 200)
                self.assertEqual([exchange.target for exchange in self.origin.exchanges],
                                 ["/sentinel"])

    def test_lengths(self):
        self.check_refused(LENGTHS)

    def test_lines(self):
        self.check_refused(LINES)

    def test_hosts(self):
        self.check_refused(HOSTS)

    def test_request_lines(self):
        self.check_refused(STARTS)

    def test_sizes(self):
        self.check_refused(SIZES)

    def test_bodies_are_never_completed(self):
        """The head may have gone to the origin by then; the message never ends there."""
        for what, (raw, expected) in BODIES.items():
            with self.subTest(what=what):
                self.origin.forget()
                self.check_status(self.ask(raw), expected)
                self.assertEqual(self.visit("GET", "/sentinel").status, 200)
                self.assertEqual([exchange.target for exchange in self.origin.exchanges
                                  if exchange.complete], ["/sentinel"])

    def test_nothing_after_a_refusal_is_read(self):
        smuggled = request("GET", "/smuggled")
        for raw in (post(TE + "xchunked", body=CHUNKS), head(host=None),
                    post(CL + "5", TE + "chunked", body=CHUNKS),
                    post(TE + "chunked", body=b"+5\r\nhello\r\n0\r\n\r\n")):
            with self.subTest(raw=raw):
                self.origin.forget()
                client = self.client()
                client.send(raw + smuggled)
                self.assertGreaterEqual(client.read_response().status, 400)
                self.assertTrue(client.at_end())
                self.visit("GET", "/sentinel")
                self.assertNotIn(b"smuggled", bytes(self.origin.received))


class Accepted(WireCase):
    """What looks odd and is right."""

    def test_one_empty_line_before_a_request(self):
        client = self.client()
        for _ in range(2):
            client.send(b"\r\n" + request())
            self.assertEqual(client.read_response().status, 200)

    def test_a_hundred_fields(self):
        fields = [f"X-{n}: {n}" for n in range(99)]
        self.assertEqual(self.visit("GET", "/", *fields).status, 200)

    def test_a_large_head(self):
        self.assertEqual(self.visit("GET", "/", "Cookie: a=" + "x" * 30_000).status, 200)
        self.assertEqual(self.visit("GET", "/" + "x" * 30_000).status, 200)

    def test_equal_lengths_reach_the_origin_as_one_or_not_at_all(self):
        for lines in ((CL + "5", CL + "5"), (CL + "5, 5",)):
            with self.subTest(lines=lines):
                client = self.client()
                self.origin.forget()
                client.send(post(*lines, body=b"hello"))
                if client.read_response().status == 200:
                    self.assertEqual(self.origin.last.head.all("Content-Length"), ["5"])
                else:
                    self.assertEqual(self.origin.exchanges, [])

    def test_a_body_that_looks_like_a_request_is_a_body(self):
        inner = request("GET", "/inner")
        self.origin.reply(lambda exchange: exchange.send(answer(200, body=exchange.read_body())))
        for raw in (request("POST", "/", body=inner),
                    request("GET", "/", body=inner),
                    request("POST", "/", TE + "chunked", body=chunked(inner))):
            with self.subTest(raw=raw[:40]):
                self.origin.forget()
                client = self.client()
                client.send(raw)
                self.assertEqual(client.read_response().body, inner)
                self.assertEqual(len(self.origin.exchanges), 1)

    def test_chunk_sizes(self):
        for size in (b"5", b"05", b"0000000000000005", b"5;a=b", b"5;a=\"b;c\";d"):
            with self.subTest(size=size):
                raw = post(TE + "chunked", body=size + b"\r\nhello\r\n00\r\n\r\n")
                client = self.client()
                client.send(raw)
                self.assertEqual(client.read_response().status, 200)
                self.assertEqual(self.origin.last.body, b"hello")


if __name__ == "__main__":
    unittest.main()
