"""The books of a deal: published leases put through the whole program, identities on every sample, both faces of a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.accounting.classes import lessor_class
from leasecalc.engine.accounting.lessee import lessee_accounts
from leasecalc.engine.accounting.lessor import finance_accounts, operating_accounts
from leasecalc.engine.accounting.years import share_by
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.report.accounting.model import AccountingShown

DEALS = Path(__file__).parents[2] / "deals"
SAMPLES = sorted(DEALS.rglob("*.yaml"))
BOX = str(DEALS / "za-box-60m.yaml")
LIBRARY = api.library()

#: A yearly lease in dollars from the pricing date, without anything that accounts do not look at.
PLAIN = (
    "lease.payments=yearly", "lease.deposit=0 USD", "lease.direct_cost=0 USD", "lease.commencement=1 month after pricing",
)  # fmt: skip


def written(**values: str) -> tuple[str, ...]:
    """Return assignments: `lease__rent` is `lease.rent`."""
    return tuple(f"{name.replace('__', '.')}={value}" for name, value in values.items())


def shown(side: str, *assignments: str, standard: str = "ifrs16") -> AccountingShown:
    return api.accounting(api.load(BOX, (*PLAIN, *assignments)), LIBRARY, side=side, standard=standard)


def figures(found: AccountingShown) -> dict[str, Any]:
    return {figure.name: figure.value for figure in found.figures}


# --- published leases ------------------------------------------------------------------------------------------------


def test_pwc_sales_type_lease_with_selling_profit() -> None:
    """PwC Leases guide, example LG 4-7: 5 x 1,100 in advance, fair value 5,000, carrying amount 4,500, residual 250."""
    found = shown("lessor", *written(
        lease__term="5 years", lease__timing="advance", lease__rent="1100 USD", residual__amount="250 USD", residual__kind="unguaranteed",
        accounting="{lessor_kind: manufacturer_or_dealer, fair_value: 5000 USD, carrying_amount: 4500 USD, economic_life: 6 years}",
    ), standard="asc842")  # fmt: skip
    have = figures(found)
    assert 100 * have["rate"] == pytest.approx(7.04, abs=0.006)
    assert round(have["revenue"]) == 4822
    assert round(have["cost_of_sales"]) == 4322
    assert have["selling_profit"] == 500
    assert round(have["unguaranteed"]) == 178
    assert have["net_investment"] - 1100 == 3900
    assert found.lease_class == "sales-type lease"
    # Receivable and residual accrete at one rate: 262 + 13 in the first year (printed: 178 + 13 = 191 and 3,984 before the payment).
    assert float(found.schedule[1].interest) == pytest.approx(262 + 13, abs=1)
    assert float(found.schedule[1].opening + found.schedule[1].interest) == pytest.approx(3984 + 191, abs=2)


def test_initial_direct_costs_lower_the_implicit_rate() -> None:
    """CPA training text (dongao.com): fair value 100,000, costs 5,000, 5 x 23,000 in arrears, unguaranteed residual 10,000: 5.79 %."""
    found = shown("lessor", *written(
        lease__term="5 years", lease__timing="arrears", lease__rent="23000 USD", lease__direct_cost="5000 USD",
        residual__amount="10000 USD", residual__kind="unguaranteed", accounting="{lessor_kind: financier, fair_value: 100000 USD}",
    ))  # fmt: skip
    have = figures(found)
    assert 100 * have["rate"] == pytest.approx(5.79, abs=0.01)
    assert have["net_investment"] == 105000
    assert have["gross_investment"] == 125000
    assert have["unearned_income"] == sum(row.interest for row in found.schedule) == 20000


def test_ifrs_illustrative_example_13() -> None:
    """IFRS 16 Illustrative Example 13: 10 x 50,000 in advance at 5 %: 355,391; after the first year 373,161."""
    found = shown("lessee", *written(
        lease__term="10 years", lease__timing="advance", lease__rent="50000 USD", residual__amount="1 USD", residual__kind="unguaranteed",
        lessee="{borrowing_rate: 5%}",
    ))  # fmt: skip
    have = figures(found)
    assert have["liability"] == pytest.approx(Decimal("355391.08"), abs=Decimal("0.005"))
    assert have["right_of_use"] == pytest.approx(Decimal("405391.08"), abs=Decimal("0.005"))
    assert round(found.schedule[1].interest) == 17770
    assert round(found.schedule[1].opening + found.schedule[1].interest) == 373161
    assert round(found.schedule[2].interest) == 16158


def test_ey_total_charge_of_a_lessee() -> None:
    """EY International GAAP, illustration 23.10: 5 x 2,100 in advance worth 9,274; interest 475, 367, 253, 130; total 10,500."""
    found = shown("lessee", *written(
        lease__term="5 years", lease__timing="advance", lease__rent="2100 USD", lease__financed="9274 USD", residual__amount="0 USD",
        residual__kind="unguaranteed",
    ))  # fmt: skip
    assert [float(row.interest) for row in found.schedule[1:5]] == pytest.approx([475, 367, 253, 130], abs=1)
    assert sum(year["cost"] for year in found.years) == 10500


def test_loss_allowance_by_its_closed_form() -> None:
    """At no interest, balances of 30,000, 29,999 and 29,998 before each year's end: default rate x loss x balance that is left."""
    plain = written(
        lease__term="3 years", lease__timing="arrears", lease__rent="1 USD", lease__financed="30000 USD",
        residual__amount="29997 USD", residual__kind="guaranteed", credit="{default_rate: 2%, recovery: 60%}",
        accounting="{lessor_kind: financier, expected_credit_loss: {stages: [1]}}",
    )  # fmt: skip

    def allowance(stages: str, *assignments: str) -> Decimal:
        return figures(shown("lessor", *plain, f"accounting.expected_credit_loss.stages={stages}", *assignments))["allowance"]

    lifetime = 0.4 * 0.02 * (30000 + 0.98 * 29999 + 0.98**2 * 29998)
    assert allowance("[1]") == 240
    assert float(allowance("[2]")) == pytest.approx(lifetime, abs=0.005)
    assert allowance("[3]") == 12000
    assert allowance("[3]", "accounting.expected_credit_loss.loss_given_default=25%") == 7500
    # A curve by year of the lease: 2 % in the first, 5 % of those that are left in the second, 1 % in the third.
    curve = written(
        credit="{default_curve: {by: conditional_yearly, rates: [2%, 5%, 1%], source: {title: made up, confidence: unverified}}, recovery: 60%}"
    )
    by_curve = 0.4 * (0.02 * 30000 + 0.98 * 0.05 * 29999 + 0.98 * 0.95 * 0.01 * 29998)
    assert float(allowance("[2]", *curve)) == pytest.approx(by_curve, abs=0.005)
    assert allowance("[1]", *curve) == 240
    # 2 April 2026 to the end of 2026 are 269 days of 30/360; what default takes in the rest of the first year is on the whole balance.
    found = shown("lessor", *plain, "accounting.expected_credit_loss.stages=[1, 2, 3]")
    second = found.years[0]["allowance"]
    assert second is not None
    left = (360 - 269) / 360
    chances = [1 - 0.98**left, 0.98**left * 0.02, 0.98 ** (1 + left) * 0.02]
    expected = 0.4 * sum(chance * balance for chance, balance in zip(chances, (30000, 29999, 29998), strict=True))
    assert float(second) == pytest.approx(expected, abs=0.006)
    assert found.years[1]["allowance"] == Decimal("11999.60")


