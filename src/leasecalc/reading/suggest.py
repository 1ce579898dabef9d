"""Words for messages: what was typed, between backticks, and "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """Return ``text`` between backticks, on one line, cut when long."""
    line = "".join(c if c.isprintable() else " " for c in text)
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 1] + "…"
    return f"`{line}`"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the member of ``known`` that ``word`` most likely stands for, or None."""
    from difflib import get_close_matches

    by_lower: dict[str, str] = {}
    for name in known:
        by_lower.setdefault(name.lower(), name)
    # difflib is quadratic: nobody means a key by a whole paragraph
    plain = word[:LONGEST_QUOTE].strip().lower().replace("-", "_").replace(" ", "_")
    if plain in by_lower:
        return by_lower[plain]
    close = get_close_matches(plain, by_lower, n=1, cutoff=0.7)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "known here:") -> str:
    """Return the hint "did you mean `x`?", or ``otherwise`` and the first known words when none is near."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean `{near}`?"
    if not names:
        return ""
    shown = ", ".join(f"`{name}`" for name in names[:20])
    return f"{otherwise} {shown}" + (f" and {len(names) - 20} more" if len(names) > 20 else "")
