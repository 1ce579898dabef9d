"""What to write into the deal file so that it is priced with a solved value."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.solving.terms import term_of
from leasecalc.knobs import is_of_the_structure
from leasecalc.money import minor_digits
from leasecalc.reading.fields import Share
from leasecalc.reading.numbers import shifted, written

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.solving.targeting import Targeting, Unknown


def assignments(document: DealDocument, answer: Targeting) -> tuple[str, ...]:
    """Return the texts of ``--set`` that put the answer into the deal: the solved values, and the instalment where it is kept.

    Empty where a knob has no place in a deal file.
    """
    found = [_assignment(document, one) for one in answer.unknowns]
    if document.lease.rent is not None and any(one.knob.name == "floating_margin" for one in answer.unknowns):
        found.append("lease.rent=")  # margin and rent would both fix the first instalment
    if answer.rent == "kept" and answer.before.inputs.rent is None:
        currency = answer.before.deal.lease.currency
        rent = f"{_money(float(answer.before.contract.rent), currency)} {currency}"
        found.append(f"lease.rent={rent}")
    return tuple(text for text in found if text) if all(found) else ()


def _assignment(document: DealDocument, found: Unknown) -> str:
    if not found.knob.path or found.value is None:
        return ""
    if is_of_the_structure(found.knob.name):
        from leasecalc.engine.shape_knobs import written_at

        return f"{written_at(document, found.knob)}={_typed(document, found, found.value)}"
    return f"{found.knob.path}={_typed(document, found, found.value)}"


def _typed(document: DealDocument, found: Unknown, value: float) -> str:
    unit = found.knob.unit
    if unit == "money":
        return f"{_money(value, found.currency)} {found.currency}"
    if unit == "count":
        return str(term_of(document, round(value)))
    number = Decimal(repr(value))
    if found.knob.name == "funding_share" and document.funding is not None and isinstance(document.funding.amount, Share):
        return str(Share(number, document.funding.amount.of))
    return f"{written(shifted(number, 2))}%" if unit == "rate" else written(number)


def _money(value: float, currency: str) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN)
