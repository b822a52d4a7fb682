"""What is read and not yet passed on is bounded."""

import unittest

from harness.case import WireCase
from harness.client import request
from harness.response import answer


class Overload(WireCase):
    keys = {"workers": 1, "limits": {"buffered_bytes": "1MiB"}}

    def stall(self, count):
        """So many visitors that ask for more than their sockets hold and read nothing of it."""
        self.origin.reply(answer(200, body=bytes(16 << 20)))
        clients = []
        for _ in range(count):
            client = self.client()
            client.send(request())
            clients.append(client)
        return clients

    def test_new_requests_are_refused_until_there_is_room(self):
        stalled = self.stall(20)
        refused = self.until(lambda: (r := self.visit("GET", "/", "Connection: close"))
                             .status == 503 and r)
        self.assertEqual(refused.get("Proxy-Status"),
                         "consent-proxy; error=connection_limit_reached")
        self.assertEqual(refused.get("Retry-After"), "1")
        for client in stalled:
            client.reset()
        self.origin.reply(answer(200, body=b"again"))
        self.until(lambda: self.visit().status == 200)


if __name__ == "__main__":
    unittest.main()
