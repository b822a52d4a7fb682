"""A git repository behind Apache httpd: `git http-backend` as CGI, with a password."""

import base64
import hashlib
import os
import pathlib
import random
import shutil
import subprocess

from trial.servers import MODULES, Program, apache_user

BACKEND = pathlib.Path("/usr/lib/git-core/git-http-backend")
USER, PASSWORD = "someone", "s3cret"

APACHE_GIT = """\
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/httpd.pid
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule authn_file_module {modules}/mod_authn_file.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule auth_basic_module {modules}/mod_auth_basic.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule cgid_module {modules}/mod_cgid.so
LoadModule env_module {modules}/mod_env.so
LoadModule setenvif_module {modules}/mod_setenvif.so
ScriptSock {folder}/cgid.sock
{user}
SetEnv GIT_PROJECT_ROOT {folder}/repositories
SetEnv GIT_HTTP_EXPORT_ALL 1
SetEnvIf Git-Protocol ".*" GIT_PROTOCOL=$0
ScriptAlias /git/ {backend}/
<Location /git/>
    AuthType Basic
    AuthName repositories
    AuthUserFile {folder}/passwords
    Require valid-user
</Location>
"""


def git(folder, *arguments):
    """Runs git there, on its own configuration alone; its standard output."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_TERMINAL_PROMPT": "0", "HOME": str(folder), "no_proxy": "*",
                   "GIT_AUTHOR_NAME": USER, "GIT_AUTHOR_EMAIL": "someone@site.example",
                   "GIT_COMMITTER_NAME": USER, "GIT_COMMITTER_EMAIL": "someone@site.example"}
    done = subprocess.run(["git", *map(str, arguments)], cwd=folder, env=environment, text=True,
                          capture_output=True, timeout=120, check=False)
    if done.returncode:
        raise AssertionError(f"git {arguments}: {done.stdout}{done.stderr}")
    return done.stdout


def add_commit(folder, name, size):
    """A commit of one file that does not compress."""
    (folder / name).write_bytes(random.Random(name).randbytes(size))
    git(folder, "add", name)
    git(folder, "commit", "--quiet", "--message", name)


def start_git():
    """An empty repository at `/git/site.git`."""
    server = Program("git")
    password = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    (server.folder / "passwords").write_text(f"{USER}:{{SHA}}{password}\n")
    repositories = server.folder / "repositories"
    site = repositories / "site.git"
    git(server.folder, "init", "--quiet", "--bare", "--initial-branch=main", site)
    git(site, "config", "http.receivepack", "true")
    if os.geteuid() == 0:
        for path in [repositories, *repositories.rglob("*")]:
            shutil.chown(path, "www-data", "www-data")
    configuration = server.folder / "httpd.conf"
    configuration.write_text(APACHE_GIT.format(folder=server.folder, port=server.port,
                                               modules=MODULES, backend=BACKEND,
                                               user=apache_user()))
    return server.start(shutil.which("apache2"), "-d", server.folder, "-f", configuration,
                        "-DFOREGROUND")
