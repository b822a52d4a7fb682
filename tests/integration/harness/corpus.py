"""The cases of tests/corpus: read from their files, and played with a visitor and an origin."""

import json
import pathlib
import socket
import threading
import time

from harness.client import Client, request
from harness.response import answer, read_response
from harness.stream import Cut
from harness.strict import check_message

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "corpus"

AFTER = "/after-the-case"
"""The target of the request that follows each case, to see that all is in step."""

PAUSE = 0.02
"""Seconds between two writes that have to arrive apart; there is no event to wait for."""

PATIENCE = 5
"""Seconds that one wait of a case may take."""


def load(kind):
    """The cases of `requests` or `responses`: pairs of the file's name and the case."""
    for path in sorted((FOLDER / kind).glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            yield path.stem, case


def octets(piece):
    """The bytes of a piece: text, one byte a character, or text that is repeated."""
    if isinstance(piece, dict):
        return piece["repeat"].encode("latin-1") * piece["times"]
    return piece.encode("latin-1")


def play(steps, send, waits=None):
    """Sends the pieces, in one write up to the next wait."""
    data = b""
    for step in steps if isinstance(steps, list) else [steps]:
        if isinstance(step, dict) and "wait" in step:
            send(data)
            data = b""
            (waits or {}).get(step["wait"], lambda: time.sleep(PAUSE))()
        else:
            data += octets(step)
    send(data)


NO_PAGE = "Sec-Fetch-Dest: empty"
"""Of a request that is no page, so that the proxy adds no cookie of its own."""


class Script:
    """What the origin does in one case: it reads the request and sends what the case says, and
    says what it was asked where the case says nothing."""

    def __init__(self, case):
        self._case = case
        self._changed = threading.Condition()
        self.done = []    # requests that came whole, AFTER not among them
        self.over = []    # requests that were seen to their end or that of their connection
        self.begun = []
        self.after = None

    def __call__(self, exchange):
        if exchange.target == AFTER:
            exchange.read_body()
            self.after = exchange
            exchange.send(answer(200, "Connection: close", body=b"in step"))
            exchange.close()
            return
        with self._changed:
            self.begun.append(exchange)
        try:
            self._serve(exchange)
        finally:
            with self._changed:
                self.over.append(exchange)
                if exchange.complete:
                    self.done.append(exchange)
                self._changed.notify_all()

    def await_end(self):
        """Waits until no request is under way any more."""
        with self._changed:
            ended = self._changed.wait_for(lambda: len(self.over) == len(self.begun), PATIENCE)
        assert ended, "the origin still waits for the rest of a request"

    def _serve(self, exchange):
        if not self._case.get("origin_early"):
            exchange.read_body()
        scripted = self._case.get("origin_sends")
        if scripted is not None and len(self.begun) == 1:
            try:
                play(scripted, exchange.send, {"body": exchange.read_body})
            except OSError:   # the proxy has seen enough
                pass
        else:
            asked = f"{exchange.method} {exchange.target}\n".encode("latin-1")
            exchange.send(answer(200, body=asked + exchange.body))
        end = self._case.get("origin_ends")
        if end == "close":
            exchange.close()
        elif end == "reset":
            exchange.reset()
        else:
            exchange.read_body()


class Player:
    """Plays cases against one proxy and one origin; AssertionError where one is not as it says."""

    def __init__(self, proxy, origin):
        self.proxy = proxy
        self.origin = origin

    def run(self, case):
        self.origin.forget()
        script = Script(case)
        self.origin.reply(script)
        with Client(self.proxy.address) as client:
            client.socket.settimeout(PATIENCE)
            self._send(case, client)
            answers = [self._answer(client, expected) for expected in _answers(case)]
            cut = any(not response.complete for response in answers)
            ends = case.get("ends", cut)
            if ends and not cut:
                rest = client.read_to_end()
                assert rest == b"", f"after the last answer came {rest[:200]!r}"
            script.await_end()
            self._ask_after(client if not ends else None)
        self._check_origin(case, script)

    def _send(self, case, client):
        waits = {
            "origin": lambda: self.origin.wait_until(lambda origin: origin.exchanges),
            "answer": lambda: client.socket.recv(1, socket.MSG_PEEK),
        }
        simple = request("GET", "/", NO_PAGE).decode("latin-1")
        try:
            play(case.get("send", simple), client.send, waits)
            if case.get("visitor_ends"):
                client.half_close()
        except (ConnectionResetError, BrokenPipeError):   # what was answered is looked at below
            pass

    def _answer(self, client, expected):
        try:
            response = read_response(client, expected.get("to", "GET"))
        except Cut as cut:
            raise AssertionError(f"no answer, but {cut.partial[:200]!r}") from None
        told = f"{response.raw!r} {response.body[:200]!r}"
        statuses = expected["status"]
        statuses = statuses if isinstance(statuses, list) else [statuses]
        if expected.get("cut"):
            assert response.status == 502 or not response.complete, f"it is whole: {told}"
            statuses = [*statuses, 502]
        else:
            assert response.complete == expected.get("complete", True), f"cut or not: {told}"
        assert response.status in statuses, told
        if response.status >= 400 and "body" not in expected:
            assert (response.get("Proxy-Status") or "").startswith("consent-proxy; error="), told
        if "body" in expected:
            assert response.body == octets(expected["body"]), told
        if "interim" in expected:
            interim = [int(head.start.split(" ")[1]) for head in response.interim]
            assert interim == expected["interim"], f"interim {interim}: {told}"
        _check_fields(expected, response)
        for head in response.interim:
            assert not head.all("Set-Cookie"), "a cookie in an interim response"
        return response

    def _ask_after(self, client):
        if client is not None:
            response = client.ask("GET", AFTER)
        else:
            response = self.proxy.visit("GET", AFTER)
        assert (response.status, response.body) == (200, b"in step"), f"after it: {response.raw!r}"

    def _check_origin(self, case, script):
        expected = case.get("origin", 1)
        targets = [exchange.target for exchange in script.begun]
        assert len(script.done) == expected, f"whole requests: {len(script.done)} of {targets}"
        assert len(targets) <= max(expected, case.get("begun", 0)), f"begun: {targets}"
        assert not any("smuggled" in target for target in targets), targets
        for exchange in self.origin.exchanges:
            check_message(exchange.head.raw)
        if not targets:
            assert bytes(self.origin.received) == script.after.head.raw, self.origin.received
        for sees, exchange in zip(case.get("sees", []), script.done, strict=False):
            _check_seen(sees, exchange)
        if "reuse" in case:
            reused = script.after.connection == script.begun[-1].connection
            assert reused == case["reuse"], f"the connection was reused: {reused}"


def _answers(case):
    return [one if isinstance(one, dict) else {"status": one} for one in case["answers"]]


def _check_fields(expected, head):
    for line in expected.get("has", []):
        assert line in head.lines, f"no {line!r} in {head.raw!r}"
    for name in expected.get("lacks", []):
        assert not head.all(name), f"{name} in {head.raw!r}"


def _check_seen(sees, exchange):
    raw = exchange.head.raw
    if "line" in sees:
        assert exchange.head.start == sees["line"], raw
    if "body" in sees:
        assert exchange.body == octets(sees["body"]), f"{raw!r} {exchange.body!r}"
    assert not exchange.trailers, f"trailers: {exchange.trailers}"
    _check_fields(sees, exchange.head)
