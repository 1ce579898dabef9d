"""`validate`: read and resolve each deal; go on past a bad one."""

from __future__ import annotations

import sys

from leasecalc import api
from leasecalc.errors import InputError

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def validate_all(deals: tuple[str, ...], assignments: tuple[str, ...], markets: tuple[str, ...], *, strict: bool) -> int:
    """Print a line for each good deal, and every fault of each bad one on standard error."""
    library = api.library(markets)
    code = OK
    for path in deals:
        try:
            found = api.load(path, assignments)
            resolved = api.resolve(found, library)
        except InputError as error:
            _tell(error)
            code = BAD_INPUT
            continue
        doubts = tuple(warning.message for warning in resolved.stack.warnings)
        sys.stdout.write(f"{found.files[0].name}: good{f', {len(doubts)} warnings' if doubts else ''}\n")
        for doubt in doubts:
            sys.stderr.write(f"{found.files[0].name}: warning: {doubt}\n")
        if strict and doubts and code == OK:
            code = ANSWER_IS_NO
    return code


def _tell(error: InputError) -> None:
    from leasecalc.cli.look import wants_colour_on_stderr
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(error.diagnostics, error.sources, colour=wants_colour_on_stderr()).rstrip("\n") + "\n")
