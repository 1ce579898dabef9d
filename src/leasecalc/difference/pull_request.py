"""A difference as a comment on a pull request: a short table, and the rest in blocks that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.difference import page as one_page
from leasecalc.difference.several import SUMMARY_FIGURES, title
from leasecalc.records import replace
from leasecalc.report.page import Page
from leasecalc.report.render.formatting import ENGLISH, Words, for_people
from leasecalc.report.render.markdown import escaped, render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leasecalc.difference.model import Difference, OutputMoved
    from leasecalc.difference.several import Compared
    from leasecalc.report.page import Kind

LONGEST = 60_000
"""Characters: a comment on GitHub has at most 65,536."""
TOO_LONG = "The details of further deals are left out: a comment would be too long. `leasecalc diff` prints them."


def pull_request(found: Sequence[Compared], why: Sequence[str], words: Words = ENGLISH) -> str:
    """Return the comment. Deals that did not move are counted, not listed."""
    parts = [f"### leasecalc: {escaped(words.label(title(found)))}", *_verdicts(found), *_table(found)]
    length = sum(map(len, parts))
    for one in found:
        if one.difference is None or one.status not in {"moved", "changed"}:
            continue
        block = _details(one.name, one.difference, why, words)
        if length + len(block) > LONGEST:
            parts.append(TOO_LONG)
            break
        parts.append(block)
        length += len(block)
    return "\n\n".join(parts) + "\n"


def _verdicts(found: Sequence[Compared]) -> Iterator[str]:
    lines = [f"- ❌ {escaped(one.name)}: `{hit.text}`, {escaped(hit.found)}" for one in found for hit in one.failed]
    lines += [f"- ⚠️ {escaped(one.name)}: `{hit.text}`, {escaped(hit.found)}" for one in found for hit in one.warned]
    lines += [f"- ❌ {escaped(one.name)}: {escaped(str(one.error).splitlines()[0])}" for one in found if one.error]
    lines += [f"- {escaped(one.name)}: {escaped(one.note)}" for one in found if one.note]
    if lines:
        yield "\n".join(lines)


def _table(found: Sequence[Compared]) -> Iterator[str]:
    rows = [one for one in found if one.difference is not None and one.status in {"moved", "new"}]
    if not rows:
        return
    heading = ["deal", *SUMMARY_FIGURES]
    lines = [heading, ["---", *("---:" for _ in SUMMARY_FIGURES)], *(_row(one) for one in rows)]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _row(one: Compared) -> list[str]:
    assert one.difference is not None  # noqa: S101 - chosen for it
    known = {output.name: output for output in (*one.difference.outputs, *one.difference.steady)}
    name = f"{escaped(one.name)} (new)" if one.status == "new" else escaped(one.name)
    return [name, *(_cell(known[figure]) for figure in SUMMARY_FIGURES)]


def _cell(output: OutputMoved) -> str:
    kind: Kind = "rate" if output.unit == "rate" else "money"
    after = for_people(output.after, kind, 4 if kind == "rate" else None) + (f" {output.currency}" if output.currency else "")
    if not output.change:
        return escaped(after)
    before = for_people(output.before, kind, 4 if kind == "rate" else None)
    percent = "" if output.percent is None or kind == "rate" else f" ({output.percent * 100:+.2f} %)"
    return escaped(f"{before} → {after}{percent}")


def _details(name: str, found: Difference, why: Sequence[str], words: Words) -> str:
    told = "; ".join(words.label(note.text) for note in one_page.statements(found))
    inner = one_page.page(found, why)
    if words is not ENGLISH:
        from leasecalc.languages import in_language

        inner = in_language(inner, words)
    blocks = tuple(
        replace(block, title=f"{block.title}" or "") for block in inner.blocks if block.id not in {"verdict", "inputs"}
    )
    body = render(Page("", "", blocks), words).replace("\n## ", "\n#### ").removeprefix("## ").strip()
    inputs = "\n".join(_input_lines(found))
    listed = f"```text\n{inputs}\n```\n\n" if inputs else ""
    head = "#### " if blocks and not body.startswith("#") else ""
    return f"<details><summary>{escaped(name)}: {escaped(told)}</summary>\n\n{listed}{head}{body}\n\n</details>"


def _input_lines(found: Difference) -> Iterator[str]:
    """Yield the changed values; a fence inside a value cannot end the block, since a value is on one line and begins with a sign."""
    for one in found.inputs:
        values = " -> ".join(text for text in (one.before, one.after) if text)
        yield f"{one.sign} {one.path}: {values}" + (f"  ({one.note})" if one.note else "")
