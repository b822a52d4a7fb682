"""Whether a peer's answers are right: nothing is measured before."""

import http.client
import ssl

from message import DEFAULT, PASSED, SET_COOKIES
from peers import does_the_job


def trusting(authority):
    context = ssl.create_default_context(cafile=str(authority))
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _expected_cookies(case, name):
    if not does_the_job(name):
        return SET_COOKIES
    return PASSED + [DEFAULT] if case.first_visit else PASSED


def _expect(what, found, expected):
    if found != expected:
        raise RuntimeError(f"{what}:\n  expected {expected}\n  found    {found}")


def check_answers(case, peer, authority):
    """Two requests, on one connection unless each has its own: status, body, cookies."""
    if case.tls:
        connection = http.client.HTTPSConnection("127.0.0.1", peer.tls_port, timeout=20,
                                                 context=trusting(authority))
    else:
        connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=20)
    fields = {name: value for name, value in case.fields.items() if name != "Host"}
    for _ in range(2):
        connection.putrequest("GET", case.path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", case.fields["Host"])
        for name, value in fields.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read()
        what = f"{case.name}, {peer.name}"
        _expect(f"{what}: status", response.status, 200)
        _expect(f"{what}: body", (len(body), set(body)), (case.body, {ord("0")}))
        _expect(f"{what}: Set-Cookie", response.headers.get_all("Set-Cookie"),
                _expected_cookies(case, peer.name))
    connection.close()
