"""Keeps, while a deal is resolved, where each number came from."""

from __future__ import annotations

from leasecalc.engine.resolved import Provenance, Status


class Recorder:
    """Collects provenance in order."""

    __slots__ = ("records",)

    def __init__(self) -> None:
        self.records: list[Provenance] = []

    def note(self, path: str, text: str, status: Status, why: str = "") -> None:
        """Record that the value at ``path`` is ``text``, with a status and the reason."""
        self.records.append(Provenance(path=path, text=text, status=status, note=why))

    def default(self, path: str, text: str, why: str) -> None:
        """Record a value that the deal left to the program."""
        self.note(path, text, "default", why)
