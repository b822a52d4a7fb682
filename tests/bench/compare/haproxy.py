"""HAProxy as a plain proxy."""

from machine import SUBJECT
from program import Program

CONFIGURATION = """\
global
    nbthread 1
    maxconn 8000
    maxpipes 100
    ssl-default-bind-options ssl-min-ver TLSv1.3
defaults
    mode http
    option http-keep-alive
    http-reuse always
    timeout connect 5s
    timeout client 600s
    timeout server 600s
    timeout http-keep-alive 600s
    {splice}
frontend visitors
    bind 127.0.0.1:{port} backlog 4096
    bind 127.0.0.1:{tls_port} ssl crt {pem} backlog 4096
    default_backend origin
backend origin
    server origin 127.0.0.1:{origin} pool-max-conn 128
"""


def start_haproxy(name, setup):
    """`haproxy` or `haproxy-splice`."""
    peer = Program(name, SUBJECT)
    made = setup.certificate
    pem = peer.write("both.pem", made.certificate.read_text() + made.key.read_text())
    file = peer.write("haproxy.cfg", CONFIGURATION.format(
        port=peer.port, tls_port=peer.tls_port, pem=pem, origin=setup.origin.port,
        splice="option splice-response" if name == "haproxy-splice" else ""))
    return peer.start("haproxy", "-db", "-f", file)
