"""Writes the files that follow from the code: the reference pages, the JSON schema of deal files, the text of `--help`.

Run `.venv/bin/python docs/generate.py` after a change; `--check` writes nothing and fails when a page is not current.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
PACKAGE = ROOT / "src" / "leasecalc"
sys.path.insert(0, str(PACKAGE.parent))

WRITTEN = "<!-- written by docs/generate.py from the code; do not edit -->"


def page(title: str, introduction: str, parts: Iterator[str]) -> str:
    """Return a reference page."""
    return "\n\n".join([f"# {title}", WRITTEN, introduction, *parts]) + "\n"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def prose(docstring: str | None) -> str:
    """Return a docstring as Markdown: double back-quotes are code."""
    return inspect.cleandoc(docstring or "").replace("``", "`")


# commands -----------------------------------------------------------------------------------------------------------------------------


def commands() -> str:
    from leasecalc.cli.app import COMMANDS, EPILOG

    introduction = f"{EPILOG}\n\nOptions may stand before or after arguments. `leasecalc COMMAND --help` prints the same."
    return page("Commands", introduction, (_command(command) for command in COMMANDS))


def _command(command: Callable[..., int]) -> str:
    from typer.models import ArgumentInfo

    hints = get_type_hints(command, include_extras=True)
    arguments, options = [], []
    for name, parameter in inspect.signature(command).parameters.items():
        info = hints[name].__metadata__[0]
        if isinstance(info, ArgumentInfo):
            arguments.append((_metavar(name, info, parameter), info.help or ""))
        else:
            options.append((_option(name, info), info.help or ""))
    usage = " ".join(["leasecalc", command.__name__, *(metavar for metavar, _ in arguments), "[OPTIONS]"])
    rows = [(f"`{first}`", second.replace("<", "&lt;")) for first, second in (*arguments, *options)]
    return f"## leasecalc {command.__name__}\n\n{prose(command.__doc__)}\n\n    {usage}\n\n{table(('argument or option', ''), rows)}"


def _metavar(name: str, info: Any, parameter: inspect.Parameter) -> str:
    metavar = (info.metavar or name.upper()).strip("[]") if "|" not in (info.metavar or "") else info.metavar.strip("[]")
    return metavar if parameter.default is inspect.Parameter.empty else f"[{metavar}]"


def _option(name: str, info: Any) -> str:
    first = [info.default] if isinstance(info.default, str) else []  # under Annotated the first spelling stands where the default would
    words = [*first, *info.param_decls] or [f"--{name.replace('_', '-')}"]
    return ", ".join(sorted(words, key=len)) + (f" {info.metavar}" if info.metavar else "")


# deal file ----------------------------------------------------------------------------------------------------------------------------

DEAL_INTRODUCTION = """A deal is one YAML file. Every value is text that the program types itself: a rate carries its unit (`13%`, `250bp`), an
amount its currency (`89800 CNY`), a moment says what it hangs on (`3 months after export`). Amounts are per car. Unknown and repeated keys
are errors. `leasecalc schema deal` prints the JSON schema for editors.

