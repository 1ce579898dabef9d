"""What a document class says is wrong between its own fields."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault found by a document's ``faults()``: where (keys of the file, relative to that document), and what."""

    path: Path
    code: str
    message: str
    hint: str = ""
