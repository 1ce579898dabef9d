"""The deal file, read from the records of its sections and the docstrings under their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from writers.markdown import HEAD, ROOT, page, prose, row, table

DEAL_INTRODUCTION = """A deal is one YAML file. Every value is text that the program types itself: a rate carries its unit (`13%`, `250bp`), an
amount its currency (`89800 CNY`), a moment says what it hangs on (`3 months after export`). Amounts are per car. Unknown and repeated keys
are errors. `leasecalc schema deal` prints the JSON schema for editors.

*needed*: the file must have the key, if it has the section. An example stands under each section, taken from a sample deal."""


def deal_file() -> str:
    """Return the page of the deal file."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.json_schema import field_docstrings
    from leasecalc.reading.shapes import Record, attributes

    sections, plain = [], []
    texts = field_docstrings(DealDocument)
    for key, attribute in attributes(DealDocument).items():
        shape = attribute.shape.items or attribute.shape
        if isinstance(shape.entries, Record):
            sections.append(_section(key, attribute, shape.entries.cls))
        else:
            plain.append(row(key, attribute, texts.get(attribute.name, "")))
    head = f"## At the top\n\n{table(HEAD, plain)}\n\n" + _example("assumed") + "\n\n" + _example("expect")
    return page("The deal file", f"{DEAL_INTRODUCTION}\n\n{WRITTEN_AS}", iter([head, *sections]))


WRITTEN_AS = """| kind of value | for example |
| --- | --- |
| a rate | `13%`, `250bp` |
| an amount | `89800 CNY` |
| a share | `20% of price`; the bases are price, ex_vat, fob, sale, financed, residual, as far as the place knows them |
| a moment | `at export`, `30 days before export`, `2026-05-01`; the events are pricing, order, purchase, export, arrival, commencement, end |
| a length of time | `60 months`, `5 years`, `208 weeks`, `30 days` |
| an expectation | `270.62 USD`, `14% within 0.01%`, `47` |"""


def _section(key: str, attribute: Any, cls: type[Any]) -> str:
    needed = "Needed." if attribute.required else "May be left out."
    several = " A list." if attribute.shape.items else ""
    parts = [f"## {key}", f"{prose(cls.__doc__)} {needed}{several}", *_tables(cls, key), _example(key)]
    return "\n\n".join(part for part in parts if part)


def _tables(cls: type[Any], where: str) -> Iterator[str]:
    """Yield the table of a record, then those of the records inside it."""
    from leasecalc.reading.json_schema import field_docstrings
    from leasecalc.reading.shapes import attributes

    texts = field_docstrings(cls)
    yield table(HEAD, [row(key, attribute, texts.get(attribute.name, "")) for key, attribute in attributes(cls).items()])
    for key, attribute in attributes(cls).items():
        for inner in attribute.shape.classes():
            yield f"### {where}.{key}\n\n{prose(inner.__doc__)}"
            yield from _tables(inner, f"{where}.{key}")


def _example(key: str) -> str:
    """Return a section of the first sample deal that has it, comments left out."""
    folder = ROOT / "deals"
    for file in (*sorted(folder.glob("*.yaml")), *sorted(folder.glob("*/*.yaml"))):
        lines = file.read_text(encoding="utf-8").splitlines()
        starts = [number for number, line in enumerate(lines) if line.startswith(f"{key}:")]
        if starts:
            end = next((n for n in range(starts[0] + 1, len(lines)) if lines[n][:1] not in {" ", "#"}), len(lines))
            text = "\n".join(line.split("  #")[0].rstrip() for line in lines[starts[0] : end] if not line.startswith("#"))
            return f"```yaml\n{text}\n```\n\nFrom [{file.name}](../../{file.relative_to(ROOT).as_posix()})."
    raise LookupError(f"no sample deal has a section `{key}`")
