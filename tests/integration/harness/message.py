"""Heads and bodies of HTTP messages as they came, line by line; text is Latin-1."""

from harness.stream import Cut


class Head:
    """A start line and its field lines, in their order and with their bytes."""

    def __init__(self, raw):
        self.raw = raw
        lines = raw.decode("latin-1").split("\r\n")
        self.start = lines[0]
        self.lines = [line for line in lines[1:] if line]
        parts = (line.partition(":") for line in self.lines)
        self.fields = [(name, value.strip(" \t")) for name, _, value in parts]

    def all(self, name):
        """The values of every field of that name, in order."""
        return [value for key, value in self.fields if key.lower() == name.lower()]

    def get(self, name):
        """The value of the only field of that name, or None."""
        values = self.all(name)
        if len(values) > 1:
            raise AssertionError(f"{name} came {len(values)} times: {values}")
        return values[0] if values else None

    def without(self, *names):
        """The field lines but those of these names."""
        left_out = {name.lower() for name in names}
        return [line for line in self.lines if line.partition(":")[0].lower() not in left_out]


def read_head(stream):
    """The next head, or None at a clean end."""
    try:
        return Head(stream.read_until(b"\r\n\r\n"))
    except Cut as cut:
        if not cut.partial:
            return None
        raise


def read_chunked(stream):
    """The body and the trailer lines; raises Cut with the part of the body that came."""
    body = bytearray()
    try:
        while True:
            size = int(stream.read_until(b"\r\n").split(b";")[0], 16)
            if size == 0:
                break
            body += stream.read_exactly(size)
            if stream.read_exactly(2) != b"\r\n":
                raise AssertionError("no CRLF after the data of a chunk")
        trailers = []
        while line := stream.read_until(b"\r\n")[:-2]:
            trailers.append(line.decode("latin-1"))
        return bytes(body), trailers
    except Cut as cut:
        raise Cut(bytes(body) + cut.partial) from None


def chunked(*pieces, trailers=()):
    """The pieces as a chunked body with these trailer lines."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    lines = "".join(f"{line}\r\n" for line in trailers).encode("latin-1")
    return body + b"0\r\n" + lines + b"\r\n"