def test_a_fee_at_the_end_is_a_payment_of_the_end() -> None:
    """With the residual it makes one flow, so that a fee of 100 beside a residual of 900 is a residual of 1,000."""
    plain = written(lease__term="5 years", lease__timing="arrears", lease__rent="2500 USD", residual__kind="guaranteed",
                    lease__financed="9000 USD")  # fmt: skip
    fee = shown("lessor", *plain, "residual.amount=900 USD", "lease.fees=[{name: Return, amount: 100 USD, when: at end}]")
    whole, now = (shown("lessor", *plain, "residual.amount=1000 USD", *extra) for extra in (
        (), ["lease.fees=[{name: Filing, amount: 100 USD}]"],
    ))  # fmt: skip
    assert figures(fee)["rate"] == pytest.approx(figures(whole)["rate"], abs=1e-12)
    assert figures(fee)["gross_investment"] == figures(whole)["gross_investment"]
    assert figures(now)["net_investment"] == figures(whole)["net_investment"] - 100


# --- classification --------------------------------------------------------------------------------------------------

STATED = "accounting={lessor_kind: financier, economic_life: 10 years, title_passes: no, option_certain: no, specialised: no}"


def classified(*assignments: str, standard: Any = "ifrs16") -> Any:
    return lessor_class(api.price(api.load(BOX, (STATED, *assignments)), LIBRARY), standard)


