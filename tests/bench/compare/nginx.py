"""nginx as a peer: a plain proxy, with buffers of 64 KiB, and with the consent job in Lua."""

from lua import script
from machine import SUBJECT
from origin import COMMON, LIMITS, MODULES
from program import Program

BUFFERS = """\
    proxy_buffer_size 64k;
    proxy_buffers 16 64k;
    proxy_busy_buffers_size 128k;
"""

PROXY = """\
http {{
{limits}
    upstream origin {{
        server 127.0.0.1:{origin};
        keepalive 128;
        keepalive_requests 100000000;
        keepalive_timeout 600s;
    }}
    {more}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        listen 127.0.0.1:{tls_port} ssl backlog=4096;
        ssl_certificate {certificate};
        ssl_certificate_key {key};
        ssl_protocols TLSv1.3;
        location / {{
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            {job}
        }}
    }}
}}
"""

INIT = """\
    lua_package_path "{folder}/?.lua;/usr/share/lua/5.1/?.lua;;";
    lua_package_cpath "/usr/lib/x86_64-linux-gnu/lua/5.1/?.so;;";
    init_by_lua_block {{ require("consent") }}
"""
JOB = 'header_filter_by_lua_block { require("consent").filter() }'


def start_nginx(name, setup):
    """`nginx`, `nginx-64k` or `nginx-lua`."""
    peer = Program(name, SUBJECT)
    values = {"folder": peer.folder, "port": peer.port, "tls_port": peer.tls_port,
              "origin": setup.origin.port, "certificate": setup.certificate.certificate,
              "key": setup.certificate.key, "limits": LIMITS.format(folder=peer.folder),
              "more": "", "job": ""}
    text = COMMON.format(**values)
    if name == "nginx-64k":
        values["more"] = BUFFERS
    if name == "nginx-lua":
        peer.write("consent.lua", script())
        values |= {"more": INIT.format(**values), "job": JOB}
        text = MODULES + text
    file = peer.write("nginx.conf", text + PROXY.format(**values))
    return peer.start("nginx", "-p", peer.folder, "-c", file, "-e", peer.folder / "error.log")