*needed*: the file must have the key, if it has the section. An example stands under each section, taken from a sample deal."""


def deal_file() -> str:
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
            plain.append(_row(key, attribute, texts.get(attribute.name, "")))
    head = f"## At the top\n\n{table(HEAD, plain)}\n\n" + _example("assumed") + "\n\n" + _example("expect")
    return page("The deal file", f"{DEAL_INTRODUCTION}\n\n{WRITTEN_AS}", iter([head, *sections]))


HEAD = ("key", "written as", "", "meaning")
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
    yield table(HEAD, [_row(key, attribute, texts.get(attribute.name, "")) for key, attribute in attributes(cls).items()])
    for key, attribute in attributes(cls).items():
        for inner in attribute.shape.classes():
            yield f"### {where}.{key}\n\n{prose(inner.__doc__)}"
            yield from _tables(inner, f"{where}.{key}")


def _row(key: str, attribute: Any, meaning: str) -> tuple[str, ...]:
    return (f"`{key}`", _accepted(attribute.shape), "needed" if attribute.required else "", meaning)


def _accepted(shape: Any) -> str:
    words = []
    if shape.text is not None:
        choices = getattr(shape.text, "choices", ())
        described = shape.text.description
        examples = "" if described == "text" else ", ".join(f"`{example}`" for example in shape.text.examples[:2])
        words.append(", ".join(f"`{word}`" for word in choices) if choices else f"{described}: {examples}" if examples else described)
    if shape.items is not None:
        words.append("a list of " + (_accepted(shape.items) if shape.items.text else "maps"))
    if shape.entries is not None:
        words.append("a map")
    return " or ".join(words)


def _example(key: str) -> str:
    """Return a section of the first sample deal that has it, comments left out."""
    for file in sorted((ROOT / "deals").glob("*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines()
        starts = [number for number, line in enumerate(lines) if line.startswith(f"{key}:")]
        if starts:
            end = next((n for n in range(starts[0] + 1, len(lines)) if lines[n][:1] not in {" ", "#"}), len(lines))
            text = "\n".join(line.split("  #")[0].rstrip() for line in lines[starts[0] : end] if not line.startswith("#"))
            return f"```yaml\n{text}\n```\n\nFrom [{file.name}](../../deals/{file.name})."
    raise LookupError(f"no sample deal has a section `{key}`")


# codes, measures, kinds ----------------------------------------------------------------------------------------------------------------

HUNDREDS = {
    "1": "The text of a file", "2": "Single values", "3": "Keys and structure", "4": "The deal as a whole",
    "5": "Market data", "6": "Solving", "7": "The command line",
}  # fmt: skip


def error_codes() -> str:
    from leasecalc.reading.codes import CODES
    from leasecalc.reading.explain import page as explained

    def parts() -> Iterator[str]:
        for hundred, title in HUNDREDS.items():
            found = [code for code in CODES if code.code[2] == hundred]
            if found:
                yield f"## LC{hundred}xx: {title}"
            yield from (f"### {explained(code).rstrip()}" for code in found)

    introduction = "Every fault of a file has a code. `leasecalc explain CODE` prints its page. A code never changes its meaning."
    return page("Error codes", introduction, parts())


def measures() -> str:
    from leasecalc.engine.measures import MEASURES

    def part(measure: Any) -> str:
        return f"## {measure.name}\n\n{measure.label} ({measure.unit})\n\n- Flows: {measure.flows}\n- Formula: `{measure.formula}`"

    introduction = (
        "The measures of a report, as `expect:` and the JSON name them. Money is per car, in the deal's currency unless it says otherwise; rates\n"
        "are fractions; m is the number of instalments a year, t the time in years from the pricing date by the deal's day count.\n"
        "[Yields and measures](../concepts/yields.md) says how they belong together. `leasecalc explain NAME` prints one."
    )
    return page("Measures", introduction, map(part, MEASURES))


def rate_kinds() -> str:
    from leasecalc.charges.kinds import RATE_KINDS
    from leasecalc.reading.shapes import attributes

    cases = _kind_cases()

    def part(kind: type[Any]) -> str:
        name = attributes(kind)["kind"].default
        rows = [_row(key, attribute, "")[:3] for key, attribute in attributes(kind).items() if key != "kind"]
        keys = table(HEAD[:3], rows) if rows else "It has no keys."
        return "\n\n".join(text for text in (f"## {name}", prose(kind.__doc__), keys, cases.get(name, "")) if text)

    introduction = (
        "How a market file says what is charged: `rate: {kind: NAME, ...}`. Base and result are in the market's currency.\n"
        "[Charges](../concepts/charges.md) says where a rate stands. `leasecalc explain NAME` prints one."
    )
    return page("Kinds of rate", introduction, map(part, RATE_KINDS))


def _kind_cases() -> dict[str, str]:
    """Return for each kind the first case of the tests, in words."""
    from leasecalc.reading.tree import parse

    found: dict[str, str] = {}
    for file in sorted((ROOT / "tests" / "cases" / "kinds").glob("*.yaml")):
        for case in parse(file.read_text(encoding="utf-8"), file.name).data["cases"]:
            given = [f"{name} {_flow(case[name])}" for name in ("base", "facts", "fx", "series") if name in case]
            text = f"Under test: `rate: {_flow(case['rate'])}`" + (f" with {', '.join(f'`{one}`' for one in given)}" if given else "")
            found.setdefault(case["rate"]["kind"], f"{text} is `{case['expect']}` ({case['source']}).")
    return found


def _flow(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    return "[" + ", ".join(map(_flow, data)) + "]" if isinstance(data, list) else str(data)


# markets ------------------------------------------------------------------------------------------------------------------------------


def markets() -> str:
    from leasecalc.markets.library import Library

    library = Library.load()
    introduction = (
        "The shipped market files. `leasecalc markets XX --on DATE` prints one in full, with every rate, date and address; this page\n"
        "counts what they rest on. [Sources and marks](../concepts/sources-and-marks.md) says what the words mean."
    )
    return page("Markets", introduction, (_market(library.market(code).document) for code in library.codes()))


def _market(document: Any) -> str:
    rows = []
    for line in document.lines:
        reviewed = line.confirmed_on or document.confirmed_on
        months = line.review_every_months or document.review_every_months
        review = f"{reviewed or 'never'}, every {months} months" if months else str(reviewed or "never")
        kinds = ", ".join(dict.fromkeys(f"`{entry.rate.kind}`" for entry in line.in_force))
        rows.append((f"`{line.id}`", line.label, line.base.describe(), kinds, _confidence(line.in_force), review))
    parts = [
        f"## {document.market} {document.name}",
        f"Amounts in {document.currency}. Customs value: {document.customs_value.base.describe()}.",
        table(("line", "charge", "on", "kinds of rate", "sources of its entries", "confirmed"), rows),
    ]
    if document.gates:
        parts.append("Gates: " + "; ".join(f"{gate.label} ({gate.source.confidence})" for gate in document.gates) + ".")
    return "\n\n".join(parts)


def _confidence(entries: Any) -> str:
    counted = {word: sum(entry.source.confidence == word for entry in entries) for word in ("verified", "secondary", "unverified")}
    return ", ".join(f"{count} {word}" for word, count in counted.items() if count)


# writing ------------------------------------------------------------------------------------------------------------------------------


def deal_schema() -> str:
    from leasecalc.cli.actions.reference import schema_of
    from leasecalc.report.render.json import dumps

    return dumps(schema_of("deal"))


def help_text() -> str:
    from leasecalc.cli.help import written_anew

    return written_anew()


PAGES: dict[Path, Callable[[], str]] = {
    REFERENCE / "commands.md": commands,
    REFERENCE / "deal-file.md": deal_file,
    REFERENCE / "error-codes.md": error_codes,
    REFERENCE / "measures.md": measures,
    REFERENCE / "rate-kinds.md": rate_kinds,
    REFERENCE / "markets.md": markets,
}
SHIPPED: dict[Path, Callable[[], str]] = {
    PACKAGE / "deal.schema.json": deal_schema,
    PACKAGE / "cli" / "help.txt": help_text,
}
"""Files of the package that are written too; the check names them without failing."""


def current(path: Path, text: str) -> bool:
    """Return whether a file says what ``text`` says; of a schema, what older releases of pydantic leave out does not count."""
    if not path.exists():
        return False
    found = path.read_text(encoding="utf-8")
    return found == text or (path.suffix == ".json" and _essence(json.loads(found)) == _essence(json.loads(text)))


def _essence(node: Any) -> Any:
    if isinstance(node, list):
        return [_essence(item) for item in node]
    if not isinstance(node, dict):
        return node
    left_out = {"additionalProperties", "description"} if "properties" in node else set()
    return {key: _essence(value) for key, value in node.items() if key not in left_out}


def main(arguments: list[str]) -> int:
    """Write every file that is not current, or with ``--check`` name it and fail for a page."""
    checking = "--check" in arguments
    stale = []
    for path, text_of in (PAGES | SHIPPED).items():
        text = text_of()
        if current(path, text):
            continue
        stale.append(path)
        sys.stderr.write(f"{'not current' if checking else 'wrote'}: {path.relative_to(ROOT).as_posix()}\n")
        if not checking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if checking and stale:
        sys.stderr.write("run .venv/bin/python docs/generate.py and commit what it writes\n")
    return int(checking and any(path in PAGES for path in stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
