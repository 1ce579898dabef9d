"""Runs commands again and again in forks of one process: on pipes of other encodings, on terminals, into a closed pipe.

`python run_everywhere.py COMMANDS.json` prints for each command, by its name, what it leaves in each surrounding.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import sys
import tempfile
import termios
from pathlib import Path

from leasecalc.cli.run import run

COLUMNS = 60
#: Encoding and environment of each surrounding; those named terminal are one of COLUMNS columns.
SURROUNDINGS = {
    "plain": ("utf-8", {}),
    "C": ("ascii", {"LANG": "C", "LC_ALL": "C"}),
    "gbk": ("gbk", {}),
    "dumb terminal": ("utf-8", {"TERM": "dumb"}),
    "terminal without colour": ("utf-8", {"TERM": "xterm-256color", "NO_COLOR": "1"}),
    "closed pipe": ("utf-8", {}),
}


def in_fork(arguments: list[str], encoding: str, environment: dict[str, str], streams: tuple[int, int]) -> int:
    """Run a command in a fork with its streams on these descriptors, and return its exit code."""
    child = os.fork()
    if not child:
        code = 99
        try:
            for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LANG", "LC_ALL"):
                os.environ.pop(name, None)
            os.environ.update(environment)
            os.dup2(streams[0], 1)
            os.dup2(streams[1], 2)
            sys.stdout = open(1, "w", encoding=encoding, errors="strict", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115
            code = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
        except BrokenPipeError:
            code = 98
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 97
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def left_behind(arguments: list[str], surrounding: str) -> dict[str, object]:
    encoding, environment = SURROUNDINGS[surrounding]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        if "terminal" in surrounding:
            code = on_a_terminal(arguments, encoding, environment, (out.fileno(), err.fileno()))
        elif surrounding == "closed pipe":
            reading, writing = os.pipe()
            os.close(reading)
            code = in_fork(arguments, encoding, environment, (writing, err.fileno()))
            os.close(writing)
        else:
            code = in_fork(arguments, encoding, environment, (out.fileno(), err.fileno()))
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode(encoding))
    return {"code": code, "out": texts[0], "err": texts[1]}


def on_a_terminal(arguments: list[str], encoding: str, environment: dict[str, str], kept: tuple[int, int]) -> int:
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    reader = os.fork()
    if not reader:
        os.close(follower)
        try:
            while piece := os.read(leader, 65536):
                os.write(kept[0], piece)
        except OSError:
            pass
        os._exit(0)
    os.close(leader)
    code = in_fork(arguments, encoding, environment, (follower, kept[1]))
    os.close(follower)
    os.waitpid(reader, 0)
    return code


def main() -> None:
    commands = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = {}
    for name, arguments in commands.items():
        sys.stdout, shown = open(os.devnull, "w", encoding="utf-8"), sys.stdout  # noqa: PTH123, SIM115
        sys.stderr, told = sys.stdout, sys.stderr
        run(arguments)  # loads what the forks share
        sys.stdout, sys.stderr = shown, told
        found[name] = {surrounding: left_behind(arguments, surrounding) for surrounding in SURROUNDINGS}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
