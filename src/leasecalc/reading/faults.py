"""What a document class says is wrong between its own fields."""

from __future__ import annotations

from typing import NamedTuple

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One fault found by a document's ``faults()``: where (keys of the file, relative to that document), and what."""

    path: Path
    code: str
    message: str
    hint: str = ""
