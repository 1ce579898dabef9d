"""Limits as gates: the figure beside its bound; a figure that is not known passes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.money import Money
from leasecalc.portfolio.limit_rules import SHARE_OF
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.portfolio.concentration import Concentration
    from leasecalc.portfolio.document import Limit
    from leasecalc.portfolio.sums import Totals

GateStatus = Literal["pass", "fail", "unknown"]


@record(kw_only=True)
class Gate:
    """One limit and what the book says to it."""

    what: str
    """What is bounded, with the name of the group for a share: `share of market ZA`."""
    figure: float | None
    in_money: bool
    at_most: float | None
    at_least: float | None
    status: GateStatus
    reason: str = ""


def gates(limits: Sequence[Limit], found: tuple[Totals, Sequence[Concentration]], missing: Sequence[str]) -> tuple[Gate, ...]:
    """Return a gate for each limit. While a line that counts is missing a figure is that of the rest, and no limit passes."""
    return tuple(_gate(limit, found, missing) for limit in limits)


def _gate(limit: Limit, found: tuple[Totals, Sequence[Concentration]], missing: Sequence[str]) -> Gate:
    in_money = isinstance(limit.at_most if limit.at_most is not None else limit.at_least, Money)
    name, figure, reason = _figure(limit, found, in_money=in_money)
    most, least = _number(limit.at_most), _number(limit.at_least)
    status: GateStatus = "unknown"
    if figure is not None:
        kept = (most is None or figure <= most) and (least is None or figure >= least)
        status = "pass" if kept else "fail"
        if missing and kept:
            status, reason = "unknown", f"without {', '.join(missing)}"
    return Gate(what=name, figure=figure, in_money=in_money, at_most=most, at_least=least, status=status, reason=reason)


def _number(bound: object) -> float | None:
    if bound is None:
        return None
    return float(bound.amount) if isinstance(bound, Money) else float(bound)  # type: ignore[arg-type]


def _figure(limit: Limit, found: tuple[Totals, Sequence[Concentration]], *, in_money: bool) -> tuple[str, float | None, str]:
    totals, concentrations = found
    if limit.what.startswith(SHARE_OF):
        by = limit.what.removeprefix(SHARE_OF)
        return _share(limit, next(one for one in concentrations if one.by == by))
    figures = {
        "peak funding": (max(totals.contractual.peak, totals.expected.peak), "the larger of contractual and expected"),
        "npv": (totals.amounts["lease_npv"], ""),
        "pooled yield": (totals.expected_yield.value, totals.expected_yield.reason),
        "expected loss": (totals.expected_loss, "") if in_money else _loss_rate(totals),
    }
    return limit.what, *figures[limit.what]


def _loss_rate(totals: Totals) -> tuple[float | None, str]:
    if not totals.financed > 0.0:
        return None, "nothing is financed"
    return totals.expected_loss / totals.financed, "of the amounts financed"


def _share(limit: Limit, found: Concentration) -> tuple[str, float | None, str]:
    """Return the share of the named group, else of the one that is nearest to its bound."""
    if found.herfindahl is None:
        return limit.what, None, found.reason
    if limit.of is not None:
        shares = {group.name: group.share for group in found.groups}
        return f"{limit.what} {limit.of}", shares.get(limit.of, 0.0), "" if limit.of in shares else _not_there(limit.of, shares)
    group = found.groups[-1] if limit.at_most is None else found.groups[0]
    return f"{limit.what} {group.name}", group.share, "the largest" if group is found.groups[0] else "the smallest"


def _not_there(name: str, known: Iterable[str]) -> str:
    from leasecalc.reading.suggest import nearest

    near = nearest(name, tuple(known))
    return "the book has nothing of it" + (f"; did you mean {near}?" if near else "")
