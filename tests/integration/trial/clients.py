#!/usr/bin/env python3
"""curl and git through `consent-proxy run`, and bodies of any size, with their SHA-256.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/clients.py [--size 2GiB] [PART...]

Whatever the size, the proxy stays below 40 MiB of resident memory. Exit code 77 where a program is
not installed and the rest was as it should be.
"""

import argparse
import gzip
import os
import pathlib
import random
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from trial.blob import BlobServer, digest, pieces, read_size  # noqa: E402
from trial.curl import Curl  # noqa: E402
from trial.git import BACKEND, PASSWORD, USER, add_commit, git, start_git  # noqa: E402
from trial.wrk import peak  # noqa: E402
from trial.servers import start_nginx  # noqa: E402
from trial.trial import lacks, run_in_front_of  # noqa: E402
from trial.visits import COOKIES, ESSENTIAL, expect  # noqa: E402

MOST = 40 * 1024
"""KiB that the proxy may have had resident."""


def try_protocol(base, origin, _):
    """HTTP/1.0, Expect, uploads from a pipe."""
    for path in ("sized", "chunked"):
        answer = Curl(f"{base}/{path}/3000000", "--http1.0")
        expect(f"1.0, {path}", (answer.status, digest([answer.body])),
               (200, digest(pieces(3_000_000))))
    sent = b"".join(pieces(3_000_000))
    told = (digest([sent]) + "\n").encode()
    answer = Curl(f"{base}/upload", "--upload-file", "-", upload=[sent])
    expect("from a pipe", (answer.status, answer.body, origin.last["Transfer-Encoding"]),
           (201, told, "chunked"))
    # curl waits for the 100 as long as this; an answer that is sooner has had one.
    patience = ["--expect100-timeout", "60", "--header", "Expect: 100-continue"]
    answer = Curl(f"{base}/upload", *patience, "--data-binary", "@-", upload=[sent])
    expect("with Expect", (answer.status, answer.body), (201, told))
    expect("with Expect, its head", answer.head.startswith("HTTP/1.1 100 "), True)
    expect("with Expect, in time", answer.took < 30, True)
    answer = Curl(f"{base}/refused", *patience, "--data-binary", "@-", upload=[sent])
    expect("Expect, refused", answer.status, 413)
    expect("Expect, refused in time", answer.took < 30, True)
    answer = Curl(f"{base}/upload", *patience, "--upload-file", "-", upload=[sent])
    expect("chunked with Expect", (answer.status, answer.body), (201, told))


def try_large(base, origin, size):
    """Bodies of `--size`, both ways, with and without a length."""
    right = digest(pieces(size))
    for path in ("sized", "chunked"):
        answer = Curl(f"{base}/{path}/{size}", digest=digest)
        expect(f"download, {path}", (answer.status, answer.body), (200, right))
        print(f"  download, {path}: {size} bytes in {answer.took:.1f} s")
    for what, fields in (("chunked", []), ("sized", ["--header", f"Content-Length: {size}"])):
        # curl sends from a pipe as it is told to: with a length it does not chunk.
        more = [*fields, *(["--header", "Transfer-Encoding:"] if fields else [])]
        answer = Curl(f"{base}/upload", *more, "--upload-file", "-", upload=pieces(size))
        expect(f"upload, {what}", (answer.status, answer.body.decode()), (201, right + "\n"))
        expect("its length", origin.last["Content-Length"], str(size) if fields else None)
        print(f"  upload, {what}: {size} bytes in {answer.took:.1f} s")


def try_parts(base, origin, _):
    """Ranges, a download that is resumed, and one that is compressed."""
    data = random.Random(6).randbytes(5_000_000)
    (origin.static / "file.bin").write_bytes(data)
    text = b"a line that is there many times\n" * 20_000
    (origin.static / "page.html").write_bytes(text)
    answer = Curl(f"{base}/static/file.bin", "--range", "1000-1999")
    expect("range", (answer.status, answer.body == data[1000:2000]), (206, True))
    with tempfile.NamedTemporaryFile() as partial:
        partial.write(data[:2_000_000])
        partial.flush()
        answer = Curl(f"{base}/static/file.bin", "--continue-at", "-", "--output", partial.name)
        expect("resumed", (answer.status, pathlib.Path(partial.name).read_bytes() == data),
               (206, True))
        expect("the rest", answer.field("Content-Length"), "3000000")
    answer = Curl(f"{base}/static/page.html", "--compressed")
    expect("compressed", (answer.status, answer.field("Content-Encoding"), answer.body == text),
           (200, "gzip", True))
    raw = Curl(f"{base}/static/page.html", "--header", "Accept-Encoding: gzip").body
    expect("as it came", gzip.decompress(raw) == text, True)


