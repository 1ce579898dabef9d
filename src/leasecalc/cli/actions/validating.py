"""`validate`: read and resolve each deal; go on past a bad one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3
FULL, ANNOTATIONS = "full", "github"


def validate_all(
    deals: tuple[str, ...], assignments: tuple[str, ...], markets: tuple[str, ...], *, strict: bool, form: str = FULL
) -> int:
    """Print a line for each good deal, and every fault of each bad one on standard error, or as annotations of GitHub."""
    if form not in {FULL, ANNOTATIONS}:
        raise UsageError(f"there is no format `{form}`: use {FULL} or {ANNOTATIONS}")
    library = api.library(markets)
    code = OK
    for path in _files(deals):
        try:
            found = api.load(path, assignments)
            resolved = api.resolve(found, library)
        except InputError as error:
            _tell(path, error, form)
            code = BAD_INPUT
            continue
        doubts = tuple(warning.message for warning in resolved.stack.warnings)
        if form == FULL:
            sys.stdout.write(f"{found.files[0].name}: good{f', {len(doubts)} warnings' if doubts else ''}\n")
            for doubt in doubts:
                sys.stderr.write(f"{found.files[0].name}: warning: {doubt}\n")
        if strict and doubts and code == OK:
            code = ANSWER_IS_NO
    return code


def _files(typed: tuple[str, ...]) -> Iterator[str]:
    """Yield deals: a file as it was typed, a folder or a pattern as every deal in it."""
    from pathlib import Path

    for name in typed:
        if Path(name).is_dir() or (set(name) & set("*?[") and not Path(name).exists()):
            from leasecalc.batching.plan import deal_files  # most calls name files

            yield from deal_files((name,))
        else:
            yield name


def _tell(path: str, error: InputError, form: str) -> None:
    if form == ANNOTATIONS:
        from leasecalc.baselines.checking import Checked
        from leasecalc.baselines.machine_reports import github

        sys.stdout.write(github((Checked(deal=path, baseline="", status="refused", within={}, error=error, stored=True),)))
        return
    from leasecalc.cli.look import wants_colour_on_stderr
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(error.diagnostics, error.sources, colour=wants_colour_on_stderr()).rstrip("\n") + "\n")
