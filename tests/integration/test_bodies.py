"""Bodies in both directions: every framing, every size, nothing lost and nothing added."""

import hashlib
import random
import threading
import unittest

from harness.case import HTML, WireCase
from harness.client import request
from harness.message import chunked
from harness.response import answer

BIG = random.Random(1).randbytes(8 * 1024 * 1024)
SIZES = (0, 1, 5, 4096, 16 * 1024, 65535, 65536, 65537, 300_001)


def digest(body):
    return len(body), hashlib.sha256(body).hexdigest()


class Responses(WireCase):
    def test_content_length(self):
        for size in SIZES:
            with self.subTest(size=size):
                self.origin.reply(answer(200, HTML, body=BIG[:size]))
                response = self.visit()
                self.assertEqual(response.framing, "length")
                self.assertEqual(digest(response.body), digest(BIG[:size]))

    def test_chunked(self):
        for size in SIZES:
            with self.subTest(size=size):
                self.origin.reply(answer(200, HTML, body=BIG[:size], framing="chunked"))
                response = self.visit()
                self.assertEqual(response.framing, "chunked")
                self.assertTrue(response.complete)
                self.assertEqual(digest(response.body), digest(BIG[:size]))

    def test_chunks_as_they_trickle_in(self):
        pieces = [BIG[at:at + at % 97 + 1] for at in range(0, 4000, 7)]
        head = answer(200, HTML, "Transfer-Encoding: chunked", framing="none")
        stream = head + chunked(*pieces)

        def reply(exchange):
            for at in range(0, len(stream), 13):
                exchange.send(stream[at:at + 13])
        self.origin.reply(reply)
        self.assertEqual(self.visit().body, b"".join(pieces))

    def test_chunk_extensions_do_not_matter(self):
        self.origin.reply(answer(200, HTML, "Transfer-Encoding: chunked", framing="none")
                          + b"5;name=value;q=\"a b\"\r\nhello\r\n000\r\n\r\n")
        self.assertEqual(self.visit().body, b"hello")

    def test_until_close(self):
        def reply(exchange):
            exchange.send(answer(200, HTML, framing="close", body=BIG[:200_000]))
            exchange.close()
        self.origin.reply(reply)
        response = self.visit()
        self.assertTrue(response.complete)
        self.assertEqual(digest(response.body), digest(BIG[:200_000]))

    def test_until_close_with_an_old_origin(self):
        def reply(exchange):
            exchange.send(answer(200, HTML, framing="close", body=b"old", version="HTTP/1.0"))
            exchange.close()
        self.origin.reply(reply)
        response = self.visit()
        self.assertTrue(response.start.startswith("HTTP/1.1 200"))
        self.assertEqual((response.complete, response.body), (True, b"old"))

    def test_eight_mebibytes(self):
        for framing in ("length", "chunked"):
            with self.subTest(framing=framing):
                self.origin.reply(answer(200, HTML, body=BIG, framing=framing))
                self.assertEqual(digest(self.visit().body), digest(BIG))

    def test_no_body_where_none_may_be(self):
        client = self.client()
        for method, status, fields in (("HEAD", 200, ["Content-Length: 1234"]),
                                       ("HEAD", 200, ["Transfer-Encoding: chunked"]),
                                       ("HEAD", 404, []),
                                       ("GET", 204, []),
                                       ("GET", 304, ["Content-Length: 1234", "ETag: \"x\""])):
            with self.subTest(method=method, status=status, fields=fields):
                self.origin.reply(answer(status, *fields, framing="none"))
                response = client.ask(method)
                self.assertEqual(response.status, status)
                if fields == ["Content-Length: 1234"]:
                    self.assertEqual(response.get("Content-Length"), "1234")
        self.origin.reply(answer(200, body=b"after"))
        self.assertEqual(client.ask().body, b"after")

    def test_chunks_are_joined_for_an_old_visitor(self):
        self.origin.reply(answer(200, HTML, body=BIG[:100_000], framing="chunked"))
        response = self.visit(version="HTTP/1.0")
        self.assertNotEqual(response.framing, "chunked")
        self.assertEqual(response.all("Transfer-Encoding"), [])
        self.assertEqual(digest(response.body), digest(BIG[:100_000]))

    def test_trailers_never_carry_cookies(self):
        self.origin.reply(answer(200, HTML, "Trailer: X-Sum", "Transfer-Encoding: chunked",
                                 framing="none")
                          + chunked(b"hello", trailers=["X-Sum: 1", "Set-Cookie: _ga=1",
                                                        "set-cookie: SESSION=1",
                                                        "Content-Length: 9"]))
        for te in ([], ["TE: trailers", "Connection: TE"]):
            with self.subTest(te=te):
                response = self.visit("GET", "/", "Sec-Fetch-Dest: empty", *te)
                self.assertEqual(response.body, b"hello")
                self.assertEqual(response.cookies, [])
                self.assertNotIn("cookie", "".join(response.trailers).lower())
                self.assertNotIn("length", "".join(response.trailers).lower())


