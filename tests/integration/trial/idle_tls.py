#!/usr/bin/env python3
"""What visitors' connections by TLS cost while they rest.

    CONSENT_PROXY_BIN=PATH tests/integration/trial/idle_tls.py [--visitors 5000] [--tls 1.2|1.3]

Run by hand: it tells figures and judges nothing. A release build is what says something.
"""

import argparse
import pathlib
import resource
import socket
import ssl
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import certificates  # noqa: E402
from harness.client import request  # noqa: E402
from harness.origin import Origin  # noqa: E402
from harness.proxy import Proxy  # noqa: E402
from harness.settings import settings, site  # noqa: E402
from harness.tls import visitor_context  # noqa: E402
from trial.wrk import resident  # noqa: E402

VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


def visitor(address, context):
    raw = socket.create_connection(address, timeout=10)
    return context.wrap_socket(raw, server_hostname="localhost")


def ask(connection):
    connection.sendall(request("GET", "/"))
    answer = connection.recv(65536)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise AssertionError(answer)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--visitors", type=int, default=5000)
    arguments.add_argument("--tls", choices=VERSIONS, default="1.3")
    options = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (options.visitors + 200,) * 2)
    certificate = certificates.localhost().files
    origin = Origin()
    keys = settings(site(origin), workers=1, timeouts={"idle": "1h"}, log={"access": False})
    keys["listeners"][0]["tls"] = certificate
    proxy = Proxy(keys)
    pid = proxy.process.pid
    context = visitor_context(minimum=VERSIONS[options.tls], maximum=VERSIONS[options.tls])
    try:
        ask(visitor(proxy.address, context))
        time.sleep(1)
        before = resident(pid)
        visitors = [visitor(proxy.address, context) for _ in range(options.visitors)]
        time.sleep(1)

        def tell(when):
            each = (resident(pid) - before) / options.visitors
            print(f"TLS {options.tls}, {when}: {each:.1f} KiB for each of {options.visitors}")
        tell("after the handshake")
        for one in visitors:
            ask(one)
        time.sleep(6)
        tell("after a request")
        for one in visitors:
            one.close()
        time.sleep(3)
        tell("when all have left")
    finally:
        proxy.kill()
        origin.stop()


if __name__ == "__main__":
    main()
