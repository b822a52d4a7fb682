"""An origin that does what it is scripted to do, and remembers every byte it was sent."""

import socket
import threading

from harness.message import read_chunked, read_head
from harness.response import answer as response
from harness.stream import DEADLINE, Cut, Stream


class Exchange:
    """One request as it came in, with the connection to answer on. `connection` counts from 1."""

    def __init__(self, stream, head, connection):
        self.stream = stream
        self.head = head
        self.connection = connection
        self.method, self.target, self.version = head.start.split(" ")
        self.body = b""
        self.trailers = []
        self.complete = False   # the whole body has been read
        self.ended = False      # this side has closed

    def read_body(self):
        """Reads the rest of the request; once is enough."""
        if self.complete:
            return self.body
        try:
            if self.head.get("Transfer-Encoding"):
                self.body, self.trailers = read_chunked(self.stream)
            else:
                self.body = self.stream.read_exactly(int(self.head.get("Content-Length") or 0))
        except Cut as cut:
            self.body = cut.partial
            raise
        self.complete = True
        return self.body

    def send(self, data):
        self.stream.send(data)

    def close(self):
        self.ended = True
        self.stream.close()

    def reset(self):
        self.ended = True
        self.stream.reset()


class Origin:
    """Listens on a free port of the loopback address. Its answer is bytes, sent once the request
    has been read, or a function of the Exchange that does as it likes; asked anew each request."""

    def __init__(self, reply=None):
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = self._listener.getsockname()
        self._changed = threading.Condition()
        self._streams = set()
        self._number = 0
        self.faults = []
        self.forget()
        self.reply(reply or response(200, "Content-Type: text/html", body=b"hello"))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.address[1]}"

    def reply(self, what):
        self._reply = what

    def forget(self):
        """Starts the records anew."""
        with self._changed:
            self.exchanges = []
            self.connections = 0
            self.most_open = self._open()
            self.received = bytearray()

    def _open(self):
        return sum(not stream.closed for stream in self._streams)

    @property
    def last(self):
        return self.exchanges[-1]

    def wait_until(self, condition):
        """Waits until `condition(self)` holds; a bare assertion error after the deadline."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self), DEADLINE):
                raise AssertionError("the origin did not see what was awaited")

    def stop(self):
        """Closes everything, and raises what went wrong in a script."""
        self._listener.shutdown(socket.SHUT_RDWR)   # wakes accept, which would hold the port
        self._listener.close()
        with self._changed:
            streams = list(self._streams)
        for stream in streams:
            stream.abort()
        if self.faults:
            raise self.faults[0]

    def _accept(self):
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            stream = Stream(sock, self._record)
            with self._changed:
                self._number += 1
                self.connections += 1
                self._streams.add(stream)
                self.most_open = max(self.most_open, self._open())
                self._changed.notify_all()
            threading.Thread(target=self._serve, args=(stream, self._number), daemon=True).start()

    def _record(self, data):
        with self._changed:
            self.received += data
            self._changed.notify_all()

    def _serve(self, stream, number):
        stream.socket.settimeout(None)   # a pooled connection may rest; stop() ends it
        try:
            while (head := read_head(stream)) is not None:
                exchange = Exchange(stream, head, number)
                with self._changed:
                    self.exchanges.append(exchange)
                    self._changed.notify_all()
                if not self._answer(exchange):
                    break
        except (Cut, OSError):
            pass
        except Exception as fault:  # pylint: disable=broad-except
            self.faults.append(fault)
        finally:
            with self._changed:
                self._streams.discard(stream)
                self._changed.notify_all()
            stream.close()

    def _answer(self, exchange):
        if callable(self._reply):
            self._reply(exchange)
        else:
            exchange.read_body()
            exchange.send(self._reply)
        if exchange.ended:
            return False
        exchange.read_body()
        return True
