"""`check`: every deal against what it expects, the gates of its market, and its baseline; `--update` stores what it comes to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.baselines.checking import Checked, checked, in_words
from leasecalc.baselines.document import FOLDER, path_of
from leasecalc.batching.plan import deal_files
from leasecalc.cli.emit import emit, emit_text, format_of
from leasecalc.errors import InputError, UsageError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leasecalc.cli.request import Request

OK, ANSWER_IS_NO = 0, 1
ANNOTATIONS = "github"
MOST_MOVED = 20
"""Figures of one deal that a page lists."""
_NOT_SET = ("", "0", "false", "no")


@record(kw_only=True)
class Asked:
    """What to check and which reports to write, as it was typed."""

    deals: tuple[str, ...]
    update: bool = False
    force: bool = False
    junit: str = ""
    sarif: str = ""
    summary: str = ""


def check(request: Request, asked: Asked) -> int:
    """Check every deal, go on past a bad one, and leave with the worst: 0 all good, 1 something differs, 3 a file is invalid."""
    kind = request.format if request.format == ANNOTATIONS else format_of(request)
    if asked.update and not asked.force and os.environ.get("CI", "").lower() not in _NOT_SET:
        raise UsageError(
            "--update is refused where CI is set: figures are stored by the person who has looked at them (or with --force)"
        )
    deals = deal_files(asked.deals)
    _one_baseline_each(deals)
    found = tuple(_checked(deal, request) for deal in deals)
    if asked.update:
        return _updated(found, request)
    orphans = tuple(_orphans(asked.deals))
    _reports(found, asked)
    _written(request, kind, found)
    return _told(found, orphans, request)


def _one_baseline_each(deals: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for deal in deals:
        other = seen.setdefault(path_of(deal), deal)
        if other != deal:
            raise UsageError(f"{other} and {deal} would share the baseline {path_of(deal)}; rename one of them")


def _checked(deal: str, request: Request) -> Checked:
    from leasecalc.reading.files import read_file

    name = path_of(deal)
    try:
        stored = read_file(name) if Path(name).exists() else None
    except InputError as error:
        return Checked(deal=deal, baseline=name, status="refused", within={}, error=error, stored=True)
    return checked(deal, request.markets, (name, stored), strict=request.strict)


def _orphans(typed: Iterable[str]) -> Iterator[str]:
    """Yield baselines below the folders that were named whose deal is gone."""
    for name in typed:
        if Path(name).is_dir():
            for stored in sorted(Path(name).rglob(f"{FOLDER}/*.yml")):
                if not (stored.parent.parent / f"{stored.stem}.yaml").exists():
                    yield str(stored)


def _reports(found: tuple[Checked, ...], asked: Asked) -> None:
    from leasecalc.report.render.output import write_whole

    if asked.junit:
        from leasecalc.baselines.machine_reports import junit

        write_whole(asked.junit, junit(found))
    if asked.sarif:
        from leasecalc.baselines.machine_reports import sarif
        from leasecalc.report.render.json import dumps

        write_whole(asked.sarif, dumps(sarif(found)))
    if asked.summary:
        from leasecalc.baselines.page import page
        from leasecalc.report.render.markdown import render

        with Path(asked.summary).open("a", encoding="utf-8", newline="\n") as summary:  # a step summary is added to
            summary.write(render(page(found, most=MOST_MOVED)))


def _written(request: Request, kind: str, found: tuple[Checked, ...]) -> None:
    from leasecalc.baselines.page import data, page

    if kind == ANNOTATIONS:
        from leasecalc.baselines.machine_reports import github

        emit_text(request, github(found))
    else:
        emit(request, page(found, most=None if kind == "csv" else MOST_MOVED), data(found))


def _told(found: tuple[Checked, ...], orphans: tuple[str, ...], request: Request) -> int:
    """Say what differs on standard error, and return the worst code."""
    code = OK
    for one in found:
        if one.error is not None:
            from leasecalc.cli.run import told

            sys.stderr.write(told(one.error))
            code = max(code, one.error.exit_code)
        elif one.status == "differs":
            failed = [case.told for case in one.cases if not case.holds]
            sys.stderr.write(f"leasecalc: {one.deal}: {failed[0]}{f', and {len(failed) - 1} more' if len(failed) > 1 else ''}\n")
            code = max(code, ANSWER_IS_NO)
        elif request.strict and (not one.stored or one.new):
            sys.stderr.write(
                f"leasecalc: {one.deal}: {'figures are not in its baseline' if one.stored else 'it has no baseline'}\n"
            )
            code = max(code, ANSWER_IS_NO)
    for orphan in orphans:
        sys.stderr.write(f"leasecalc: {orphan} belongs to no deal any more; delete it\n")
        code = max(code, ANSWER_IS_NO if request.strict else OK)
    return code


def _updated(found: tuple[Checked, ...], request: Request) -> int:
    """Store what the deals come to, and print what that changes."""
    from leasecalc.cli.run import told
    from leasecalc.report.render.output import write_whole

    code = OK
    for one in found:
        if one.error is not None and not _is_of_the_baseline(one):
            sys.stderr.write(told(one.error))
            code = max(code, one.error.exit_code)
            continue
        anew = checked(one.deal, request.markets, (one.baseline, None)) if one.error is not None else one
        before = Path(one.baseline).read_text(encoding="utf-8") if one.stored and one.error is None else ""
        if anew.text == before:
            sys.stdout.write(f"{one.baseline}: as it was\n")
            continue
        Path(one.baseline).parent.mkdir(exist_ok=True)
        write_whole(one.baseline, anew.text)
        sys.stdout.write(_what_changed(replace(anew, stored=one.stored)))
    return code


def _is_of_the_baseline(one: Checked) -> bool:
    """Return whether only the baseline cannot be read, which --update writes anew."""
    if not isinstance(one.error, InputError):
        return False
    return all(span.file == one.baseline for fault in one.error.diagnostics for span in fault.spans[:1])


def _what_changed(one: Checked) -> str:
    lines = [f"{one.baseline}: {'written anew' if one.stored else 'new'}{f', {one.cause}' if one.cause else ''}"]
    lines += [f"  ~ {in_words(moved)}" for moved in one.moved]
    lines += [f"  + {path}" for path in one.new]
    lines += [f"  ! {case.told}: `expect:` is yours to write" for case in one.cases if case.kind == "expect" and not case.holds]
    return "\n".join(lines) + "\n"
