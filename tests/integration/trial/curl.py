"""curl, run to its end."""

import re
import subprocess
import tempfile
import threading

SECONDS = 600
"""Until a curl that does not end is killed."""


class Curl:
    """What became of `curl ARGUMENTS URL`: `status`, `head` (of all its responses, as text), `took`
    in seconds and `body`. With `digest` that is what it makes of the pieces, and they are not kept.
    `upload` is an iterable of pieces for its standard input."""

    def __init__(self, url, *arguments, upload=None, digest=None):
        with tempfile.NamedTemporaryFile("r", encoding="latin-1") as head, \
                tempfile.TemporaryFile("w+") as complaints:
            command = ["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time",
                       str(SECONDS), "--dump-header", head.name, "--write-out",
                       "%{stderr}%{http_code} %{time_total}", *arguments, url]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=complaints)
            feeder = threading.Thread(target=_feed, args=(process.stdin, upload or ()))
            feeder.start()
            output = iter(lambda: process.stdout.read(1024 * 1024), b"")
            self.body = digest(output) if digest else b"".join(output)
            self.code = process.wait(SECONDS)
            feeder.join()
            process.stdout.close()
            complaints.seek(0)
            self.complaints = complaints.read()
            self.head = head.read()
        told = re.search(r"(\d{3}) ([\d.]+)$", self.complaints)
        if not told:
            raise AssertionError(f"curl {arguments}: {self.complaints}")
        self.status, self.took = int(told.group(1)), float(told.group(2))

    def field(self, name):
        """The last field of this name in the heads, or None."""
        found = re.findall(rf"^{name}: (.*?)\r?$", self.head, re.MULTILINE | re.IGNORECASE)
        return found[-1] if found else None


def _feed(pipe, parts):
    try:
        with pipe:
            for part in parts:
                pipe.write(part)
    except BrokenPipeError:   # curl wanted no more of it
        pass
