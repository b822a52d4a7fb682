"""Waiting for what comes about soon, and a port that nobody else can take meanwhile."""

import socket
import time

from harness.stream import DEADLINE


def until(condition, what="what was awaited never came about"):
    """Asks now and then until `condition()` is true, and returns what it said. For what only shows
    when it is asked for, as metrics do: the proxy counts just after it has answered."""
    end = time.monotonic() + DEADLINE
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(what)
        time.sleep(0.01)
    return result


def deaf_port():
    """A socket that is bound and does not listen: who connects is refused, and until it is closed
    no other process gets the port."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    deaf.bind(("127.0.0.1", 0))
    return deaf
