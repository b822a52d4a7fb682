"""nginx, Apache httpd and Python's http.server as origins that set cookies of every category."""

import http.server
import os
import pathlib
import random
import shutil
import socket
import subprocess
import tempfile
import threading

MODULES = "/usr/lib/apache2/modules"

NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    keepalive_requests 100000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type text/html;
    gzip on;
    # Else it names its own port to visitors, who came in by another.
    absolute_redirect off;
    server {{
        listen 127.0.0.1:{port} backlog=1024;
{fields}
        location / {{ return 200 "<!doctype html><title>nginx</title>"; }}
        location /image.png {{ default_type image/png; return 200 "not really"; }}
        location /moved {{ return 302 /elsewhere; }}
        location /broken {{ return 500 "broken"; }}
        location /nowhere {{ return 404; }}
        location /static/ {{ root {folder}; }}
        # Waits for the whole body.
        location = /upload {{ proxy_pass http://127.0.0.1:{port}/image.png; }}
        location = /login {{
            if ($request_method = POST) {{
                add_header Set-Cookie '_ga=in; Path=/' always;
                add_header Set-Cookie 'licensing_session=in; Path=/; HttpOnly' always;
                return 303 /account;
            }}
            return 200 "<!doctype html><title>nginx</title>";
        }}
        location = /account {{
            if ($cookie_licensing_session != in) {{ return 403; }}
            return 200 "$http_cookie";
        }}
    }}
}}
"""

APACHE = """\
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule alias_module {modules}/mod_alias.so
{user}
TypesConfig /dev/null
AddType text/html .html
AddType image/png .png
DocumentRoot {folder}/site
Alias /static/ {folder}/static/
Redirect 302 /moved /elsewhere
Redirect 500 /broken
{fields}
"""


SESSION = ["_ga=in; Path=/", "licensing_session=in; Path=/; HttpOnly"]
"""What a login sets."""


def free_port():
    """One that nobody listens on. It is below those that the system gives to who asks for any, so
    that nobody gets it before it is used, or while its server restarts."""
    for _ in range(100):
        port = random.randrange(20_000, 32_000)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            pass
    raise AssertionError("there is no free port")


class Program:
    """A server in a folder of its own; ready when it accepts. `login`: it has a login form;
    `static`: the folder that it serves files from, with ranges, as /static/."""

    def __init__(self, name):
        self.name = name
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"consent-proxy-trial-{name}-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None
        self._command = None
        self.login = True
        self.static = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, *command):
        self._command = command
        log = self.folder / "error.log"
        with log.open("ab") as complaints:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=self.folder,
                                            stderr=complaints)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                pass
            try:
                self.process.wait(0.05)
                break
            except subprocess.TimeoutExpired:
                pass
        complaint = log.read_text()
        self.stop()
        raise RuntimeError(f"{self.name} did not start: {complaint}")

    def restart(self):
        """The end, whatever runs, and a new beginning on the same port."""
        self.process.terminate()
        self.process.wait(20)
        self.start(*self._command)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def apache_user():
    """The directives that an httpd started by root needs."""
    return "User www-data\nGroup www-data" if os.geteuid() == 0 else ""


def start_nginx(cookies):
    server = Program("nginx")
    server.static = server.folder / "static"
    server.static.mkdir()
    fields = "\n".join(f"        add_header Set-Cookie '{cookie}' always;" for cookie in cookies)
    configuration = server.folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=server.folder, port=server.port, fields=fields))
    return server.start(shutil.which("nginx"), "-p", server.folder, "-c", configuration,
                        "-e", server.folder / "error.log")


def start_apache(cookies):
    server = Program("apache")
    server.login = False
    server.static = server.folder / "static"
    server.static.mkdir()
    site = server.folder / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Apache</title>")
    (site / "image.png").write_bytes(b"not really")
    fields = "\n".join(f'Header always add Set-Cookie "{cookie}"' for cookie in cookies)
    configuration = server.folder / "httpd.conf"
    configuration.write_text(APACHE.format(folder=server.folder, port=server.port, fields=fields,
                                           modules=MODULES, user=apache_user()))
    return server.start(shutil.which("apache2"), "-d", server.folder, "-f", configuration,
                        "-DFOREGROUND")


class PythonServer:
    """`http.server` as people use it: a handler class, HTTP/1.0, a thread a request."""

    name = "python"
    login = True
    static = None

    def __init__(self, cookies):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                told = self.headers.get("Cookie") or ""
                login = self.command == "POST" and self.path == "/login"
                status = _status(self.path, login, told)
                self.send_response(status)
                kind = "image/png" if self.path.endswith(".png") else "text/html"
                self.send_header("Content-Type", kind)
                for cookie in SESSION if login else cookies:
                    self.send_header("Set-Cookie", cookie)
                if 300 <= status < 400:
                    self.send_header("Location", "/account" if login else "/elsewhere")
                self.end_headers()
                if self.command != "HEAD":
                    page = "<!doctype html><title>Python</title>"
                    self.wfile.write((told if self.path == "/account" else page).encode())

            do_POST = do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


def _status(path, login, told):
    if login:
        return 303
    if path == "/account":
        return 200 if "licensing_session=in" in told else 403
    known = {"/": 200, "/login": 200, "/image.png": 200, "/moved": 302, "/broken": 500}
    return known.get(path, 404)
