"""The real binary: started on free ports, watched, stopped and looked over."""

import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import tempfile
import threading

from harness.client import visit
from harness.registries import GOVUK
from harness.stream import DEADLINE

LISTENING = re.compile(r"listening on (?:unix:([^\s\"]+)|([^\s\"]+):(\d+)\b)")
ADMIN = re.compile(r"admin (?:listening )?on ([^\s\"]+):(\d+)\b")
SANITIZER = re.compile(r"Sanitizer|runtime error:")


def binary():
    """The path of consent-proxy, from CONSENT_PROXY_BIN."""
    return os.environ["CONSENT_PROXY_BIN"]


def run(*arguments, env=None, stdin=None):
    """Runs the binary to its end; the completed process, its output as text."""
    return subprocess.run(
        [binary(), *map(str, arguments)], env=environment(env), input=stdin, text=True,
        capture_output=True, timeout=DEADLINE, check=False)


def environment(extra=None):
    """Ours without any CONSENT_PROXY_* setting, and with `extra`."""
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith("CONSENT_PROXY_")}
    return {**kept, **(extra or {})}


class Output:
    """The lines of one of the process's streams, as they come."""

    def __init__(self, pipe):
        self.lines = []
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._thread.start()

    @property
    def text(self):
        return "\n".join(self.lines)

    def wait_for(self, condition):
        """Waits until `condition(lines)` is true, and returns what it said. Fails at the deadline
        and at the end of the stream."""
        with self._changed:
            self._changed.wait_for(lambda: condition(self.lines) or self._ended, DEADLINE)
            if result := condition(self.lines):
                return result
        raise AssertionError("awaited in vain in this output:\n" + self.text)

    def wait_for_match(self, pattern, count=1):
        """The first `count` matches of the pattern, one a line."""
        def matches(lines):
            found = [match for line in lines if (match := re.search(pattern, line))]
            return found[:count] if len(found) >= count else None
        return self.wait_for(matches)

    def finish(self):
        self._thread.join(DEADLINE)

    def _read(self, pipe):
        for line in pipe:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        pipe.close()


class Proxy:
    """`consent-proxy run`. With `settings` it gets a configuration file, beside the registries
    (`name: mapping` or text); without, only the arguments. `descriptors` is how many it may have
    at most. `listeners` are the addresses it serves, in the order of the settings: (host, port) or
    the path of a unix socket; `address` is the first."""

    def __init__(self, settings=None, *arguments, registries=None, env=None, admin=True,
                 descriptors=None):
        self._folder = tempfile.TemporaryDirectory(prefix="consent-proxy-test-")
        self.folder = pathlib.Path(self._folder.name)
        self.configuration = self.folder / "proxy.json"
        for name, content in (registries or {"govuk.json": GOVUK}).items():
            self.write(name, content)
        command = [binary(), "run"]
        if settings is not None:
            self.write("proxy.json", settings)
            command += ["--config", str(self.configuration)]
        self.process = subprocess.Popen(   # pylint: disable=subprocess-popen-preexec-fn
            [*command, *map(str, arguments)], cwd=self.folder, env=environment(env),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace",
            preexec_fn=descriptors and (lambda: _limit_descriptors(descriptors)))
        self.output = Output(self.process.stdout)
        self.log = Output(self.process.stderr)
        try:
            self._await_ports(len(settings["listeners"]) if settings else 1, admin)
        except AssertionError:
            self.kill()
            raise

    def _await_ports(self, listeners, admin):
        self.admin = None
        if admin:
            self.admin = _address(*self.log.wait_for_match(ADMIN)[0].groups())
        self.listeners = self.log.wait_for(lambda lines: _listeners(lines, listeners))
        self.address = self.listeners[0]

    def write(self, name, content):
        """Puts a file beside the configuration; a mapping is written as JSON."""
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def visit(self, method="GET", target="/", *fields, **options):
        """One exchange on a connection of its own."""
        return visit(self.address, method, target, *fields, **options)

    def ask_admin(self, target, method="GET"):
        return visit(self.admin, method, target, host="127.0.0.1")

    def metric(self, name, **labels):
        """The sum of the samples of this name that carry these labels."""
        total = 0.0
        for line in self.ask_admin("/metrics").body.decode().splitlines():
            if not line.startswith("#") and (sample := _sample(line)):
                if sample[0] == name and labels.items() <= sample[1].items():
                    total += sample[2]
        return total

    def send_signal(self, number):
        self.process.send_signal(number)

    def reload(self, settings):
        """Has it read this configuration. Its workers take it up one after the other, soon."""
        self.write("proxy.json", settings)
        self.send_signal(signal.SIGHUP)

    def wait(self):
        """Waits for the end; the exit code. The output is complete then."""
        code = self.process.wait(DEADLINE)
        self.output.finish()
        self.log.finish()
        return code

    def stop(self):
        """SIGTERM, and nothing to complain of: exit code 0, no report of a sanitizer."""
        try:
            if self.process.poll() is None:
                self.send_signal(signal.SIGTERM)
            code = self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("SIGTERM did not end it:\n" + self.log.text) from None
        self._folder.cleanup()
        report = [line for line in self.log.lines if SANITIZER.search(line)]
        assert not report, self.log.text
        assert code == 0, f"exit code {code}:\n{self.log.text}"

    def kill(self):
        """The end without a question."""
        self.process.kill()
        self.wait()
        self._folder.cleanup()


def _limit_descriptors(count):
    resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))


def _address(host, port):
    return host.strip("[]"), int(port)


def _listeners(lines, count):
    """The first so many that it has told, or None; a reload may tell of more."""
    found = [match.group(1) or _address(*match.group(2, 3)) for line in lines
             if not ADMIN.search(line) and (match := LISTENING.search(line))]
    return found[:count] if len(found) >= count else None


def _sample(line):
    """(name, labels, value) of a line of Prometheus text, or None."""
    match = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)(?: \d+)?", line)
    if not match:
        return None
    labels = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', match.group(2) or ""))
    return match.group(1), labels, float(match.group(3))
