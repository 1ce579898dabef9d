"""The words of the program: codes of faults, measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from writers.markdown import page

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
    from leasecalc.engine.measures import known_measures

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
    return page("Measures", introduction, map(part, known_measures().values()))
