"""Members of a family priced as one block: the engine's array face, a scenario for each deal, and the rows they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.batching.answers import COMPUTED, DIGITS, add_differences, currency_of, doubts, facts, said, unmet
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
    from leasecalc.engine.resolved import Inputs
    from leasecalc.values import Value

    Floats = npt.NDArray[np.float64]

FEWEST = 8
"""Members that are worth a block: one costs about as much as seven deals alone."""

AGREEMENT_OF_MONEY, AGREEMENT = 1e-12, 1e-13
"""What the two faces of the engine agree on: money as a share of it, or of the car's price where that is more; other measures as a share or,
below 1, as they are. Tests hold the faces to it."""


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
            answers = _Answers(priced, len(members), members[0].family.assumed)
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

    def __init__(self, priced: Priced, size: int, assumed: tuple[str, ...]) -> None:
        import numpy as np

        deal, self._priced = priced.deal, priced
        self._car = np.abs(priced.amounts.bases["price"])
        self.alone = np.zeros(size, dtype=bool)
        self._columns: list[tuple[str, list[Any]]] = []
        for name in COMPUTED:
            self._columns.append((name, self._said(GOALS_BY_NAME[name].compute(priced), currency_of(deal, name))))
        self._charges = self._said(priced.charges.total, currency_of(deal, "charges"))
        self.alone |= unmet(deal, priced.contract.rent)
        self._doubts = doubts(priced, assumed)

    def _said(self, value: Value, currency: str) -> list[Any]:
        import numpy as np

        numbers = np.broadcast_to(np.asarray(value, dtype=float), self.alone.shape)
        size = np.where(np.isfinite(numbers), np.abs(numbers), 0.0)
        if currency:
            digits = minor_digits(currency)
            self.alone |= _near_a_tie(size, 10.0**digits, AGREEMENT_OF_MONEY * np.maximum(size, self._car * self._spot(currency)))
            return _written(_known(numbers), digits)
        steps = 10.0 ** (DIGITS - 1 - np.floor(np.log10(np.maximum(size, 0.5))))
        self.alone |= _near_a_tie(size, steps, AGREEMENT * np.maximum(size, 1.0))
        return [None if value is None else said(value, "") for value in _known(numbers)]

    def _spot(self, currency: str) -> Value:
        """Return the exchange rate from the currency of the deal."""
        return self._priced.amounts.exchange.spot(self._priced.deal.currency, currency)

    def row(self, place: int, member: Member) -> Row:
        """Return the row of one member."""
        row = facts(self._priced.deal, member.name, member.quantity)
        for name, values in self._columns:
            value = values[place]
            if value is not None:
                row[name] = value
        add_differences(row)
        row["charges"] = self._charges[place]
        row["charges_currency"] = self._priced.deal.stack.currency
        return row | self._doubts


def _near_a_tie(size: Floats, steps: Value, apart: Value) -> npt.NDArray[np.bool_]:
    """Say which numbers lie so near the middle between two that can be written that another, so far ``apart``, may be written differently.

    ``steps`` is how many numbers can be written in one unit; those too large to be written to them are near a tie too.
    """
    import numpy as np

    scaled = size * steps
    return (np.abs(scaled - np.floor(scaled) - 0.5) <= apart * steps) | (scaled > 1e14)


def _known(numbers: Floats) -> list[float | None]:
    """Return numbers, None for what is not finite."""
    return [value if value - value == 0.0 else None for value in numbers.tolist()]


def _written(amounts: list[float | None], digits: int) -> list[str | None]:
    """Return amounts as `answers.said` writes them where they are near no tie."""
    form, nothing = f".{digits}f", format(-0.0, f".{digits}f")
    texts = [None if amount is None else format(amount, form) for amount in amounts]
    return [text if text != nothing else nothing[1:] for text in texts]
