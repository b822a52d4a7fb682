"""TLS that is driven step by step: a visitor that stops in the middle of a handshake, says its end
or does not say it; and an origin that speaks TLS."""

import socket
import ssl
import threading

from harness import certificates
from harness.client import Client
from harness.origin import Origin
from harness.stream import DEADLINE, Stream


class TlsSocket:
    """TLS over a connected socket, with what a Stream needs of one. Reading in one thread and
    writing in another is fine."""

    def __init__(self, raw, context, server_side=False, name=None, session=None):
        self.raw = raw
        self._in = ssl.MemoryBIO()
        self._out = ssl.MemoryBIO()
        self._lock = threading.Lock()
        self.tls = context.wrap_bio(self._in, self._out, server_side, name, session)

    def hello(self):
        """The first bytes of a client's handshake, not sent."""
        try:
            self.tls.do_handshake()
        except ssl.SSLWantReadError:
            return self._out.read()
        raise AssertionError("a handshake without an answer")

    def shake_hands(self):
        self._repeat(self.tls.do_handshake)
        return self

    def sendall(self, data):
        for at in range(0, len(data), 65536):
            with self._lock:
                self.tls.write(data[at:at + 65536])
                out = self._out.read()
            self.raw.sendall(out)

    def recv(self, size):
        try:
            return self._repeat(lambda: self.tls.read(size))
        except ssl.SSLZeroReturnError:
            return b""

    def _repeat(self, step):
        while True:
            result = wanted = None
            with self._lock:
                try:
                    result = step()
                except ssl.SSLWantReadError as blocked:
                    wanted = blocked
                except ssl.SSLZeroReturnError:
                    raise
                except ssl.SSLError:
                    self._say_why()
                    raise
                out = self._out.read()
            if out:
                self.raw.sendall(out)
            if wanted is None:
                return result
            data = self.raw.recv(65536)
            with self._lock:
                if data:
                    self._in.write(data)
                else:
                    self._in.write_eof()

    def _say_why(self):
        """The alert that OpenSSL has for the other side, if that one still listens."""
        try:
            self.raw.sendall(self._out.read())
        except OSError:
            pass

    def say_end(self):
        """close_notify, and nothing else."""
        with self._lock:
            try:
                self.tls.unwrap()
            except ssl.SSLError:
                pass
            out = self._out.read()
        self.raw.sendall(out)

    def shutdown(self, how):
        if how != socket.SHUT_RD:
            try:
                self.say_end()
            except OSError:
                pass
        self.raw.shutdown(how)

    def close(self):
        try:
            self.say_end()
        except OSError:
            pass
        self.raw.close()

    def fileno(self):
        return self.raw.fileno()

    def settimeout(self, seconds):
        self.raw.settimeout(seconds)

    def setsockopt(self, *arguments):
        self.raw.setsockopt(*arguments)


def visitor_context(**versions):
    """Believes the tests' own authority; `minimum` and `maximum` are of ssl.TLSVersion."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certificates.authority().certificate)
    if "minimum" in versions:
        context.minimum_version = versions["minimum"]
    if "maximum" in versions:
        context.maximum_version = versions["maximum"]
    return context


class TlsClient(Client):
    """A visitor who came by TLS; the hands are shaken when it is made."""

    def __init__(self, address, context=None, name="localhost", session=None):
        raw = socket.create_connection(address, timeout=DEADLINE)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.tls_socket = TlsSocket(raw, context or visitor_context(), name=name, session=session)
        try:
            self.tls_socket.shake_hands()
        except (ssl.SSLError, OSError):
            raw.close()
            raise
        Stream.__init__(self, self.tls_socket)

    @property
    def tls(self):
        return self.tls_socket.tls

    def say_end(self):
        self.tls_socket.say_end()

    def cut(self):
        """The end of the connection without the end of TLS."""
        self.tls_socket.raw.close()


class TlsOrigin(Origin):
    """An origin that speaks TLS with `context`; remembers what it knows of each connection that
    has shaken hands, and why others have not."""

    def __init__(self, context, reply=None):
        self.context = context
        self.sessions = []
        self.refusals = []
        self.names = []
        context.sni_callback = lambda _, name, __: self.names.append(name)
        super().__init__(reply)

    @property
    def url(self):
        return f"https://localhost:{self.address[1]}"

    def _serve(self, stream, number):
        tls = TlsSocket(stream.socket, self.context, server_side=True)
        try:
            tls.shake_hands()
        except (ssl.SSLError, OSError) as refusal:
            self.refusals.append(refusal)
            stream.close()
            return
        stream.socket = tls
        self.sessions.append(tls)
        super()._serve(stream, number)


def origin_context(certificate=None, **versions):
    """Of an origin, with a certificate for localhost unless told."""
    certificate = certificate or certificates.localhost()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    if "maximum" in versions:
        context.maximum_version = versions["maximum"]
    return context
