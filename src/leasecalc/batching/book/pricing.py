"""The rows of a chunk: those of one term priced together, in blocks of fixed size, and the row that has no price told by halving its block."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.batching.book.plan import BASIS, CHARGES, CURRENCIES, MEASURED, STATUS, opened
from leasecalc.batching.rows import told
from leasecalc.engine.as_printed import DIFFERENCES
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob
from leasecalc.engine.solving.goals import GOALS_BY_NAME
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.errors import LeasecalcError
from leasecalc.knobs import knob
from leasecalc.money import minor_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from leasecalc.batching.book.plan import BookPlan
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.values import Value

    Floats = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.intp]

BLOCK = 16_384
"""Rows priced at once: few enough for the processor's cache, many enough that what is done once a block weighs little."""

COMPUTED = tuple(column.name for column in MEASURED if column.name not in DIFFERENCES)
"""Measures that are not the difference of two others."""

UNMET = "the target of the rent is met by no instalment above zero: what is paid beside the rent brings more than it asks for"


class Answers:
    """What the rows of one chunk come to: an array for each number, and for rows without a price the reason."""

    def __init__(self, size: int) -> None:
        import numpy as np

        self.size = size
        self.numbers: dict[str, Floats] = {column.name: np.full(size, math.nan) for column in (*MEASURED, CHARGES[0])}
        self.failed: dict[int, dict[str, str]] = {}

    def fail(self, rows: Rows, **why: str) -> None:
        """Say why rows have no price; what they were first refused for stands."""
        for row in rows.tolist():
            self.failed.setdefault(row, {"code": "", "place": "", **why})
        for values in self.numbers.values():
            values[rows] = math.nan


def answered(plan: BookPlan, values: Mapping[str, Floats], size: int) -> Answers:
    """Return the answers of one chunk; ``values`` holds the numbers of each knob column by its name in the book."""
    import numpy as np

    answers = Answers(size)
    good = np.ones(size, dtype=bool)
    for column in plan.columns:
        if column.knob:
            good &= _sensible(answers, column.name, column.knob, values[column.name])
    template = opened(plan.template)
    knobs = {column.knob: values[column.name] for column in plan.columns if column.knob}
    terms = knobs.pop("term", None)
    for term in [None] if terms is None else np.unique(terms[good]).tolist():
        rows = np.flatnonzero(good if terms is None else good & (terms == term))
        try:
            deal = template.resolved if term is None else template.at(int(term))
        except LeasecalcError as error:
            answers.fail(rows, **told(error))
            continue
        for first in range(0, len(rows), BLOCK):
            _answer(answers, deal, knobs, rows[first : first + BLOCK])
    return answers


def _sensible(answers: Answers, name: str, knob_name: str, values: Floats) -> Any:
    """Return which values a deal file could hold; say of the others what is wrong."""
    import numpy as np

    one = knob(knob_name)
    known = np.isfinite(values)
    if one.unit == "count":
        whole = known & (values == np.floor(values)) & (values >= 1.0) & (values <= 10_000.0)
        within, wanted = whole, "a whole number of instalments"
    elif one.unit == "rate":
        within, wanted = known & (values >= one.low) & (values <= one.high), f"a fraction from {one.low:g} to {one.high:g}"
    else:
        above = values > 0.0 if one.unit == "quote" or knob_name == "price" else values >= 0.0
        within, wanted = known & above, "above zero" if one.unit == "quote" or knob_name == "price" else "not below zero"
    answers.fail(np.flatnonzero(~known), place=name, reason=f"`{name}` has no number")
    answers.fail(np.flatnonzero(known & ~within), place=name, reason=f"`{name}` must be {wanted}")
    return within


def _answer(answers: Answers, deal: ResolvedDeal, knobs: Mapping[str, Floats], rows: Rows) -> None:
    """Price rows at once; where that raises, halve them, so that a row that has no price stands alone."""
    single = len(rows) == 1
    try:
        inputs = deal.inputs
        for name, values in knobs.items():
            inputs = with_knob(deal, inputs, name, float(values[rows[0]]) if single else values[rows])
        priced = price(deal, inputs)
        found = {name: _measured(priced, name, alone=single) for name in COMPUTED}
    except (*NO_PRICE, KeyError, RecursionError) as error:
        if not single:
            half = len(rows) // 2
            _answer(answers, deal, knobs, rows[:half])
            _answer(answers, deal, knobs, rows[half:])
            return
        why = told(error) if isinstance(error, LeasecalcError) else {"reason": f"{type(error).__name__}: {error}"}
        answers.fail(rows, **why)
        return
    _write(answers, priced, found, rows)


def _measured(priced: Priced, name: str, *, alone: bool) -> Value:
    """Return a measure; alone, NaN where it has no value."""
    try:
        return GOALS_BY_NAME[name].compute(priced)
    except NO_PRICE:
        if alone:
            return math.nan
        raise


def _write(answers: Answers, priced: Priced, found: Mapping[str, Value], rows: Rows) -> None:
    import numpy as np

    deal = priced.deal
    for column in MEASURED:
        if column.name not in found:
            continue
        currency = deal.lease.currency if column.currency == "lease_currency" else deal.currency
        answers.numbers[column.name][rows] = _said(found[column.name], currency if column.kind == "money" else "")
    for name, (first, second) in DIFFERENCES.items():  # as they are printed, so that the columns add up
        if name in answers.numbers:
            answers.numbers[name][rows] = _said(answers.numbers[first][rows] - answers.numbers[second][rows], deal.currency)
    answers.numbers["charges"][rows] = _said(priced.charges.total, deal.stack.currency)
    if deal.lease.target is not None and priced.inputs.rent is None:
        unmet = np.broadcast_to(np.asarray(priced.contract.rent) <= 0.0, rows.shape)
        answers.fail(rows[unmet], code="LC601", place="lease.rent", reason=UNMET)


def _said(value: Value, currency: str) -> Value:
    """Return money to the digits of its currency, and NaN for what is not finite."""
    import numpy as np

    number = np.asarray(value, dtype=float)
    if currency:
        number = np.round(number, minor_digits(currency)) + 0.0
    return np.where(np.isfinite(number), number, math.nan)


def fixed_columns(plan: BookPlan) -> dict[str, Any]:
    """Return the columns that are the same in every row that has a price."""
    deal = opened(plan.template).resolved
    from leasecalc.batching.book.basis import basis_of_book

    basis, _ = basis_of_book(plan)
    values = (deal.currency, deal.lease.currency, deal.quantity, deal.stack.currency, basis.in_short)
    names = (*(column.name for column in CURRENCIES), CHARGES[1].name, BASIS.name)
    return dict(zip(names, values, strict=True))


def told_columns(answers: Answers) -> dict[str, Any]:
    """Return the columns that say how each row ended; one value where all ended alike."""
    names = [column.name for column in STATUS]
    if not answers.failed:
        return {**dict.fromkeys(names), "status": "priced"}
    ended: dict[str, list[str | None]] = {name: [None] * answers.size for name in names}
    ended["status"] = ["priced"] * answers.size
    for row, why in answers.failed.items():
        ended["status"][row] = "error"
        for name, text in why.items():
            ended[name][row] = text
    return ended
