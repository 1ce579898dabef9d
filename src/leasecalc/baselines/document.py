"""A baseline file: written from figures, and read back with the place of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from leasecalc.baselines.figures import COLUMNS, ROWS, Figure
from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.records import field, record

if TYPE_CHECKING:
    from leasecalc.reading.tree import Tree

VERSION = "1"
FOLDER = "baselines"
HEAD = (
    "# Figures of {deal}, written by `leasecalc check --update`: money is compared exactly, rates to 0.0000001 %, numbers to",
    "# 0.000000001. A tolerance of your own stands behind a figure (`rent: 270.62 USD within 0.05 USD`), that of a column of the",
    "# instalment table under `within:` (`schedule.interest: 0.01 USD`); --update keeps them.",
)
META = ("baseline", "tool", "data", "within", "inputs")


@record(kw_only=True)
class Baseline:
    """What is stored of a deal: figures by path (a tolerance behind some), who wrote them from which market files, and the deal as it was."""

    file: str
    tool: str
    data: Mapping[str, str]
    figures: Mapping[str, str]
    within: Mapping[str, str]
    inputs: Mapping[str, Any]
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)


def path_of(deal: str) -> str:
    """Return where the baseline of a deal stands: ``deals/baselines/NAME.yml`` beside ``deals/NAME.yaml``."""
    from pathlib import PurePath

    path = PurePath(deal)
    return str(path.parent / FOLDER / f"{path.stem}.yml")


def read(text: str, file: str) -> Baseline:
    """Read a baseline. Raises ``InputError`` for what is no YAML, and (LC704) for what is no baseline."""
    from leasecalc.reading.tree import parse

    tree = parse(text, file)
    data = tree.data
    if not isinstance(data, dict) or data.get("baseline") != VERSION:
        raise _fault(tree, (), f"`{file}` is no baseline: it does not say `baseline: {VERSION}`")
    for section in ("data", "inputs"):
        if not isinstance(data.get(section), dict):
            raise _fault(tree, (section,), f"the baseline has no map `{section}`")
    figures, places = {}, {}
    for section, name, stored in _stored(tree):
        path = f"{section}.{name}"
        figures[path] = stored
        places[path] = tree.place((section, name))
        if " within " in stored:
            _check_tolerance(tree, (section, name), stored)
    within = data.get("within") or {}
    if not isinstance(within, dict):
        raise _fault(tree, ("within",), "`within` is no map of columns and tolerances")
    for name, margin in within.items():
        _check_tolerance(tree, ("within", name), f"0 {str(margin).partition(' ')[2]} within {margin}")
    return Baseline(
        file=file,
        tool=str(data.get("tool")),
        data=dict(data["data"]),
        figures=figures,
        within={str(name): str(text) for name, text in within.items()},
        inputs=data["inputs"],
        places=places,
    )


def _stored(tree: Tree) -> Iterator[tuple[str, str, str]]:
    for section, lines in tree.data.items():
        if section in META:
            continue
        if not isinstance(lines, dict):
            raise _fault(tree, (section,), f"`{section}` is no map of figures")
        for name, value in lines.items():
            cells = value if isinstance(value, list) else [value]
            if any(not isinstance(cell, str) for cell in cells):
                raise _fault(tree, (section, name), f"`{section}.{name}` is no figure")
            if not (section.startswith(ROWS) and name == "columns"):
                yield section, name, ", ".join(cells)


def _check_tolerance(tree: Tree, path: tuple[str, ...], text: str) -> None:
    from leasecalc.deal.expectation import expected
    from leasecalc.reading.scalar import ScalarFault

    try:
        expected(text)
    except ScalarFault as fault:
        raise _fault(tree, path, f"the tolerance of `{'.'.join(path)}` cannot be read: {fault.message}") from None


def _fault(tree: Tree, path: tuple[str, ...], message: str) -> InputError:
    hint = "write it anew by `leasecalc check --update`"
    return InputError((Diagnostic("LC704", message, hint, (tree.place(path) if path else Span(tree.file, 1, 1),)),), tree.sources)


@record(kw_only=True)
class Origin:
    """What a baseline is written from, beside the figures."""

    deal: str
    tool: str
    data: Mapping[str, str]
    inputs: Mapping[str, Any]


def written(figures: Iterable[Figure], origin: Origin, kept: Baseline | None) -> str:
    """Return the text of a baseline, with the tolerances of the one that it replaces."""
    lines = [line.format(deal=origin.deal) for line in HEAD]
    lines += [f"baseline: {VERSION}", f"tool: {origin.tool}", "data:"]
    lines += [f"  {_quoted(name)}: {digest}" for name, digest in sorted(origin.data.items())]
    if kept is not None and kept.within:
        lines += ["within:", *(f"  {name}: {text}" for name, text in kept.within.items())]
    section = ""
    for figure in figures:
        if figure.section != section:
            section = figure.section
            lines.append(f"{section}:")
            if section.startswith(ROWS):
                lines.append(f"  columns: [{', '.join(COLUMNS)}]")
        lines.append(f"  {_quoted(figure.name)}: {_line(figure, kept)}")
    return "\n".join([*lines, "inputs:", *_inputs(origin.inputs)]) + "\n"


def _line(figure: Figure, kept: Baseline | None) -> str:
    if figure.section.startswith(ROWS) and figure.name != "currency":
        return f"[{figure.text}]"
    before = "" if kept is None else kept.figures.get(figure.path, "")
    _, within, tolerance = before.partition(" within ")
    return f"{figure.text} within {tolerance}" if within else figure.text


def _quoted(name: str) -> str:
    return name if name.replace("_", "").replace(".", "").replace("/", "").isalnum() and not name.isdigit() else f'"{name}"'


def _inputs(data: Mapping[str, Any]) -> list[str]:
    from leasecalc.reading.rewriting import as_yaml

    return [f"  {line}" if line else "" for line in as_yaml(dict(data)).splitlines()]
