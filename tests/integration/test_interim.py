"""Expect: 100-continue and the other 1xx."""

import unittest

from harness.case import HTML, WireCase
from harness.client import request
from harness.response import answer

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Expect(WireCase):
    def test_end_to_end(self):
        """The visitor sends its body only when the origin has asked for it."""
        def reply(exchange):
            exchange.send(CONTINUE)
            exchange.read_body()
            exchange.send(answer(200, body=exchange.body))
        self.origin.reply(reply)
        client = self.client()
        client.send(request("POST", "/", "Expect: 100-continue", "Content-Length: 5"))
        self.assertTrue(client.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1 100 "))
        self.assertEqual(self.origin.last.head.all("Expect"), ["100-continue"])
        client.send(b"hello")
        response = client.read_response()
        self.assertEqual((response.interim, response.body), ([], b"hello"))

    def test_refused_before_the_body(self):
        def reply(exchange):
            exchange.send(answer(417, "Connection: close", body=b"no"))
            exchange.close()
        self.origin.reply(reply)
        client = self.client()
        client.send(request("POST", "/", "Expect: 100-continue", "Content-Length: 5"))
        response = client.read_response()
        self.assertEqual((response.status, response.body), (417, b"no"))
        self.assertTrue(client.at_end(), "the body that never came would be read as a request")

    def test_an_origin_that_does_not_ask(self):
        client = self.client()
        client.send(request("POST", "/", "Expect: 100-continue", body=b"hello"))
        response = client.read_response()
        self.assertEqual((response.status, self.origin.last.body), (200, b"hello"))


class Interim(WireCase):
    def test_a_loop_of_them(self):
        interim = b"".join(b"HTTP/1.1 102 Processing\r\nX-Step: %d\r\n\r\n" % n
                           for n in range(1, 4))
        self.origin.reply(interim + answer(200, HTML, body=b"done"))
        response = self.open()
        self.assertEqual((response.status, response.body), (200, b"done"))
        self.assertEqual([head.get("X-Step") for head in response.interim], ["1", "2", "3"])

    def test_without_end_they_are_nonsense(self):
        def reply(exchange):
            try:
                for _ in range(5000):
                    exchange.send(b"HTTP/1.1 102 Processing\r\n\r\n" * 20)
            except OSError:
                pass
            exchange.close()
        self.origin.reply(reply)
        self.assertIn(self.open().status, (502, 504))

    def test_old_visitors_get_none(self):
        self.origin.reply(b"HTTP/1.1 102 Processing\r\n\r\n" + CONTINUE
                          + answer(200, HTML, body=b"done"))
        response = self.visit(version="HTTP/1.0")
        self.assertEqual((response.status, response.body, response.interim), (200, b"done", []))

    def test_early_hints_stay_behind(self):
        self.origin.reply(b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"
                          + answer(200, HTML, body=b"done"))
        response = self.open()
        self.assertEqual((response.status, response.interim), (200, []))


class Flood(WireCase):
    def test_interim_responses_without_end_are_no_answer(self):
        def reply(exchange):
            exchange.send(b"HTTP/1.1 102 Processing\r\n\r\n" * 200)
        self.origin.reply(reply)
        self.assertEqual(self.visit().status, 502)


if __name__ == "__main__":
    unittest.main()