class Requests(WireCase):
    def test_content_length(self):
        for size in SIZES:
            with self.subTest(size=size):
                fields = [] if size else ["Content-Length: 0"]
                self.assertEqual(self.visit("POST", "/", *fields, body=BIG[:size]).status, 200)
                self.assertEqual(self.origin.last.head.all("Content-Length"), [str(size)])
                self.assertEqual(self.origin.last.head.all("Transfer-Encoding"), [])
                self.assertEqual(digest(self.origin.last.body), digest(BIG[:size]))

    def test_chunked(self):
        for size in SIZES:
            with self.subTest(size=size):
                body = chunked(BIG[:size]) if size else chunked()
                response = self.visit("POST", "/", "Transfer-Encoding: chunked", body=body)
                self.assertEqual(response.status, 200)
                self.assertEqual(self.origin.last.head.all("Content-Length"), [])
                self.assertEqual(self.origin.last.head.all("Transfer-Encoding"), ["chunked"])
                self.assertEqual(digest(self.origin.last.body), digest(BIG[:size]))

    def test_the_word_chunked_in_any_case(self):
        body = chunked(b"hello")
        self.assertEqual(self.visit("POST", "/", "transfer-encoding: ChUnKeD", body=body).status,
                         200)
        self.assertEqual(self.origin.last.body, b"hello")

    def test_trailers_stay_behind(self):
        body = chunked(b"hello", trailers=["Cookie: SESSION=smuggled", "X-Sum: 1"])
        self.assertEqual(self.visit("POST", "/", "Transfer-Encoding: chunked", body=body).status,
                         200)
        self.assertEqual(self.origin.last.body, b"hello")
        self.assertEqual(self.origin.last.trailers, [])
        self.assertNotIn(b"smuggled", bytes(self.origin.received))

    def test_byte_by_byte(self):
        client = self.client()
        for byte in request("POST", "/", body=b"slowly"):
            client.send(bytes([byte]))
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(self.origin.last.body, b"slowly")

    def test_chunks_byte_by_byte(self):
        client = self.client()
        for byte in request("POST", "/", "Transfer-Encoding: chunked",
                            body=chunked(b"slow", b"ly")):
            client.send(bytes([byte]))
        self.assertEqual(client.read_response().status, 200)
        self.assertEqual(self.origin.last.body, b"slowly")

    def test_eight_mebibytes(self):
        pieces = [BIG[at:at + 100_000] for at in range(0, len(BIG), 100_000)]
        for fields, body in (([], BIG), (["Transfer-Encoding: chunked"], chunked(*pieces))):
            with self.subTest(fields=fields):
                self.assertEqual(self.visit("PUT", "/", *fields, body=body).status, 200)
                self.assertEqual(digest(self.origin.last.body), digest(BIG))

    def test_the_body_streams(self):
        """The origin has the first half before the second is sent."""
        first_half = threading.Event()

        def reply(exchange):
            start = exchange.stream.read_exactly(5)
            first_half.set()
            exchange.body = start + exchange.stream.read_exactly(5)
            exchange.complete = True
            exchange.send(answer(200, body=b"done"))
        self.origin.reply(reply)
        client = self.client()
        client.send(request("POST", "/", "Content-Length: 10") + b"first")
        self.assertTrue(first_half.wait(10))
        client.send(b"later")
        self.assertEqual(client.read_response().body, b"done")
        self.assertEqual(self.origin.last.body, b"firstlater")

    def test_both_ways_at_once(self):
        """An echo that answers while it reads: neither side waits for the other's end."""
        def reply(exchange):
            exchange.send(answer(200, f"Content-Length: {len(BIG)}", framing="none"))
            left = len(BIG)
            while left:
                piece = exchange.stream.read_some()
                exchange.send(piece)
                left -= len(piece)
            exchange.complete = True
        self.origin.reply(reply)
        client = self.client()
        client.send(request("POST", "/", f"Content-Length: {len(BIG)}"))
        sender = threading.Thread(target=client.send, args=(BIG,), daemon=True)
        sender.start()
        response = client.read_response()
        sender.join(10)
        self.assertEqual(digest(response.body), digest(BIG))

    def test_an_early_answer_reaches_the_visitor(self):
        def reply(exchange):
            exchange.send(answer(413, "Connection: close", body=b"too much"))
            exchange.stream.half_close()
            exchange.stream.read_to_end()
            exchange.close()
        self.origin.reply(reply)
        client = self.client()
        client.send(request("POST", "/", "Content-Length: 1000000") + b"some")
        response = client.read_response()
        self.assertEqual((response.status, response.body), (413, b"too much"))


if __name__ == "__main__":
    unittest.main()
