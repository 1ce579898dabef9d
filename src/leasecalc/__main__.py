"""`python -m leasecalc` and the console script: answers the version at once, then hands over."""

from __future__ import annotations

import sys

_VERSION = (["--version"], ["-V"])
DONE_AT_ONCE = 100_000
"""Objects that are made before the first search for cycles among them: more than a deal needs, few enough for any memory."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(_answer(sys.argv[1:]))


def program() -> None:
    """Run the command line as the only thing that this process does."""
    import gc

    gc.set_threshold(DONE_AT_ONCE, 20, 20)
    arguments = sys.argv[1:]
    if arguments in _VERSION:
        _leave(_answer(arguments))
    from leasecalc.kept_code import install

    kept = install()
    code = _answer(arguments)
    kept.keep()
    _leave(code)


def _answer(arguments: list[str]) -> int:
    if arguments in _VERSION and sys.stdout is not None:
        from leasecalc._version import VERSION

        sys.stdout.write(f"leasecalc {VERSION}\n")
        return 0
    from leasecalc.cli.run import run

    return run(arguments)


def _leave(code: int) -> None:
    """End the process without taking it apart, which costs more than answering; in the usual way where anybody waits for that."""
    import atexit
    import os

    waits = getattr(atexit, "_ncallbacks", lambda: 1)() or sys.gettrace() or sys.getprofile() or "threading" in sys.modules
    if waits or sys.flags.inspect or sys.flags.interactive:
        sys.exit(code)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):  # a full disk, a closed pipe: the interpreter has its own words for that
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    program()
