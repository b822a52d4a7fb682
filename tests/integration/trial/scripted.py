"""Origins whose site is a program: Apache httpd and lighttpd with CGI, Node, PHP's own server."""

import pathlib
import shutil

from trial.servers import MODULES, Program, apache_user

SITES = pathlib.Path(__file__).resolve().parent / "sites"

APACHE_CGI = """\
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule cgid_module {modules}/mod_cgid.so
ScriptSock {folder}/cgid.sock
{user}
Alias /static/ {folder}/static/
ScriptAliasMatch ^/ {folder}/{program}
"""

LIGHTTPD = """\
server.modules = ("mod_rewrite", "mod_cgi")
server.document-root = "{folder}"
server.bind = "127.0.0.1"
server.port = {port}
server.errorlog = "{folder}/error.log"
mimetype.assign = (".bin" => "application/octet-stream")
url.rewrite-once = ("^/(?!static/)" => "/site.cgi")
cgi.assign = ("site.cgi" => "{perl}")
"""


def _prepare(name, cookies, source, program):
    """A server's folder with this program of `sites` and the cookies that it sets."""
    server = Program(name)
    (server.folder / "cookies.txt").write_text("\n".join(cookies) + "\n")
    shutil.copy(SITES / source, server.folder / program)
    (server.folder / program).chmod(0o755)
    (server.folder / "static").mkdir()
    return server


def _start_apache_cgi(name, cookies, program):
    server = _prepare(name, cookies, "site.pl", program)
    server.static = server.folder / "static"
    configuration = server.folder / "httpd.conf"
    configuration.write_text(APACHE_CGI.format(folder=server.folder, port=server.port,
                                               modules=MODULES, user=apache_user(),
                                               program=program))
    return server.start(shutil.which("apache2"), "-d", server.folder, "-f", configuration,
                        "-DFOREGROUND")


def start_apache_cgi(cookies):
    return _start_apache_cgi("apache-cgi", cookies, "site.cgi")


def start_apache_nph(cookies):
    """The program writes the whole response, its status line too, and no length."""
    return _start_apache_cgi("apache-nph", cookies, "nph-site.cgi")


def start_lighttpd(cookies):
    server = _prepare("lighttpd", cookies, "site.pl", "site.cgi")
    server.static = server.folder / "static"
    configuration = server.folder / "lighttpd.conf"
    configuration.write_text(LIGHTTPD.format(folder=server.folder, port=server.port,
                                             perl=shutil.which("perl")))
    return server.start(shutil.which("lighttpd"), "-D", "-f", configuration)


def start_node(cookies):
    server = _prepare("node", cookies, "site.mjs", "site.mjs")
    return server.start(shutil.which("node"), "site.mjs", str(server.port))


def start_php(cookies):
    server = _prepare("php", cookies, "site.php", "site.php")
    return server.start(shutil.which("php"), "-q", "-S", f"127.0.0.1:{server.port}", "site.php")
