"""What a document class says is wrong between its own fields."""

from __future__ import annotations

from leasecalc.records import record

Path = tuple[str | int, ...]


@record
class Fault:
    """One fault found by a document's ``faults()``: where (keys of the file, relative to that document), and what."""

    path: Path
    code: str
    message: str
    hint: str = ""
