"""Reading one deal of YAML: to text with places and a checked document, beside what only parses."""

from __future__ import annotations

import yaml
from measuring import ROOT, best
from table import Part

from leasecalc import api

DEAL = ROOT / "deals" / "za-box-60m.yaml"


def parts(*, quick: bool) -> list[Part]:
    """Return the part of reading."""
    repeats, count = (1, 2) if quick else (5, 40)
    text = DEAL.read_text("utf-8")

    def each(work: object) -> float:
        return best(lambda: [work(text) for _ in range(count)], count, repeats=repeats)  # type: ignore[operator]

    ours = each(lambda _: api.load(str(DEAL)))
    part = Part(
        "reading",
        f"Reading one deal of {len(text.splitlines())} lines, in a process that has started",
        ("what", "us a deal", "times leasecalc"),
    )
    part.rows.append(("leasecalc: file read, typed, checked, with places", ours, 1.0))
    peers = [("PyYAML safe_load, not checked", yaml.safe_load)]
    if hasattr(yaml, "CSafeLoader"):
        peers.append(("PyYAML CSafeLoader, not checked", lambda found: yaml.load(found, Loader=yaml.CSafeLoader)))
    for name, work in peers:
        taken = each(work)
        part.rows.append((name, taken, taken / ours))
    part.notes.append("Reading and checking 10,000 files by `safe_load` and pydantic stands beside whole deals.")
    return [part]
