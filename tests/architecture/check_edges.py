#!/usr/bin/env python3
"""Holds the source tree against its own design.

    check_edges.py SRC EDGES

Every file in SRC/A may include "B/..." only where EDGES allows A to use B (lines `A: B C`, which
the build writes), and no file includes through `..`. No file has more than 400 lines; every header
has `#pragma once` and no `using namespace`. Prints one line a fault and the share of files above
150 lines; exit code 1 where there is a fault.
"""

import pathlib
import re
import sys

SUFFIXES = {".hpp", ".cpp"}
MOST_LINES = 400
USUAL_LINES = 150
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
USING_NAMESPACE = re.compile(r"^[ \t]*using[ \t]+namespace\b", re.MULTILINE)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def read_edges(text):
    """room -> the rooms it may use; itself is always among them."""
    edges = {}
    for line in text.splitlines():
        room, _, uses = line.partition(":")
        edges[room.strip()] = {room.strip(), *uses.split()}
    return edges


def place(text, match):
    return text.count("\n", 0, match.start(1) if match.lastindex else match.start()) + 1


def include_faults(path, text, rooms, edges):
    """What the includes of one file may not name; `path` is relative to the source folder."""
    room = path.parts[0]
    if room not in edges:
        yield f"{path}:1: {room} is no room of the build"
        return
    for match in INCLUDE.finditer(text):
        target = match.group(1)
        where = f"{path}:{place(text, match)}"
        first = target.partition("/")[0]
        if ".." in target.split("/"):
            yield f"{where}: includes by a relative path: {target}"
        elif first in rooms and first not in edges[room]:
            yield f"{where}: {room} may not use {first}: {target}"


def text_faults(path, text):
    """What is wrong with one file on its own."""
    lines = text.count("\n")
    if lines > MOST_LINES:
        yield f"{path}:{lines}: more than {MOST_LINES} lines"
    if path.suffix == ".hpp":
        code = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
        if "#pragma once" not in code:
            yield f"{path}:1: no #pragma once"
        for match in USING_NAMESPACE.finditer(code):
            yield f"{path}:{place(code, match)}: using namespace in a header"


def check(source, edges):
    """All faults of the tree, and the share of its files above USUAL_LINES."""
    rooms = {entry.name for entry in source.iterdir() if entry.is_dir()}
    files = sorted(path for path in source.rglob("*") if path.suffix in SUFFIXES)
    faults, long = [], 0
    for file in files:
        path, text = file.relative_to(source), file.read_text(encoding="utf-8")
        faults += include_faults(path, text, rooms, edges)
        faults += text_faults(path, text)
        long += text.count("\n") > USUAL_LINES
    return faults, len(files), long


def main(source, edges):
    faults, files, long = check(pathlib.Path(source),
                                read_edges(pathlib.Path(edges).read_text(encoding="utf-8")))
    for fault in faults:
        print(fault)
    share = 100 * long / files if files else 0
    print(f"{files} files, {long} of them ({share:.0f} %) above {USUAL_LINES} lines, "
          f"{len(faults)} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
