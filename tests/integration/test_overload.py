"""What is read and not yet passed on is bounded."""

import unittest

from harness.case import WireCase
from harness.client import request
from harness.response import answer

MOST = 400


class Overload(WireCase):
    keys = {"workers": 1, "limits": {"buffered_bytes": "1MiB"}}

    def setUp(self):
        super().setUp()
        large, small = answer(200, body=bytes(16 << 20)), answer(200, body=b"small")

        def reply(exchange):
            exchange.read_body()
            try:
                exchange.send(large if exchange.target == "/large" else small)
            except OSError:
                exchange.close()   # who asked for it has left
        self.origin.reply(reply)

    def stall(self):
        """One more visitor who asks for more than his socket holds and reads nothing of it."""
        client = self.client()
        client.send(request("GET", "/large"))
        return client

    def test_new_requests_are_refused_until_there_is_room(self):
        stalled = []
        while (response := self.visit()).status == 200 and len(stalled) < MOST:
            stalled.append(self.stall())
        self.assertEqual(response.status, 503)
        self.assertEqual(response.get("Proxy-Status"),
                         "consent-proxy; error=connection_limit_reached")
        self.assertEqual(response.get("Retry-After"), "1")
        # Of 64 KiB each no more than 16 would fit.
        self.assertGreater(len(stalled), 25)
        for client in stalled:
            client.reset()
        self.until(lambda: self.visit().status == 200)


if __name__ == "__main__":
    unittest.main()
