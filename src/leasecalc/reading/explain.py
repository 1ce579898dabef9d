"""The page of a code: what it means, why the program refuses it, how to mend it."""

from __future__ import annotations

import textwrap

from leasecalc.errors import UsageError
from leasecalc.reading.codes import CODES, Code
from leasecalc.reading.suggest import did_you_mean, quoted

WIDTH = 88


def explain(code: str) -> str:
    """Return the page of ``code`` (``LC204``, in any case) as plain text; raise `UsageError` for an unknown code."""
    known = {each.code: each for each in CODES}
    wanted = code.strip().upper()
    if wanted not in known:
        hint = did_you_mean(wanted, known)
        raise UsageError(f"unknown code {quoted(code)}" + (f": {hint}" if hint.startswith("did") else ""))
    return page(known[wanted])


def page(code: Code) -> str:
    """Return a code's page as plain text."""
    parts = [f"{code.code}: {code.title}", textwrap.fill(code.explanation, WIDTH)]
    for title, example in (("Refused:", code.bad), ("Accepted:", code.good)):
        if example:
            parts.append("\n".join([f"{title}\n", *(f"    {_shown(line)}" for line in example.rstrip().split("\n"))]))
    return "\n\n".join(parts) + "\n"


def _shown(line: str) -> str:
    """Return a line of an example with its invisible characters named, cut when long."""
    visible = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in line)
    return visible if len(visible) <= WIDTH else f"{visible[: WIDTH - 20]}…"