@pytest.mark.parametrize(
    ("change", "met", "found"),
    [
        ("residual.amount=45% of price", set(), "operating"),
        ("residual.amount=20% of price", {"present_value"}, "finance"),
        ("accounting.economic_life=80 months", {"term", "present_value"}, "finance"),
        ("accounting.title_passes=yes", {"title", "present_value"}, "finance"),
        ("accounting.specialised=yes", {"specialised", "present_value"}, "finance"),
        ("accounting.option_certain=yes", {"option", "present_value"}, "finance"),
    ],
)
def test_each_indicator(change: str, met: set[str], found: str) -> None:
    answer = classified(change)
    assert {indicator.name for indicator in answer.indicators if indicator.answer == "met"} == met
    assert answer.found == found


def test_what_is_not_stated_is_not_decided() -> None:
    silent = lessor_class(api.price(api.load(BOX, ["residual.amount=45% of price"]), LIBRARY), "ifrs16")
    assert silent.found == "unknown"
    assert silent.followed == silent.written == "finance"
    assert {i.name for i in silent.indicators if i.answer == "unknown"} == {"title", "option", "term", "specialised"}


def test_a_third_party_guarantee_makes_a_direct_financing_lease() -> None:
    """ASC 842-10-25-3(b): only with the guarantee is the present value substantially all of the fair value."""
    silent = "accounting={lessor_kind: financier, economic_life: 10 years, title_passes: no, specialised: no}"
    deal = api.load(BOX, [silent, "residual.kind=guaranteed", "residual.amount=45% of price"])
    american, international = (lessor_class(api.price(deal, LIBRARY), name) for name in ("asc842", "ifrs16"))
    assert american.label == "direct financing lease"
    assert international.label == "finance lease"


# --- the sample ------------------------------------------------------------------------------------------------------


def test_the_sample_holds_what_it_expects() -> None:
    found = api.report(api.load(str(DEALS / "books" / "za-box-60m.yaml")), LIBRARY)
    assert len(found.expectations) == 7
    assert [line for line in found.expectations if not line.holds] == []


# --- identities ------------------------------------------------------------------------------------------------------


def deal_of_kind(path: Path, kind: str) -> api.Deal:
    return api.load(str(path), [f"lease.kind={kind}"])


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(DEALS).as_posix())
def test_books_add_up(path: Path) -> None:
    deal = api.load(str(path))
    first = api.price(deal, LIBRARY)
    lessor = api.accounting(deal, LIBRARY, side="lessor")
    if lessor.lease_class == "operating lease":
        lessor = api.accounting(deal_of_kind(path, "finance"), LIBRARY, side="lessor")
    have = figures(lessor)
    if first.lots:
        return  # the sum of its deliveries: tests/structures/test_books_of_deliveries.py
    if lessor.lease_class == "operating lease":
        assert have["total_income"] == sum(year["income"] for year in lessor.years)
        return
    assert have["rate"] == pytest.approx(float(measure(first, "implicit_rate")), abs=1e-12)
    assert have["unearned_income"] == have["gross_investment"] - have["net_investment"]
    assert have["unearned_income"] == sum(row.interest for row in lessor.schedule) == sum(year["income"] for year in lessor.years)
    assert have["receivable"] + have["unguaranteed"] == have["net_investment"]
    # Each line is the opening balance at the implicit rate, computed here from the printed rate, to the cent.
    lines = [row for row in lessor.schedule[1:-1] if row.interest]
    accrual = first.deal.lease.plan.accrual
    if (
        accrual.is_compound
        and not accrual.odd
        and set(np.diff(accrual.periods)) == {1}
        and first.deal.lease.payments == "monthly"
    ):
        assert all(abs(float(row.opening) * have["rate"] / 12 - float(row.interest)) < 0.0051 for row in lines)
    lessee = api.accounting(deal, LIBRARY, side="lessee")
    for books, balance in ((lessor, "closing"), (lessee, "liability")):
        assert books.schedule[-1].closing == 0
        assert books.years[-1][balance] == 0
        assert all(row.opening + row.interest - row.payment == row.closing for row in books.schedule)
    mine = figures(lessee)
    assert mine["right_of_use"] == mine["liability"] + mine["prepaid"]
    assert sum(year["cost"] for year in lessee.years) == mine["total_payments"] - lessee.years[-1]["right_of_use"]


