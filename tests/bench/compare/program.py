"""A server on processors of its own, and what the kernel says that it used."""

import pathlib
import re
import shutil
import socket
import subprocess

from machine import new_folder
from trial.servers import free_port


class Program:
    """Ready when it accepts on its port. Everything that it writes stands in its own folder."""

    def __init__(self, name, processors):
        self.name = name
        self.processors = processors
        self.folder = new_folder(name)
        self.port = free_port()
        self.tls_port = free_port()
        self.process = None

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def start(self, *command):
        """In a session of its own: Ctrl-C is for the bench, which then ends what it started. A
        bench that is killed takes it along."""
        with (self.folder / "out").open("ab") as out, (self.folder / "error.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "taskset", "-c", self.processors,
                 *map(str, command)],
                stdin=subprocess.DEVNULL, stdout=out, stderr=log, cwd=self.folder,
                start_new_session=True)
        try:
            self._await_port()
        except BaseException:
            self.stop()
            raise
        return self

    def _await_port(self):
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                pass
            try:
                self.process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                pass
        complaint = (self.folder / "error.log").read_text("utf-8", "replace")
        raise RuntimeError(f"{self.name} did not start: {complaint}")

    def thread_seconds(self):
        """Seconds on a processor of each of its threads until now, user and system."""
        found = {}
        for thread in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            found[thread.name] = int((thread / "schedstat").read_text("ascii").split()[0]) / 1e9
        return found

    def resident(self):
        """VmRSS in KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE).group(1))

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
