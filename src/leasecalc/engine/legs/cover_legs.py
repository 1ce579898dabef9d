"""Insurance and guarantee: what they cost, and what they pay of the loss after deposit and recovery."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.contract.payment_plan import within_term
from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.legs.lease_legs import Contract, settle, table
from leasecalc.rounding import round_to
from leasecalc.values import Value, maximum, minimum, power

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.credit_legs import Exposure
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.engine.risk_plan import MinimumPremiumPlan


def premium_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    """Yield the premium (minus), once or ahead of each period on the balance, and the guarantor's fee."""
    when, settlement = deal.timeline, deal.roundings.settlement
    label = "Credit insurance premium"
    if inputs.premium is not None:
        paid = amounts.settled(inputs.premium, when.premium, settlement)
        yield Leg("insurance_premium", label, ((when.premium, -paid),))
    elif deal.credit.minimum_premium is not None:
        insured = settle(deal, amounts, terms.financed, when.premium)
        rate = minimum_premium(deal, inputs, terms, deal.credit.minimum_premium)
        yield Leg("insurance_premium", label, ((when.premium, -round_to(insured * rate, settlement)),))
    elif deal.credit.premium_periods:
        yield Leg("premium_on_balance", f"{label} on the balance", tuple(_on_balance(deal, inputs, amounts, terms)))
    if inputs.guarantee_fee is not None:
        fee = amounts.settled(inputs.guarantee_fee, when.commencement, settlement)
        yield Leg("guarantee_fee", "Guarantor's fee", ((when.commencement, -fee),))


def _on_balance(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[tuple[int, Value]]:
    """Yield rate x years of a period x balance after the payment of the day that the period begins."""
    when, step, settlement = deal.timeline, deal.credit.premium_periods, deal.roundings.settlement
    rate = inputs.premium_rate * (step / deal.lease.payments_per_year)
    rows = table(deal, terms).instalments
    for period in range(0, deal.lease.periods, step):
        paid = [place for place, row in enumerate(rows) if row.period <= period]
        at = when.instalments[paid[-1]] if period and paid else when.commencement
        balance = rows[paid[-1]].closing if paid else terms.financed
        yield at, -within_term(deal.lease.plan, period, round_to(settle(deal, amounts, balance, at) * rate, settlement))


def minimum_premium(deal: ResolvedDeal, inputs: Inputs, terms: Contract, plan: MinimumPremiumPlan) -> Value:
    """Return the OECD minimum premium rate on the amount financed; the horizon of risk is that of the contract's own repayment."""
    from leasecalc.premium import Cover, horizon_of_risk, minimum_premium_rate

    cover = Cover(
        country_category=plan.country_category,
        buyer_category=plan.buyer_category,
        commercial_cover=inputs.cover_rate,
        political_cover=inputs.cover_rate,
        product=plan.product,
        speculative_grade=plan.speculative_grade,
        credit_enhancement=plan.credit_enhancement,
        country=plan.country,
    )
    return minimum_premium_rate(cover, horizon_of_risk(repayment_years(deal, terms)))


def repayment_years(deal: ResolvedDeal, terms: Contract) -> Value:
    """Return the standard repayment period, in years, of the same average life as the principal of the instalment table, the residual included."""
    from leasecalc.premium import equivalent_repayment_years, weighted_average_life

    when = deal.timeline
    begin = when.years[when.commencement]
    places = (*when.instalments, when.residual)
    years = [when.years[at] - begin for at in places]
    principal = [row.principal for row in table(deal, terms).rows]
    return maximum(equivalent_repayment_years(weighted_average_life(years, principal)), 0.0)


def paid_by_others(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exposure: Exposure) -> tuple[Value, Value]:
    """Return what guarantor and insurer are expected to pay, given the default.

    The guarantor pays its share of the loss with the recovery, if it is not in default itself. The insurer pays its share of what is then left, at
    most the maximum, except for causes that are not covered.
    """
    lost = _lost(deal, amounts, exposure, exposure.there)
    alone = _insured(deal, inputs, amounts, lost, exposure.there)
    if deal.credit.guarantor_joint is None:
        return 0.0, alone
    promised = _lost(deal, amounts, exposure, exposure.here) * inputs.guarantee_share
    pays = _guarantor_alive(deal, inputs, exposure.here)
    beside = _insured(deal, inputs, amounts, maximum(lost - promised, 0.0), exposure.there)
    return promised * pays, beside * pays + alone * (1.0 - pays)


def _lost(deal: ResolvedDeal, amounts: Amounts, exposure: Exposure, at: int) -> Value:
    """Return the loss after deposit and recovery, as it stands in the deal's currency at grid index ``at``."""
    return maximum(settle(deal, amounts, exposure.balance, at) - exposure.gross - exposure.set_off, 0.0)


def _insured(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, lost: Value, at: int) -> Value:
    paid = lost * inputs.cover_rate
    if inputs.maximum_liability is not None:
        paid = minimum(paid, amounts.settled(inputs.maximum_liability, at, deal.roundings.settlement))
    return paid * (1.0 - inputs.excluded_rate)


def _guarantor_alive(deal: ResolvedDeal, inputs: Inputs, at: int) -> Value:
    """Return the probability that the guarantor pays: 1 less its default given the lessee's, or its own survival to that day."""
    if deal.credit.guarantor_joint:
        return 1.0 - inputs.guarantor_default_rate
    when = deal.timeline
    return power(1.0 - inputs.guarantor_default_rate, max(when.years[at] - when.years[when.commencement], 0.0))
