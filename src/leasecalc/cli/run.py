"""From arguments to an exit code: quick commands first, then the whole application; every error as a message, never a traceback.

Exit codes: 0 done, 1 the answer is no, 2 usage, 3 invalid input file, 4 no solution, 5 internal, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from leasecalc.errors import InputError, LeasecalcError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

USAGE = 2
INTERNAL = 5
INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Run the command line ``arguments`` and return the exit code."""
    if sys.stderr is None:  # closed by the shell: `leasecalc ... 2>&-`
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the program runs
    if sys.stdout is None:
        sys.stderr.write("leasecalc: standard output is closed\n")
        return USAGE
    _use_utf8()
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    return guarded(lambda: _dispatch(arguments), debug=debug)


def _dispatch(arguments: list[str]) -> int:
    from leasecalc.cli.quick import quick

    answered = quick(arguments)
    if answered is not None:
        return answered
    from leasecalc.cli.app import run_app

    return run_app(arguments)


def guarded(work: Callable[[], int], *, debug: bool = False) -> int:
    """Run ``work``; turn every error into a message on standard error and its exit code."""
    try:
        code = work()
        sys.stdout.flush()
    except LeasecalcError as error:
        if debug:
            raise
        sys.stderr.write(told(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _told_of_the_system(error)
    except Exception as error:
        if debug:
            raise
        sys.stderr.write(
            f"leasecalc has met a fault of its own: {type(error).__name__}: {error}\nrun it again with --debug for the details\n"
        )
        return INTERNAL
    return code


def _silence(stream: TextIO) -> None:
    """Let nobody complain about what is left in a stream that cannot be written."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def _told_of_the_system(error: OSError) -> int:
    """Say what the operating system refuses; without a file it is standard output (a full disk, for example)."""
    if error.filename is None:
        _silence(sys.stdout)
    if isinstance(error, BrokenPipeError):
        return 0  # the reader has closed the pipe (head, less)
    place = f": {error.filename}" if error.filename else ""
    sys.stderr.write(f"leasecalc: {(error.strerror or str(error)).lower()}{place}\n")
    return USAGE


def told(error: LeasecalcError) -> str:
    """Return an error as it is written on standard error."""
    if isinstance(error, InputError):
        from leasecalc.cli.look import wants_colour_on_stderr
        from leasecalc.reading.excerpt import render

        return render(error.diagnostics, error.sources, colour=wants_colour_on_stderr()).rstrip("\n") + "\n"
    return f"leasecalc: {error}\n"


def _use_utf8() -> None:
    """Let standard streams that are no terminal replace what their encoding lacks instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
