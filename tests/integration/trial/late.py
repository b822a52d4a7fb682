"""Visitors that go on while a proxy drains, until nobody listens any more."""

import contextlib
import threading

from harness.client import Client
from harness.stream import Cut

VISITORS = 4
MOST = 60.0
"""Seconds after which they give up."""


class LateVisitors:
    """Each asks, on one connection for as long as it is kept and then on the next, until a
    connection is refused. `asked` requests were sent on a connection that was there; of these
    `lost` got no whole answer, and `refused_answers` one that is not 200."""

    def __init__(self, address):
        self._address = address
        self._lock = threading.Lock()
        self._gave_up = threading.Event()
        self.asked = 0
        self.lost = []
        self.refused_answers = []
        self._threads = [threading.Thread(target=self._visit) for _ in range(VISITORS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._gave_up.set()

    def __str__(self):
        return f"{self.asked} requests answered until nobody listened, {len(self.lost)} lost"

    def finish(self):
        """Waits until the last was refused."""
        for thread in self._threads:
            thread.join(MOST)
            assert not thread.is_alive(), "the listener was never closed"

    def _visit(self):
        while not self._gave_up.is_set():
            try:
                client = Client(self._address)
            except ConnectionRefusedError:
                return
            # The handshake is the kernel's: a reset right after it is a lost request too.
            except OSError as error:
                self._lose(error)
                return
            with contextlib.closing(client):
                self._ask(client)

    def _ask(self, client):
        again = True
        while again and not self._gave_up.is_set():
            with self._lock:
                self.asked += 1
            try:
                response = client.ask()
            except (Cut, OSError) as error:
                self._lose(error)
                return
            if response.status != 200:
                with self._lock:
                    self.refused_answers.append(response.status)
            again = response.get("Connection") != "close"

    def _lose(self, error):
        with self._lock:
            self.lost.append(repr(error))
