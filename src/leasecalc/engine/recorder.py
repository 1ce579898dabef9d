"""Keeps, while a deal is resolved, where each number came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from leasecalc.engine.resolved import Provenance, Status


@dataclass(slots=True)
class Recorder:
    """Collects provenance in order."""

    records: list[Provenance] = field(default_factory=list)

    def note(self, path: str, text: str, status: Status, why: str = "") -> None:
        """Record that the value at ``path`` is ``text``, with a status and the reason."""
        self.records.append(Provenance(path=path, text=text, status=status, note=why))

    def default(self, path: str, text: str, why: str) -> None:
        """Record a value that the deal left to the program."""
        self.note(path, text, "default", why)
