"""Deals of a batch that are alike but for numbers: a family is resolved once, and each of its members is an own set of inputs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.deal.document import DealDocument
from leasecalc.engine.resolving.alike import has_outline, outline, own_names, own_numbers, within_ranges
from leasecalc.errors import InputError
from leasecalc.reading.files import read_text
from leasecalc.reading.sections import Sections
from leasecalc.reading.structure import Refused, filled
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Hashable

    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library

MOST = 512
"""Families that are kept; deals of which hardly two are alike do not fill the memory."""


@record
class Family:
    """Deals of one outline: one of them, resolved, the names of the inputs that each has of its own, and what all say they assume."""

    alike: ResolvedDeal
    names: tuple[str, ...]
    assumed: tuple[str, ...]


@record
class Member:
    """One deal of a family: what it is called, how many cars it has, and the inputs that are its own, by name."""

    family: Family
    name: str
    quantity: int
    own: dict[str, Any]


class Known:
    """What one worker keeps between the deals of a batch: the market library, sections that it has read, families that it has met."""

    __slots__ = ("_families", "_sections", "library")

    def __init__(self, library: Library) -> None:
        self.library = library
        self._sections = Sections(DealDocument, outline)
        self._families: dict[Hashable, Family] = {}

    def read(self, file: str) -> Member | None:
        """Return the deal of a file as a member of its family; None where it must be read as a whole, or is at fault."""
        try:
            sections = self._sections.read(read_text(file))
        except InputError:
            return None
        if sections is None or any(section.key == "extends" for section in sections):
            return None
        try:
            document = filled(DealDocument, {section.name: section.value for section in sections})
        except Refused:
            return None
        lines = tuple([(section.key, section.about) for section in sections])
        family = self._families.get(lines)
        if family is None:
            if any(True for _ in document.faults()):
                return None
            family = self._met(lines, document)
        elif not within_ranges(document):
            return None
        return None if family is None else _member(family, document)

    def member(self, deal: api.Deal) -> Member | None:
        """Return a deal that was read and found good as a member of its family. Raises like `api.resolve`."""
        lines = tuple([(key, outline(key, data)) for key, data in deal.tree.data.items()])
        family = self._families.get(lines)
        if family is None and has_outline(deal.document):
            family = self._keep(lines, deal.document, api.resolve(deal, self.library))
        return None if family is None else _member(family, deal.document)

    def _met(self, lines: Hashable, document: DealDocument) -> Family | None:
        from leasecalc.engine.resolving.resolve import resolve

        if not has_outline(document):
            return None
        try:
            return self._keep(lines, document, resolve(document, self.library))
        except (InputError, ArithmeticError, RecursionError):
            return None  # told by who reads it as a whole

    def _keep(self, lines: Hashable, document: DealDocument, alike: ResolvedDeal) -> Family:
        if len(self._families) >= MOST:
            self._families.clear()
        family = self._families[lines] = Family(alike, own_names(document, alike), document.assumed)
        return family


@lru_cache(maxsize=2)
def known(directories: tuple[str, ...]) -> Known:
    """Return what this worker keeps for batches with these market directories."""
    return Known(api.library(directories))


def _member(family: Family, document: DealDocument) -> Member:
    return Member(family, document.deal.name, document.vehicle.quantity, own_numbers(document, family.alike, family.names))
