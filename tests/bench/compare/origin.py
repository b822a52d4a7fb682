"""nginx as the origin: bodies of every size, each with the same eight cookies."""

from machine import LOAD
from message import ANSWER_FIELDS, SET_COOKIES
from program import Program

BODIES = {"/small": 1024, "/chunked": 10 * 1024, "/100k": 100 * 1024, "/10m": 10 * 1024 * 1024}

MODULES = """\
load_module /usr/lib/nginx/modules/ndk_http_module.so;
load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;
"""

COMMON = """\
daemon off;
master_process off;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 16384; }}
"""

LIMITS = """\
    access_log off;
    keepalive_requests 100000000;
    keepalive_timeout 600s;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
"""

SITE = """\
http {{
{limits}
    default_type text/html;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=16;
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        root {folder};
{fields}
        location = /small {{ return 200 "{small}"; }}
        location = /chunked {{
            postpone_output 0;
            content_by_lua_block {{
                local piece = string.rep("0", 1024)
                for _ = 1, 10 do
                    ngx.print(piece)
                    ngx.flush()
                end
            }}
        }}
    }}
}}
"""


def start_origin():
    origin = Program("origin", LOAD)
    for path in ("/100k", "/10m"):
        origin.write(path[1:], "0" * BODIES[path])
    fields = [f"        add_header {name} '{value}';" for name, value in ANSWER_FIELDS.items()]
    fields += [f"        add_header Set-Cookie '{cookie}';" for cookie in SET_COOKIES]
    values = {"folder": origin.folder, "port": origin.port, "fields": "\n".join(fields),
              "limits": LIMITS.format(folder=origin.folder), "small": "0" * BODIES["/small"]}
    file = origin.write("nginx.conf", MODULES + COMMON.format(**values) + SITE.format(**values))
    return origin.start("nginx", "-p", origin.folder, "-c", file, "-e",
                        origin.folder / "error.log")
