"""A second reader, stricter than any origin: what the proxy writes has to mean one thing only."""

import re

LINE = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+ [^\x00-\x20#\x7f]+ HTTP/1\.1")
FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)")
LENGTH = re.compile(rb"0|[1-9][0-9]{0,18}")


def check_message(raw):
    """AssertionError unless the request head is RFC 9112 to the letter and framed once at most."""
    assert raw.endswith(b"\r\n\r\n"), raw
    start, *lines = raw[:-4].split(b"\r\n")
    assert LINE.fullmatch(start), f"the request line {start!r}"
    fields = []
    for line in lines:
        match = FIELD.fullmatch(line)
        assert match, f"the field line {line!r}"
        fields.append((match.group(1).lower().replace(b"_", b"-"), match.group(2).strip(b" \t")))
    framing = [(name, value) for name, value in fields
               if name in (b"content-length", b"transfer-encoding")]
    assert len(framing) <= 1, f"two readers, two ends: {framing}"
    for name, value in framing:
        plain = value == b"chunked" if name == b"transfer-encoding" else LENGTH.fullmatch(value)
        assert plain, f"{name!r}: {value!r}"
    hosts = [value for name, value in fields if name == b"host"]
    assert len(hosts) == 1 and hosts[0], f"hosts {hosts}"
    names = [name for name, _ in fields]
    for name in (b"http2-settings", b"te", b"trailer", b"keep-alive", b"proxy-connection"):
        assert name not in names, f"{name!r} was passed on"
