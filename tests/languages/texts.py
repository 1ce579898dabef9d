"""The texts that commands print on the sample deals; run as a program it lists those that a language lacks.

python tests/languages/texts.py zh        what `zh` has no text for, as entries of a catalogue
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEALS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "deals").rglob("*.yaml") if "books" not in path.parts)
ZA = "deals/za-box-60m.yaml"
ON_EVERY_DEAL = (
    ["price"],
    ["compare", "--routes", "all"],
    ["termination"],
    ["accounting"],
    ["accounting", "--side", "lessee"],
    ["funding"],
    ["currency"],
)
ONCE = (
    ["schedule", ZA],
    ["accounting", ZA, "--standard", "asc842"],
    ["termination", ZA, "--on", "2028-07-15"],
    ["solve", ZA, "--for", "rent", "--target", "lessor_yield=15%"],
    ["sweep", ZA, "--over", "residual=x0.8..x1.2/5"],
    ["tornado", ZA],
    ["breakeven", ZA],
    ["stress", ZA],
    ["breakeven", ZA, "--for", "rent,residual"],
    ["simulate", "deals/risk/uz-yuanup-chances.yaml", "--paths", "1000"],
    ["portfolio", "portfolios/four-markets.yaml", "--paths", "1000"],
    ["optimise", ZA, "--objective", "lessee_cost", "--floor", "lessor_yield=14%"],
    ["diff", ZA, "deals/za-box-36m.yaml"],
    ["markets"],
    ["markets", "ZA", "--on", "2026-06-30"],
    ["markets", "CN", "--on", "2026-06-30"],
    ["markets", "coverage", "--on", "2026-06-30"],
    ["markets", "rates"],
    ["markets", "cars"],
    ["landed", "ZA", "--value", "239080 ZAR", "--powertrain", "bev", "--on", "2026-06-30"],
    ["landed", "--all", "--value", "15000 USD", "--powertrain", "bev", "--on", "2026-06-30"],
)


def commands() -> list[list[str]]:
    """Return the commands whose texts are looked at."""
    return [[*words[:1], deal, *words[1:]] for words in ON_EVERY_DEAL for deal in DEALS] + [list(words) for words in ONCE]


class Asked:
    """Takes down what a run asks its language for: fixed labels, and sentences."""

    def __init__(self) -> None:
        self.labels: dict[str, None] = {}

    def recording(self, words: Any) -> Any:
        """Return ``words`` whose `label` takes down each text."""
        found = words.label

        def label(english: str) -> str:
            if any(sign.isalpha() for sign in english):
                self.labels.setdefault(english)
            return str(found(english))

        words.label = label
        return words


@contextlib.contextmanager
def asked(language: str) -> Iterator[Asked]:
    """Within it, commands in ``language`` have their texts taken down."""
    import leasecalc.languages as room
    from leasecalc.languages.words import Translated

    taken, usual = Asked(), room.words_of
    words = taken.recording(Translated(language))
    room.words_of = lambda _: words  # type: ignore[assignment]
    try:
        yield taken
    finally:
        room.words_of = usual


def texts(language: str, wanted: list[list[str]]) -> list[str]:
    """Return the texts that the commands ask for, in order."""
    from leasecalc.cli.run import run

    with asked(language) as taken:
        for words in wanted:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                run([*words, "--language", language])
    return list(taken.labels)


def missing(language: str, wanted: list[list[str]]) -> list[str]:
    """Return the texts for which ``language`` has none."""
    from leasecalc.languages.words import Translated

    words = Translated(language)
    return [text for text in texts(language, wanted) if not words.has(text)]


if __name__ == "__main__":
    for text in missing(sys.argv[1], commands()):
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        sys.stdout.write(f'msgid "{quoted}"\nmsgstr ""\n\n')
