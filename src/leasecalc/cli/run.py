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

INTERRUPTED = 130
INTERNAL = 5


def run(arguments: list[str]) -> int:
    """Run the command line ``arguments`` and return the exit code."""
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
        sys.stderr.write(_told(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the reader has closed the pipe (head, less): silence what Python would still try to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        sys.stderr.write(
            f"leasecalc has met a fault of its own: {type(error).__name__}: {error}\nrun it again with --debug for the details\n"
        )
        return INTERNAL
    return code


def _told(error: LeasecalcError) -> str:
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
