"""The signs that a terminal page is drawn with, in Unicode and in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.render.formatting import printable

if TYPE_CHECKING:
    from leasecalc.report.page import Level
    from leasecalc.report.render.lines import Style

MARK_WORDS = {
    "assumed": "assumed",
    "unverified": "unverified",
    "stale": "stale",
    "override": "overridden",
    "default": "default",
    "pass": "pass",
    "fail": "fail",
    "unknown": "unknown",
}
"""The word of each mark, in the order of the legend."""

MARK_STYLES: dict[str, Style] = {
    "assumed": "doubt",
    "unverified": "doubt",
    "stale": "doubt",
    "override": "doubt",
    "default": "quiet",
    "pass": "good",
    "fail": "bad",
    "unknown": "doubt",
}

# Typography that code pages such as cp936 or cp1252 lack; names in other scripts are left alone.
_PLAIN_LETTERS = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "•": "-", "×": "x",
        "÷": "/", "≤": "<=", "≥": ">=", "≈": "~", "±": "+/-", "→": "->", "←": "<-", "✓": "+", "✗": "x", "\u00a0": " ",
        "\u202f": " ", "\u2009": " ", "€": "EUR", "£": "GBP", "²": "2", "½": "1/2", "°": "deg", "№": "No",
    }
)  # fmt: skip


@record
class Signs:
    """One set of signs. Every sign is one terminal cell wide."""

    rule: str
    good: str
    bad: str
    default: str
    only_ascii: bool

    def of_mark(self, mark: str) -> str:
        """Return the sign of a mark of the page, ``""`` for a word that is no mark."""
        fixed = {"assumed": "*", "unverified": "!", "stale": "~", "override": "o", "unknown": "?"}
        drawn = {"pass": self.good, "fail": self.bad, "default": self.default}
        return fixed.get(mark) or drawn.get(mark, "")

    def of_level(self, level: Level) -> str:
        """Return the sign of a note, ``""`` for a plain one."""
        return {"good": self.good, "bad": self.bad, "doubt": "?", "plain": ""}[level]

    def clean(self, text: str) -> str:
        """Return ``text`` on one line, with plain letters for typography when the signs are ASCII."""
        shown = printable(text)
        return shown.translate(_PLAIN_LETTERS) if self.only_ascii and not shown.isascii() else shown


UNICODE = Signs(rule="─", good="✓", bad="✗", default="·", only_ascii=False)
ASCII = Signs(rule="-", good="+", bad="x", default=".", only_ascii=True)
