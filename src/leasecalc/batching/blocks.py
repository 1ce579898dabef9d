"""Members of a family priced as one block: the engine's array face, a scenario for each deal, and the rows they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.batching.answers import COMPUTED, DIGITS, add_differences, currency_of, doubts, facts, unmet
from leasecalc.engine.price import price
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.solving.goals import GOALS_BY_NAME
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.money import minor_digits
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from leasecalc.batching.answers import Row
    from leasecalc.batching.families import Member
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value

    Floats = npt.NDArray[np.float64]

FEWEST = 8
"""Members that are worth a block: one costs about as much as seven deals alone."""

AGREEMENT = 1e-12
"""What the two faces of the engine agree on, as a share of a measure."""


def rows_of_block(members: Sequence[Member]) -> list[Row | None]:
    """Return the row of each member, as it is alone; None where it must be priced alone to say so.

    That is where it has no price, and where a number lies so near the middle between two that can be written that the faces might part.
    """
    alike = members[0].family.alike
    if any(gate.minimum_value is not None for gate in alike.stack.gates):
        return [None] * len(members)  # such a gate looks at one value
    import numpy as np

    inputs = _stacked(alike.inputs, members)
    try:
        with np.errstate(all="ignore"):
            priced = price(replace(alike, inputs=inputs), inputs)
            answers = _Answers(priced, len(members))
    except (*NO_PRICE, KeyError, RecursionError):
        return [None] * len(members)
    return [None if answers.alone[place] else answers.row(place, member) for place, member in enumerate(members)]


def _stacked(shared: Inputs, members: Sequence[Member]) -> Inputs:
    """Return inputs with an entry for each member where their own numbers differ."""
    return replace(shared, **{name: _together([member.own[name] for member in members]) for name in members[0].own})


def _together(values: list[Any]) -> Any:
    """Return one value for all, with arrays for numbers that differ; members of a family differ in numbers alone."""
    first = values[0]
    if isinstance(first, Quantity):
        return Quantity(_together([value.number for value in values]), first.per, first.of)
    if isinstance(first, tuple):
        return tuple([_together(list(column)) for column in zip(*values, strict=True)])
    if isinstance(first, dict):
        return {key: _together([value[key] for value in values]) for key in first}
    if first is None or values.count(first) == len(values):
        return first
    import numpy as np

    return np.array(values)


class _Answers:
    """The measures of a block: a text or number for each member, and which members must be priced alone."""

    def __init__(self, priced: Priced, size: int) -> None:
        import numpy as np

        deal = priced.deal
        self.alone = np.zeros(size, dtype=bool)
        self._columns: list[tuple[str, list[Any]]] = []
        for name in COMPUTED:
            self._columns.append((name, self._said(GOALS_BY_NAME[name].compute(priced), currency_of(deal, name))))
        self._charges = self._said(priced.charges.total, currency_of(deal, "charges"))
        self.alone |= unmet(deal, priced.contract.rent)
        self._deal: ResolvedDeal = deal
        self._doubts = doubts(priced)

    def _said(self, value: Value, currency: str) -> list[Any]:
        import numpy as np

        digits = minor_digits(currency) if currency else None
        numbers = np.broadcast_to(np.asarray(value, dtype=float), self.alone.shape)
        self.alone |= _near_a_tie(numbers, digits)
        return _written(numbers, digits)

    def row(self, place: int, member: Member) -> Row:
        """Return the row of one member."""
        row = facts(self._deal, member.name, member.quantity)
        for name, values in self._columns:
            value = values[place]
            if value is not None:
                row[name] = value
        add_differences(row)
        row["charges"] = self._charges[place]
        row["charges_currency"] = self._deal.stack.currency
        return row | self._doubts


def _near_a_tie(numbers: Floats, digits: int | None) -> npt.NDArray[np.bool_]:
    """Say which numbers the faces of the engine might write differently, or would be too large to write."""
    import numpy as np

    size = np.abs(numbers)
    if digits is None:
        known = np.where(np.isfinite(numbers) & (size > 0.0), size, 1.0)
        digits_before = np.floor(np.log10(known))
        scaled = known * 10.0 ** (DIGITS - 1 - digits_before)
    else:
        scaled = np.where(np.isfinite(numbers), size, 0.0) * 10.0**digits
    apart = np.abs(scaled - np.floor(scaled) - 0.5)
    return (apart <= 2.0 * AGREEMENT * np.maximum(scaled, 1.0)) | (scaled > 1e14)


def _written(numbers: Floats, digits: int | None) -> list[Any]:
    """Return each number as `answers.said` says it, where it is near no tie; None for what is not finite."""
    known = [value if value - value == 0.0 else None for value in numbers.tolist()]
    if digits is None:
        return [None if value is None else float(f"{value:.{DIGITS}g}") for value in known]
    nothing = f"{-0.0:.{digits}f}"
    texts = [None if value is None else f"{value:.{digits}f}" for value in known]
    return [nothing[1:] if text == nothing else text for text in texts]
