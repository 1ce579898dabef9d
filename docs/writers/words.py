"""The words of the program: codes of faults, measures, kinds of rate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from writers.markdown import HEAD, ROOT, page, prose, row, table

HUNDREDS = {
    "1": "The text of a file", "2": "Single values", "3": "Keys and structure", "4": "The deal as a whole",
    "5": "Market data", "6": "Solving", "7": "The command line",
}  # fmt: skip


def error_codes() -> str:
    """Return the page of the codes."""
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
    """Return the page of the measures."""
    from leasecalc.engine.measures import MEASURES

    def part(measure: Any) -> str:
        return (
            f"## {measure.name}\n\n{measure.label} ({measure.unit})\n\n- Flows: {measure.flows}\n- Formula: `{measure.formula}`"
        )

    introduction = (
        "The measures of a report, as `expect:` and the JSON name them. Money is per car, in the deal's currency unless it says otherwise; rates\n"
        "are fractions; m is the number of compounding periods a year (that of the instalments by default), t the time in years from\n"
        "the pricing date by the deal's day count.\n"
        "[Yields and measures](../concepts/yields.md) says how they belong together. `leasecalc explain NAME` prints one."
    )
    return page("Measures", introduction, map(part, MEASURES))


def rate_kinds() -> str:
    """Return the page of the kinds of rate."""
    from leasecalc.charges.kinds import RATE_KINDS
    from leasecalc.reading.shapes import attributes

    cases = _kind_cases()

    def part(kind: type[Any]) -> str:
        name = attributes(kind)["kind"].default
        rows = [row(key, attribute, "")[:3] for key, attribute in attributes(kind).items() if key != "kind"]
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
            text = f"Under test: `rate: {_flow(case['rate'])}`" + (
                f" with {', '.join(f'`{one}`' for one in given)}" if given else ""
            )
            found.setdefault(case["rate"]["kind"], f"{text} is `{case['expect']}` ({case['source']}).")
    return found


def _flow(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    return "[" + ", ".join(map(_flow, data)) + "]" if isinstance(data, list) else str(data)
