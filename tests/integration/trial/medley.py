"""Visitors of every kind, for as long as one likes."""

import asyncio
import collections
import random
import socket
import ssl
import struct
import urllib.parse

from harness import certificates
from harness.client import DOCUMENT, HOST
from harness.consent import ALL_BUT_USAGE, EVERYTHING, choice
from trial.medley_origin import BIG, read_body, read_head

VISITORS = 16
CHOICES = [None, choice(), ALL_BUT_USAGE, EVERYTHING,
           urllib.parse.quote(EVERYTHING), "not a choice"]
FORM = b"settings=yes&usage=no&campaigns=no"
PATIENCE = 30.0


class Unexpected(Exception):
    """An answer that is not what it should be."""


def expect(what, found, expected):
    if found != expected:
        raise Unexpected(f"{what}: {found!r} instead of {expected!r}")


class Medley:
    """VISITORS who do one thing after the other, chosen at random; `pause` lets them finish what
    they are at. `done` counts what went as it should, by kind; `failures` are the others."""

    def __init__(self, plain, tls):
        self._plain = plain
        self._tls = tls
        self._context = ssl.create_default_context(
            cafile=str(certificates.authority().certificate))
        self._random = random.Random(6)
        self._going = asyncio.Event()
        self._busy = 0
        self._idle = asyncio.Event()
        self._tasks = []
        self.done = collections.Counter()
        self.failures = []
        self._kinds = {
            self.browse: 8, self.send_form: 2, self.post: 3, self.post_chunked: 2,
            self.download: 1, self.download_slowly: 1, self.talk: 2, self.break_off_head: 2,
            self.break_off_body: 2, self.break_off_download: 2, self.meet_broken: 1,
        }

    def start(self):
        self._tasks = [asyncio.ensure_future(self._visit()) for _ in range(VISITORS)]
        self._going.set()

    async def pause(self):
        """Until nobody is at anything."""
        self._going.clear()
        while self._busy:
            self._idle.clear()
            await self._idle.wait()

    def go_on(self):
        self._going.set()

    async def stop(self):
        await self.pause()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _visit(self):
        kinds, weights = list(self._kinds), list(self._kinds.values())
        while True:
            await self._going.wait()
            kind = self._random.choices(kinds, weights)[0]
            self._busy += 1
            try:
                await asyncio.wait_for(kind(), PATIENCE)
                self.done[kind.__name__] += 1
            except (OSError, EOFError, Unexpected, asyncio.TimeoutError) as error:
                self.failures.append(f"{kind.__name__}: {error!r}")
            finally:
                self._busy -= 1
                if not self._busy:
                    self._idle.set()
            await asyncio.sleep(self._random.uniform(0, 0.1))

    async def _connect(self):
        if self._random.random() < 0.3:
            return await asyncio.open_connection(*self._tls, ssl=self._context,
                                                 server_hostname="localhost")
        return await asyncio.open_connection(*self._plain)

    def _request(self, method, target, *fields, body=b""):
        lines = [f"{method} {target} HTTP/1.1", f"Host: {HOST}", *fields]
        value = self._random.choice(CHOICES)
        pairs = [f"stray{self._random.randrange(1000)}=1", "licensing_session=1", "_ga=1"]
        if value:
            pairs.append(f"cookies_policy={value}")
        lines.append("Cookie: " + "; ".join(pairs))
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body

    async def _ask(self, reader, writer, request, what):
        """The head and the size of the body of the answer, which has to be 200."""
        writer.write(request)
        head = await read_head(reader)
        expect(what, head.first[1], "200")
        return head, await read_body(reader, head)

    async def _close(self, writer):
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass

    def _reset(self, writer):
        """The end without a good-bye: what is on its way is lost."""
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def browse(self):
        reader, writer = await self._connect()
        for _ in range(self._random.randrange(1, 20)):
            head, _ = await self._ask(reader, writer,
                                      self._request("GET", "/page", *DOCUMENT), "a page")
            await asyncio.sleep(self._random.uniform(0, 0.05))
            if head.fields.get("connection") == "close":
                break
        await self._close(writer)

    async def send_form(self):
        reader, writer = await self._connect()
        fields = ("Content-Type: application/x-www-form-urlencoded", "Accept: application/json",
                  "Sec-Fetch-Site: same-origin")
        await self._ask(reader, writer, self._request("POST", "/cookies", *fields, body=FORM),
                        "the form")
        await self._close(writer)

    async def post(self):
        reader, writer = await self._connect()
        body = bytes(self._random.randrange(1, 200_000))
        _, size = await self._ask(reader, writer, self._request("POST", "/", body=body), "a post")
        expect("what was posted", size, len(str(len(body))))
        await self._close(writer)

    async def post_chunked(self):
        reader, writer = await self._connect()
        writer.write(self._request("POST", "/", "Transfer-Encoding: chunked"))
        for _ in range(self._random.randrange(20)):
            piece = bytes(self._random.randrange(1, 20_000))
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            await writer.drain()
        await self._ask(reader, writer, b"0\r\n\r\n", "a chunked post")
        await self._close(writer)

    async def download(self, pause=0.0):
        reader, writer = await self._connect()
        target = self._random.choice(["/big", "/chunked"])
        writer.write(self._request("GET", target))
        await asyncio.sleep(pause)
        _, size = await self._ask(reader, writer, b"", "a download")
        expect("a download's size", size, BIG)
        await self._close(writer)

    async def download_slowly(self):
        await self.download(self._random.uniform(0.2, 2))

    async def talk(self):
        reader, writer = await self._connect()
        writer.write(self._request("GET", "/socket", "Connection: Upgrade", "Upgrade: websocket",
                                   "Sec-WebSocket-Version: 13",
                                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
        expect("an upgrade", (await read_head(reader)).first[1], "101")
        for _ in range(self._random.randrange(30)):
            said = self._random.randbytes(self._random.randrange(1, 4000))
            writer.write(said)
            expect("an echo", await reader.readexactly(len(said)), said)
            await asyncio.sleep(self._random.uniform(0, 0.1))
        await self._close(writer)

    async def break_off_head(self):
        _, writer = await self._connect()
        request = self._request("GET", "/page")
        writer.write(request[:self._random.randrange(len(request))])
        await writer.drain()
        self._reset(writer)

    async def break_off_body(self):
        _, writer = await self._connect()
        writer.write(self._request("POST", "/", "Content-Length: 300000") + bytes(100_000))
        await writer.drain()
        await asyncio.sleep(self._random.uniform(0, 0.05))
        self._reset(writer)

    async def break_off_download(self):
        reader, writer = await self._connect()
        writer.write(self._request("GET", "/big"))
        await reader.readexactly(self._random.randrange(1, 100_000))
        self._reset(writer)

    async def meet_broken(self):
        reader, writer = await self._connect()
        try:
            await self._ask(reader, writer, self._request("GET", "/broken"), "a broken answer")
            raise Unexpected("a broken answer was whole")
        except (asyncio.IncompleteReadError, ConnectionResetError):
            pass
        await self._close(writer)
