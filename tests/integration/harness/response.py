"""Responses: read loosely by the client, written byte by byte for the origin."""

from http import HTTPStatus

from harness.message import Head, chunked, read_chunked, read_head
from harness.stream import Cut


class Response(Head):
    """A final response with the 1xx heads before it. `framing` is how the body's end was told
    (`none`, `length`, `chunked`, `close`); `complete` is false when it was cut before."""

    def __init__(self, head, interim):
        super().__init__(head.raw)
        self.interim = interim
        self.status = int(self.start.split(" ")[1])
        self.body = b""
        self.trailers = []
        self.framing = "none"
        self.complete = True

    @property
    def cookies(self):
        """The values of the Set-Cookie fields, in order."""
        return self.all("Set-Cookie")

    @property
    def cookie_names(self):
        return [value.partition("=")[0] for value in self.cookies]


def read_response(stream, method="GET"):
    """The next final response; raises Cut when none comes."""
    interim = []
    while True:
        head = read_head(stream)
        if head is None:
            raise Cut()
        response = Response(head, interim)
        if response.status >= 200 or response.status == 101:
            break
        interim.append(head)
    try:
        _read_body(stream, response, method)
    except Cut as cut:
        response.body, response.complete = cut.partial, False
    return response


def _read_body(stream, response, method):
    if method == "HEAD" or response.status in (101, 204, 304):
        return
    if response.all("Transfer-Encoding") == ["chunked"]:
        response.framing = "chunked"
        response.body, response.trailers = read_chunked(stream)
    elif (length := response.get("Content-Length")) is not None:
        response.framing = "length"
        response.body = stream.read_exactly(int(length))
    else:
        response.framing = "close"
        response.body = stream.read_to_end()


def answer(status=200, *fields, body=b"", framing="length", reason=None, version="HTTP/1.1"):
    """The bytes of a response. `framing`: `length` adds Content-Length, `chunked` sends the body
    as one chunk, `close` and `none` add nothing. Nothing else is added."""
    reason = HTTPStatus(status).phrase if reason is None else reason
    lines = [f"{version} {status} {reason}", *fields]
    if framing == "length":
        lines.append(f"Content-Length: {len(body)}")
    elif framing == "chunked":
        lines.append("Transfer-Encoding: chunked")
        body = chunked(body) if body else chunked()
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
