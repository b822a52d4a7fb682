"""The bases of the test cases."""

import unittest

from harness.client import DOCUMENT, Client
from harness.origin import Origin
from harness.patience import until
from harness.proxy import Proxy
from harness.response import answer
from harness.settings import settings, site

HTML = "Content-Type: text/html"
JSON = "Content-Type: application/json"


class WireCase(unittest.TestCase):
    """One origin and one proxy in front of it for all tests of a class. A class says in `settings`
    and `registries` what is different from the usual; the end of the class checks how the proxy
    ended."""

    registries = None
    trusted = ()
    keys = {}

    @classmethod
    def settings(cls):
        return settings(site(cls.origin), trusted=cls.trusted, **cls.keys)

    @classmethod
    def setUpClass(cls):
        cls.origin = Origin()
        cls.proxy = Proxy(cls.settings(), registries=cls.registries)

    @classmethod
    def tearDownClass(cls):
        try:
            cls.proxy.stop()
        finally:
            cls.origin.stop()

    def setUp(self):
        self.origin.forget()
        self.origin.reply(answer(200, HTML, body=b"hello"))

    def client(self):
        """A connection to the proxy that the test's end closes."""
        client = Client(self.proxy.address)
        self.addCleanup(client.close)
        return client

    def visit(self, method="GET", target="/", *fields, **options):
        """One exchange on a connection of its own."""
        return self.proxy.visit(method, target, *fields, **options)

    def open(self, *fields, method="GET", target="/"):
        """A visitor opens a page in a browser."""
        return self.proxy.visit(method, target, *DOCUMENT, *fields)

    def until(self, condition):
        """Waits for what the proxy does just after it has answered."""
        return until(condition)