def try_cookies(base, *_):
    """curl's own cookie jar, over a redirect."""
    with tempfile.TemporaryDirectory() as folder:
        jar = pathlib.Path(folder, "jar")
        answer = Curl(f"{base}/login", "--cookie-jar", jar, "--location",
                      "--data", "name=me&password=mine")
        expect("after the login", (answer.status, answer.body), (200, b"licensing_session=in"))
        lines = jar.read_text().splitlines()
        names = {line.split("\t")[5] for line in lines if line.count("\t") == 6}
        expect("the jar", names, {value.partition("=")[0] for value in ESSENTIAL}
               | {"cookies_policy"})


def try_git(base, *_):
    """Push, clone, shallow clone, and a fetch of what was pushed since; with a password."""
    url = base.replace("://", f"://{USER}:{PASSWORD}@") + "/git/site.git"
    with tempfile.TemporaryDirectory(prefix="consent-proxy-trial-") as name:
        folder = pathlib.Path(name)
        mine, yours = folder / "mine", folder / "yours"
        git(folder, "init", "--quiet", "--initial-branch=main", mine)
        for number in range(30):
            add_commit(mine, f"small-{number}", 2000)
        # Past http.postBuffer the push is chunked.
        add_commit(mine, "large", 4_000_000)
        git(mine, "push", "--quiet", url, "main")
        git(folder, "clone", "--quiet", url, yours)
        head = git(mine, "rev-parse", "HEAD")
        expect("cloned", git(yours, "rev-parse", "HEAD"), head)
        git(yours, "fsck", "--strict")
        expect("the file", (yours / "large").read_bytes() == (mine / "large").read_bytes(), True)
        git(folder, "clone", "--quiet", "--depth", "1", url, folder / "shallow")
        expect("shallow", git(folder / "shallow", "rev-list", "--count", "HEAD"), "1\n")
        add_commit(yours, "answer", 100_000)
        git(yours, "push", "--quiet", "origin", "main")
        git(mine, "pull", "--quiet", "--ff-only", url, "main")
        expect("pulled", git(mine, "rev-parse", "HEAD"), git(yours, "rev-parse", "HEAD"))


def start_site():
    return start_nginx(COOKIES)


PARTS = {
    "protocol": (try_protocol, BlobServer, ["curl"]),
    "large": (try_large, BlobServer, ["curl"]),
    "parts": (try_parts, start_site, ["curl", "nginx"]),
    "cookies": (try_cookies, start_site, ["curl", "nginx"]),
    "git": (try_git, start_git, ["git", "apache2", str(BACKEND)]),
}
"""What is tried, at which origin, and the programs that it takes."""


def run_part(attempt, origin, size):
    proxy = run_in_front_of(origin)
    try:
        attempt("http://{}:{}".format(*proxy.address), origin, size)
        most = peak(proxy.process.pid)
        if os.environ.get("CONSENT_PROXY_SANITIZED") != "1" and most >= MOST:
            raise AssertionError(f"{most} KiB were resident")
        return most
    finally:
        proxy.stop()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--size", type=read_size, default="64MiB", help="of the large bodies")
    arguments.add_argument("parts", nargs="*", help="those alone: " + ", ".join(PARTS))
    options = arguments.parse_args()
    skipped = False
    for name in options.parts or PARTS:
        attempt, start, programs = PARTS[name]
        if lacks(name, *programs):
            skipped = True
            continue
        origin = start()
        try:
            most = run_part(attempt, origin, options.size)
            print(f"{name}: as it should be, at most {most} KiB resident")
        finally:
            origin.stop()
    return 77 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