def test_an_operating_lease_ends_at_the_residual() -> None:
    for kind in ("ifrs16", "asc842"):
        found = api.accounting(api.load(BOX, [STATED, "residual.amount=45% of price"]), LIBRARY, standard=kind)
        have = figures(found)
        assert found.lease_class == "operating lease"
        assert (
            have["total_income"] == sum(year["income"] for year in found.years) == sum(year["received"] for year in found.years)
        )
        assert found.years[-1]["closing"] == have["residual"]
        assert found.years[-1]["deferred"] == 0
        full = [year["income"] for year in found.years[1:-1] if year["year"] != 2028]  # 2028 has a day more
        assert max(full) - min(full) <= Decimal("0.01")
    lessee = api.accounting(api.load(BOX, [STATED, "residual.amount=45% of price"]), LIBRARY, side="lessee", standard="asc842")
    costs = [year["cost"] for year in lessee.years[1:-1] if year["year"] != 2028]
    assert lessee.lease_class == "operating lease"
    assert max(costs) - min(costs) <= Decimal("0.01")
    assert lessee.years[-1]["right_of_use"] == 0


def test_a_market_rate_above_the_implicit_one_limits_the_selling_profit() -> None:
    dealer = STATED.replace("financier", "manufacturer_or_dealer")
    plain, limited = (
        figures(api.accounting(api.load(BOX, [dealer, *extra]), LIBRARY)) for extra in ((), ("accounting.market_rate=20%",))
    )
    low = figures(api.accounting(api.load(BOX, [dealer, "accounting.market_rate=5%"]), LIBRARY))
    assert limited["rate_effective"] == pytest.approx(0.20, abs=1e-12)
    assert limited["selling_profit"] < plain["selling_profit"] == low["selling_profit"]
    assert limited["gross_investment"] == plain["gross_investment"]
    # The direct cost of a dealer is expense: the rate is the one at which the payments are worth the fair value alone.
    assert plain["net_investment"] == plain["fair_value"]


def test_days_of_a_year() -> None:
    january, march = date(2027, 1, 1), date(2027, 3, 1)
    assert share_by(january, march, date(2026, 12, 31)) == 0.0
    assert share_by(january, march, date(2027, 1, 31)) == 31 / 59
    assert share_by(january, march, date(2027, 2, 28)) == 1.0
    assert share_by(march, march, march) == 1.0


# --- both faces ------------------------------------------------------------------------------------------------------


def test_an_array_of_deals_has_the_books_of_each() -> None:
    deal = api.resolve(api.load(str(DEALS / "books" / "za-box-60m.yaml")), LIBRARY)
    draw = np.random.default_rng(11)
    arrays = {
        "residual": np.round(draw.uniform(500, 5000, 40), 2),
        "default_rate": draw.uniform(0.001, 0.1, 40),
        "fx.USD/CNY": np.round(draw.uniform(6.2, 8.0, 40), 4),
    }

    def priced(pick: Any) -> Priced:
        inputs = deal.inputs
        for name, values in arrays.items():
            inputs = with_knob(deal, inputs, name, pick(values))
        return price(deal, inputs)

    def numbers(found: Priced) -> list[Any]:
        finance, operating, lessee = (
            finance_accounts(found),
            operating_accounts(found),
            lessee_accounts(found, model="straight_line"),
        )
        return [
            finance.period_rate, finance.net_investment, finance.unguaranteed, finance.sale.profit, finance.allowance,
            *(value for year in finance.years for value in (year.income, year.closing, year.allowance)),
            *(value for year in operating.years for value in (year.income, year.depreciation, year.deferred)),
            *(value for year in lessee.years for value in (year.interest, year.depreciation, year.right_of_use)),
        ]  # fmt: skip

    together = [np.broadcast_to(value, 40) for value in numbers(priced(lambda values: values))]
    for row in range(40):
        alone = numbers(priced(lambda values, row=row: float(values[row])))
        assert [float(value[row]) for value in together] == pytest.approx(alone, rel=1e-12, abs=1e-9), row
