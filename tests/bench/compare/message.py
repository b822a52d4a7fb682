"""What is asked and what the origin answers: the request of a browser that has chosen, 795 bytes,
and a head of 892 with eight cookies, six of which the choice refuses.
tests/bench/head.cpp has the same."""

POLICY = ("%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22%3Afalse%2C"
          "%22campaigns%22%3Afalse%7D")
HEAD_BYTES = 795

DEFAULT = ('cookies_policy={"essential":true,"settings":false,"usage":false,"campaigns":false}; '
           "Path=/; Max-Age=31536000; SameSite=Lax")
"""What a first visit is given."""

PASSED = ["licensing_session=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQ; Path=/; HttpOnly; SameSite=Lax",
          "intervention_campaign=1; Path=/; Max-Age=31536000"]
REFUSED = ["_ga=GA1.2.1234567890.1700000000; Path=/; Max-Age=63072000; SameSite=Lax",
           "_ga_S5RQ7FTGVR=GS1.1.1700000000.1.1.1700000001; Path=/; Max-Age=63072000",
           "_gid=GA1.2.987654321.1700000000; Path=/; Max-Age=86400",
           "lux_uid=170000000012345678; Path=/; Max-Age=1800",
           "global_banner_seen=1; Path=/; Max-Age=7257600",
           "tracker_unknown=0123456789abcdef01; Path=/; Max-Age=63072000"]
SET_COOKIES = [PASSED[0], *REFUSED[:3], PASSED[1], *REFUSED[3:]]
"""As the origin sends them with every answer."""

ANSWER_FIELDS = {"Cache-Control": "no-cache, private", "Vary": "Accept-Encoding",
                 "X-Frame-Options": "SAMEORIGIN", "X-Content-Type-Options": "nosniff",
                 "Referrer-Policy": "strict-origin"}

_CHOICE = [f"cookies_policy={POLICY}", "cookies_preferences_set=true"]
_OTHERS = ["licensing_session=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQ", "lang=en", "theme=plain", "a=1",
           "b=22", "c=333", "d=4444", "e=55555"]
_BALANCER = "qpDkXz0123456789abcdefGHIJKLMNOPQRSTUV+/" * 8


def request_fields(path, first_visit=False, close=False):
    """The fields of the request, the balancer's cookie as long as the head's size wants."""
    cookies = _OTHERS if first_visit else _OTHERS[:4] + _CHOICE + _OTHERS[4:]
    cookies = [*cookies, "AWSALB="]
    fields = {
        "Host": "www.example.gov.uk",
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                      "Chrome/120.0 Safari/537.36",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate, br",
        "Accept-Language": "en-GB,en;q=0.9",
        "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none",
        "Upgrade-Insecure-Requests": "1",
        "Cookie": "; ".join(cookies),
    }
    if close:
        fields["Connection"] = "close"
    size = len(f"GET {path} HTTP/1.1\r\n\r\n") + sum(
        len(f"{name}: {value}\r\n") for name, value in fields.items())
    fields["Cookie"] += _BALANCER[:HEAD_BYTES - size]
    return fields
