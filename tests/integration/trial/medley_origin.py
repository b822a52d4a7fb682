"""An origin that has something of everything, in a thread of its own."""

import asyncio
import threading

PAGE = (b"<!doctype html><html lang=en><head><title>A page</title></head><body>"
        + b"<p>Words, and a <a href=/page>link</a>.</p>\n" * 100 + b"</body></html>")
BIG = 2 * 1024 * 1024
COOKIES = (b"Set-Cookie: licensing_session=1; Path=/; HttpOnly\r\n"
           b"Set-Cookie: _ga=GA1.1; Path=/; Max-Age=63072000\r\n"
           b"Set-Cookie: surprise=1; Path=/\r\n")
PIECE = 16 * 1024


class Head:
    """The head of a message: its first line and its fields, the names in lower case."""

    def __init__(self, raw):
        first, *lines = raw.decode("latin-1").split("\r\n")[:-2]
        self.first = first.split(" ")
        self.fields = {}
        for line in lines:
            name, _, value = line.partition(":")
            self.fields[name.lower()] = value.strip()


async def read_head(reader):
    return Head(await reader.readuntil(b"\r\n\r\n"))


async def read_body(reader, head):
    """The number of its bytes; the bytes are thrown away."""
    count = 0
    if head.fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            count += len(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readline()
        return count
    left = int(head.fields.get("content-length", 0))
    while left:
        piece = await reader.readexactly(min(left, PIECE))
        left -= len(piece)
        count += len(piece)
    return count


def answer(body, *fields):
    head = b"HTTP/1.1 200 OK\r\n" + b"".join(fields)
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


class MedleyOrigin:
    """`/page` is HTML with cookies, `/big` 2 MiB, `/chunked` the same without a length, `/broken`
    ends in the middle, `/socket` sends back what it is sent once it is a tunnel; any POST is told
    the size of its body."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, EOFError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, reader, writer):
        head = await read_head(reader)
        target = head.first[1]
        if target == "/socket":
            await self._echo(reader, writer)
            return False
        if head.first[0] == "POST":
            writer.write(answer(b"%d" % await read_body(reader, head)))
        elif target == "/big":
            await self._send_big(writer)
        elif target == "/chunked":
            await self._send_chunked(writer)
        elif target == "/broken":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnot all of it")
            return False
        else:
            writer.write(answer(PAGE, b"Content-Type: text/html\r\n", COOKIES))
        await writer.drain()
        return True

    async def _send_big(self, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % BIG)
        for _ in range(BIG // PIECE):
            writer.write(bytes(PIECE))
            await writer.drain()

    async def _send_chunked(self, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(BIG // PIECE):
            writer.write(b"%x\r\n%b\r\n" % (PIECE, bytes(PIECE)))
            await writer.drain()
        writer.write(b"0\r\n\r\n")

    async def _echo(self, reader, writer):
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     b"Connection: Upgrade\r\n\r\n")
        while data := await reader.read(PIECE):
            writer.write(data)
            await writer.drain()
