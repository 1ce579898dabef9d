"""Whole deals from single files: read, checked, priced both ways and written, beside reading them alone by the usual stack (`files.py`)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from files import reading_alone, variants_of_all, variants_of_one, whole_command
from table import Part


def parts(*, quick: bool) -> list[Part]:
    """Return the part of deal files."""
    deals, workers = (20, 1) if quick else (10_000, 2)
    columns = ("files", "workers", "ms a deal", "deals/s, processors free", "deals/s now", "times reading alone")
    part = Part("files", f"Whole deals: `leasecalc batch FOLDER`, {deals:,} different files, start to file", columns)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("one deal varied", variants_of_one), ("nine deals varied", variants_of_all)):
            files = Path(folder) / write.__name__
            files.mkdir()
            write(files, deals)
            alone = reading_alone(files)
            for count in dict.fromkeys((1, workers)):
                spent, clock = whole_command(files, count)
                rate = deals * count / spent
                part.rows.append((name, count, spent / deals * 1e3, rate, deals / clock, rate * alone / count))
            part.rows.append((f"{name}: safe_load and pydantic alone", 1, alone * 1e3, 1.0 / alone, None, 1.0))
    part.notes.append(
        "Times reading alone: against as many cores that only read. Target: 1,500 deals/s on two cores, 5 times reading alone."
    )
    return [part]
