"""What visitors do at every origin of the trial, and what has to be left of its cookies."""

import random

from harness.client import DOCUMENT, Client
from harness.consent import (ALL_BUT_USAGE, DEFAULT_SET_COOKIE, EVERYTHING, choice,
                             consent_field)

ESSENTIAL = ["licensing_session=abc; Path=/; HttpOnly", "_email-alert-frontend_session=1; Path=/"]
SETTINGS = ["global_banner_seen=1; Path=/; Max-Age=7257600"]
USAGE = ["_ga=GA1.1.1.1; Path=/; Max-Age=63072000", "_ga_S5RQ7FTGVR=GS1; Path=/",
         "lux_uid=17; Path=/"]
UNREGISTERED = ["surprise=1; Path=/"]
COOKIES = [ESSENTIAL[0], USAGE[0], SETTINGS[0], USAGE[1], UNREGISTERED[0], ESSENTIAL[1], USAGE[2]]
"""What an origin sets with every answer."""

FROM_ELSEWHERE = {
    "a cross-site POST": ("POST", "/", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
                                        "Sec-Fetch-Dest: document", "Content-Length: 0"]),
    "an image": ("GET", "/image.png", ["Sec-Fetch-Dest: image", "Sec-Fetch-Mode: no-cors"]),
    "a fetch": ("GET", "/", ["Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Accept: */*"]),
    "a prefetch": ("GET", "/", [*DOCUMENT, "Sec-Purpose: prefetch"]),
}

FORM = b"name=me&password=mine"
SESSION = "licensing_session=in"


def expect(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}:\n  expected {expected}\n  found    {found}")


def check_first_visit(proxy):
    for method, target, status in (("GET", "/", 200), ("HEAD", "/", 200), ("GET", "/moved", 302),
                                   ("GET", "/nowhere", 404), ("GET", "/broken", 500),
                                   ("HEAD", "/broken", 500)):
        response = proxy.visit(method, target, *DOCUMENT)
        expect(f"status of {method} {target}", response.status, status)
        expect("complete", response.complete, True)
        expect(f"default at {target}", response.cookies.count(DEFAULT_SET_COOKIE), 1)
        expect(f"first visit of {target}",
               [value for value in response.cookies if value != DEFAULT_SET_COOKIE], ESSENTIAL)


def check_choices(proxy):
    for value, left_out in ((ALL_BUT_USAGE, USAGE + UNREGISTERED), (EVERYTHING, UNREGISTERED)):
        response = proxy.visit("GET", "/", *DOCUMENT, consent_field(value))
        expect(f"with {value}", response.cookies,
               [cookie for cookie in COOKIES if cookie not in left_out])


def check_elsewhere(proxy):
    for what, (method, target, fields) in FROM_ELSEWHERE.items():
        expect(what, proxy.visit(method, target, *fields).cookies, ESSENTIAL)


def check_kept_alive(proxy):
    """One visitor's connection: pages, a HEAD, an error and a page after it."""
    with Client(proxy.address) as client:
        bodies = set()
        for method, target in (("GET", "/"), ("HEAD", "/"), ("GET", "/moved"), ("GET", "/broken"),
                               ("GET", "/nowhere"), ("GET", "/")) * 3:
            response = client.ask(method, target, *DOCUMENT, consent_field(choice()))
            expect(f"cookies of {method} {target}", response.cookies, ESSENTIAL)
            if target == "/" and method == "GET":
                bodies.add(response.body)
        expect("every page is the same", len(bodies), 1)
        expect("it is a page", bodies.pop().startswith(b"<!doctype html>"), True)


def check_login(proxy):
    """A form, its POST, a 303 with a session, and the page behind it."""
    with Client(proxy.address) as client:
        choose = f"cookies_policy={choice()}"
        expect("before", client.ask("GET", "/account", *DOCUMENT).status, 403)
        expect("form", client.ask("GET", "/login", *DOCUMENT).status, 200)
        response = client.ask("POST", "/login", *DOCUMENT, f"Cookie: {choose}",
                              "Content-Type: application/x-www-form-urlencoded", body=FORM)
        expect("status", (response.status, response.get("Location")), (303, "/account"))
        expect("session", response.cookies, [SESSION + "; Path=/; HttpOnly"])
        response = client.ask("GET", "/account", *DOCUMENT, f"Cookie: _ga=1; {SESSION}; {choose}")
        expect("inside", response.status, 200)
        expect("what the origin was told", response.body.decode("latin-1").strip(),
               f"{SESSION}; {choose}")


def check_ranges(proxy, folder):
    """Parts of a file that the origin itself serves from this folder as /static/."""
    data = random.Random(5).randbytes(300_000)
    (folder / "file.bin").write_bytes(data)
    for asked, part in (("0-9", data[:10]), ("100000-", data[100_000:]), ("-7", data[-7:])):
        response = proxy.visit("GET", "/static/file.bin", f"Range: bytes={asked}")
        expect(f"range {asked}", (response.status, response.body == part), (206, True))
    expect("no such range",
           proxy.visit("GET", "/static/file.bin", "Range: bytes=300000-").status, 416)
    response = proxy.visit("GET", "/static/file.bin", "Range: bytes=1-3,200000-200004")
    expect("two ranges", (response.status, data[200_000:200_005] in response.body), (206, True))
    known = proxy.visit("HEAD", "/static/file.bin")
    field, validator = (("If-None-Match", known.get("ETag")) if known.get("ETag") else
                        ("If-Modified-Since", known.get("Last-Modified")))
    response = proxy.visit("GET", "/static/file.bin", f"{field}: {validator}")
    expect(f"{field}: {validator}", (response.status, len(response.body)), (304, 0))
