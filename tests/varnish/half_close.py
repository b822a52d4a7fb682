"""half_close.py SOCKET TEXT: sends the text, says that it was all, prints what comes then."""

import socket
import sys

with socket.socket(socket.AF_UNIX) as visitor:
    visitor.settimeout(10)
    visitor.connect(sys.argv[1])
    visitor.sendall(sys.argv[2].encode().decode("unicode_escape").encode("latin-1"))
    visitor.shutdown(socket.SHUT_WR)
    while data := visitor.recv(65536):
        sys.stdout.write(data.decode("latin-1"))
