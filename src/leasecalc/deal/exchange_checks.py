"""Faults of how exchange rates move, and of what their conversion costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.reading.faults import Fault
from leasecalc.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.money_terms import Fx, Peg, RateCurve

CODE = "LC488"
LAWS = ("drift", "forward", "curve", "pegged")


def exchange_faults(document: DealDocument, fx: Fx) -> Iterator[Fault]:
    """Yield the faults of `fx.forward`, `fx.curve`, `fx.pegged`, `fx.conversion`."""
    written = {law: found for law in LAWS if (found := getattr(fx, law))}
    yield from _pair_faults(fx, written)
    if fx.conversion is not None:
        yield from _conversion_faults(fx.conversion.cost, fx.conversion.fee)
    start = document.deal.pricing_date
    for pair, forward in (fx.forward or {}).items():
        for name in ("base_rate", "quote_rate"):
            yield from _rate_fault(("fx", "forward", pair, name), getattr(forward, name))
    for pair, curve in (fx.curve or {}).items():
        yield from _curve_faults(("fx", "curve", pair), curve, start)
    for pair, peg in (fx.pegged or {}).items():
        yield from _peg_faults(("fx", "pegged", pair), peg, fx.rates.get(pair), start)


def _conversion_faults(cost: Decimal | None, fee: object) -> Iterator[Fault]:
    here = ("fx", "conversion")
    if cost is None and fee is None:
        yield Fault(
            here, CODE, "a conversion costs a share or a fee, and neither is written", "write `cost: 50bp`, or leave this out"
        )
    elif cost is not None and not 0 <= cost < 1:
        yield Fault(
            (*here, "cost"), CODE, "a share of what is exchanged lies from 0 % to less than 100 %", "write for example `50bp`"
        )


def _pair_faults(fx: Fx, written: Mapping[str, Mapping[str, object]]) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for law, pairs in written.items():
        for pair in pairs:
            if pair not in fx.rates and law != "drift":  # `quotations` says so of a drift
                base, _, quote = pair.partition("/")
                turned = f"{quote}/{base}"
                hint = f"write `{turned}`, as it is quoted" if turned in fx.rates else did_you_mean(pair, tuple(fx.rates))
                yield Fault(("fx", law, pair), CODE, f"`fx.rates` does not quote {pair}", hint)
            elif pair in taken:
                message = f"{pair} has `fx.{taken[pair]}` too, and a rate moves in one way"
                yield Fault(("fx", law, pair), CODE, message, "keep one of them")
            taken.setdefault(pair, law)


def _rate_fault(path: tuple[str, ...], rate: Decimal) -> Iterator[Fault]:
    if not -1 < rate <= 10:
        yield Fault(path, CODE, "a rate of interest lies above -100 % and up to 1000 %", "check the rate and its unit")


def _curve_faults(path: tuple[str, ...], curve: RateCurve, start: date) -> Iterator[Fault]:
    if not curve.points:
        yield Fault((*path, "points"), CODE, "the curve has no points", "write `points: [{on: 2027-03-02, rate: 18.10}]`")
    for number, point in enumerate(curve.points):
        if point.rate <= 0:
            hint = "write units of the second currency per unit of the first"
            yield Fault((*path, "points", number, "rate"), CODE, f"an exchange rate of {point.rate} is none", hint)
        if point.on <= start:
            hint = "the rate of that day is the one in `fx.rates`; write later days"
            yield Fault((*path, "points", number, "on"), CODE, f"{point.on} is not after the pricing date, {start}", hint)
    for number, (before, after) in enumerate(pairwise(curve.points), start=1):
        if after.on <= before.on:
            message = f"{after.on} is not after {before.on}, the day of the point before"
            yield Fault((*path, "points", number, "on"), CODE, message, "write the points in order, each day once")


def _peg_faults(path: tuple[str, ...], peg: Peg, quoted: Decimal | None, start: date) -> Iterator[Fault]:
    if not 0 <= peg.band < 1:
        yield Fault(
            (*path, "band"), CODE, "a band is a share of the peg either side, from 0 % to less than 100 %", "write `0.64%`"
        )
    elif peg.peg <= 0:
        yield Fault((*path, "peg"), CODE, f"an exchange rate of {peg.peg} is none", "write the rate at which it is pegged")
    elif quoted is not None and not peg.peg * (1 - peg.band) <= quoted <= peg.peg * (1 + peg.band):
        low, high = peg.peg * (1 - peg.band), peg.peg * (1 + peg.band)
        message = f"`fx.rates` quotes {quoted}, outside the band from {low.normalize():f} to {high.normalize():f}"
        yield Fault((*path, "band"), CODE, message, "check the rate and the peg; a broken peg is a `drift`")
    if peg.until <= start:
        yield Fault(
            (*path, "until"), CODE, f"the peg ends on {peg.until}, and the deal is priced on {start}", "write `fx.drift` instead"
        )
    yield from _rate_fault((*path, "drift"), peg.drift)
