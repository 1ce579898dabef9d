"""The kinds of rate: a page for each with formula, keys, published cases and the charges that use it, and their index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from writers.markdown import HEAD, ROOT, page, prose, row, table
from writers.shipped import Use, example_of, rates_in_use, used_by

FOLDER = "rate-kinds"


def rate_kinds() -> str:
    """Return the index of the kinds of rate."""
    rows = []
    for kind in _kinds():
        name = name_of(kind)
        markets = dict.fromkeys(use.market for use in _uses(name))
        rows.append((f"[`{name}`]({FOLDER}/{name}.md)", _summary(kind), str(len(markets)) if markets else "none"))
    introduction = (
        "How a market file says what is charged: `rate: {kind: NAME, ...}`. Base and result are in the market's currency. Each kind has a page\n"
        "with its formula, its keys, published amounts under test, and the shipped charges that use it; `leasecalc explain NAME` prints its\n"
        "formula. [Charges](../concepts/charges.md) says where a rate stands, [bases](bases.md) what it is applied to."
    )
    return page("Kinds of rate", introduction, iter([table(("kind", "what it is", "shipped markets"), rows)]))


def kind_pages() -> dict[str, Callable[[], str]]:
    """Return for each kind the file name of its page and what writes it."""
    return {f"{name_of(kind)}.md": lambda kind=kind: _page(kind) for kind in _kinds()}  # type: ignore[misc]


def name_of(kind: type[Any]) -> str:
    """Return the name of a kind in a market file."""
    from leasecalc.reading.shapes import attributes

    return str(attributes(kind)["kind"].default)


def _kinds() -> tuple[type[Any], ...]:
    from leasecalc.charges.kinds import RATE_KINDS

    return RATE_KINDS


def _summary(kind: type[Any]) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(prose(kind.__doc__).split("\n\n")[0].split())


def _uses(name: str) -> list[Use]:
    return [use for use in rates_in_use() if use.rate.kind == name]


def _page(kind: type[Any]) -> str:
    name = name_of(kind)
    return page(name, f"A [kind of rate](../rate-kinds.md).\n\n{prose(kind.__doc__)}", _parts(kind, name))


def _parts(kind: type[Any], name: str) -> Iterator[str]:
    from leasecalc.reading.shapes import attributes

    rows = [row(key, attribute, "")[:3] for key, attribute in attributes(kind).items() if key != "kind"]
    yield "## Keys\n\n" + (table(HEAD[:3], rows) if rows else "It has none besides `kind`.")
    cases = list(_cases(name))
    if cases:
        yield "## Under test\n\n" + table(("rate", "given", "comes to", "source"), cases)
    uses = _uses(name)
    yield f"## In use\n\n{used_by(uses)}" if uses else "## In use\n\nBy no shipped market."
    if uses:
        yield example_of(uses)


def _cases(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the published cases of a kind, in words."""
    from leasecalc.reading.tree import parse

    for file in sorted((Path(ROOT) / "tests" / "cases" / "kinds").glob("*.yaml")):
        for case in parse(file.read_text(encoding="utf-8"), file.name).data["cases"]:
            if case["rate"]["kind"] == name:
                given = "; ".join(f"{key} {_flow(case[key])}" for key in ("base", "facts", "fx", "series", "on") if key in case)
                yield (f"`{_flow(case['rate'])}`", given, case["expect"], case["source"])


def _flow(data: Any) -> str:
    """Write data as YAML does on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    return "[" + ", ".join(map(_flow, data)) + "]" if isinstance(data, list) else str(data)
