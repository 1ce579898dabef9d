"""Routes beside closed forms: where a route differs from the deal in nothing, it is worth what the deal is; else by what is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.measures import measure, present_value_of
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent, with_knob
from leasecalc.errors import UsageError
from leasecalc.routes.cash import cash_measures, months_tied
from leasecalc.routes.planning import NAMES, plans, wanted_routes
from leasecalc.routes.pricing import priced_route

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.routes.planning import Plan
    from leasecalc.routes.pricing import PricedRoute

DEALS = Path(__file__).parents[2] / "deals"
ROUTES = tuple(sorted((DEALS / "routes").glob("*.yaml")))
ZA = str(DEALS / "za-box-60m.yaml")
NEUTRAL_SPV = "routes.spv_lease={jurisdiction: Nowhere, transfer_price: 12737.59 USD, running_cost: 0 USD, tax_rate: 0%}"
NEUTRAL_KIT = (
    "routes.local_assembly={then: lease, kit_share: 100%, assembly_cost: 0 USD, capital_cost: 0 USD, overrides: {duty: 25%}}"
)


@cache
def markets() -> Any:
    return api.library()


def found(path: str, *assignments: str) -> tuple[Priced, dict[str, Plan]]:
    deal = api.load(path, assignments)
    return api.price(deal, markets()), {plan.name: plan for plan in plans(deal.document, markets(), NAMES)}


def worth(path: str, name: str, *assignments: str) -> float:
    base, known = found(path, *assignments)
    assert not known[name].reason, known[name].reason
    return float(priced_route(known[name], base).present_value())


def leg(route: PricedRoute, name: str) -> float:
    return sum(float(present_value_of(part.priced, (one,))) for part in route.parts for one in part.legs if one.name == name)


@pytest.mark.parametrize("path", ROUTES, ids=lambda path: path.stem)
def test_the_deals_own_routes_are_its_own_measures(path: Path) -> None:
    base, known = found(str(path))
    assert float(priced_route(known[f"{base.deal.lease.kind}_lease"], base).present_value()) == float(measure(base, "lease_npv"))
    sale = cash_measures(priced_route(known["export_sale"], base))
    assert float(sale.npv) == float(measure(base, "sale_npv"))
    assert float(sale.peak_cash) == float(measure(base, "sale_peak_cash"))
    assert float(sale.payback_months) == float(measure(base, "sale_payback_months"))


@pytest.mark.parametrize("name", ["za-box-60m", "uz-yuanup-60m"])
def test_an_instalment_sale_is_the_finance_lease_up_to_the_refund(name: str) -> None:
    path = str(DEALS / f"{name}.yaml")
    for granted in ("yes", "no"):
        told = (f"vat_refund.lease={granted}", "routes.instalment_sale={}", "lease.rent=300 USD")
        base, _ = found(path, *told)
        refund = next(one for one in base.sale if one.name == "vat_refund")
        lost = 0.0 if granted == "yes" else float(present_value_of(base, (refund,)))
        assert lost == 0.0 or lost > 1000.0
        assert worth(path, "instalment_sale", *told) == pytest.approx(float(measure(base, "lease_npv")) + lost, abs=1e-9)


def test_a_company_that_costs_nothing_is_the_consolidated_lease() -> None:
    told = (NEUTRAL_SPV, "shipping.fob=12737.59 USD")
    base, known = found(ZA, *told)
    route = priced_route(known["spv_lease"], base)
    assert leg(route, "transfer_paid") == -leg(route, "transfer_received") == pytest.approx(-12737.59)
    assert float(route.present_value()) == pytest.approx(float(measure(base, "lease_npv")), abs=1e-9)


def test_the_transfer_price_of_a_company_without_tax_moves_the_customs_value_alone() -> None:
    """Customs charges are the lessee's here, and marine insurance is 0.4 % of the declared value, paid a month after pricing."""
    low, high = (worth(ZA, "spv_lease", NEUTRAL_SPV, f"routes.spv_lease.transfer_price={price} USD") for price in (12000, 14000))
    assert low - high == pytest.approx(0.004 * 2000.0 / 1.09 ** (1 / 12), abs=1e-9)


def test_running_cost_and_tax_of_the_company() -> None:
    cost = "routes.spv_lease.running_cost=100 USD"
    plain, dear = worth(ZA, "spv_lease", NEUTRAL_SPV), worth(ZA, "spv_lease", NEUTRAL_SPV, cost)
    # yearly in advance, as the instalments: at commencement, two months after pricing, and four times more
    assert plain - dear == pytest.approx(sum(100.0 / 1.09 ** (2 / 12 + year) for year in range(5)), abs=1e-9)
    # the car costs the company what the lessee is financed, so that each year's income is its interest, and no year has a loss
    no_more = ("shipping.freight=0 USD", "shipping.insurance=0 USD", "lease.direct_cost=0 USD")
    base, known = found(ZA, NEUTRAL_SPV, "routes.spv_lease.tax_rate=15%", *no_more)
    route = priced_route(known["spv_lease"], base)
    company = route.parts[1]
    tax = next(one for one in company.legs if one.name == "company_tax")
    surplus = sum(float(one.total) for one in company.legs if one.name != "company_tax")
    assert -float(tax.total) == pytest.approx(0.15 * surplus, abs=0.05)


def test_kits_at_the_cars_price_and_duty_are_the_direct_route() -> None:
    base, known = found(ZA, NEUTRAL_KIT)
    route = priced_route(known["local_assembly"], base)
    assert float(route.present_value()) == float(measure(base, "lease_npv"))
    assert float(route.parts[0].priced.charges.total) == float(base.charges.total)
    sold = worth(ZA, "local_assembly", NEUTRAL_KIT, "routes.local_assembly.then=sale")
    assert sold == float(measure(base, "sale_npv"))


def test_a_kit_costs_its_share_and_its_assembly() -> None:
    told = (
        NEUTRAL_KIT,
        "routes.local_assembly.kit_share=80%",
        "routes.local_assembly.assembly_cost=17200 ZAR",
        "routes.local_assembly.capital_cost=500 USD",
    )
    base, known = found(ZA, *told)
    route = priced_route(known["local_assembly"], base)
    assert leg(route, "purchase") == pytest.approx(-round(0.8 * 89800 / 7.05, 2))
    # assembly is paid where import charges are, at commencement
    assert leg(route, "assembly") == pytest.approx(-1000.0 / 1.09 ** (2 / 12))
    assert leg(route, "plant") == pytest.approx(-500.0 / 1.09 ** (2 / 12))
    assert float(route.parts[0].priced.charges.total) < float(base.charges.total)
    # the contract with the lessee is the same
    assert leg(route, "rent") == pytest.approx(
        sum(float(present_value_of(base, (one,))) for one in base.lease if one.name == "rent")
    )
    assert leg(route, "residual") == pytest.approx(
        sum(float(present_value_of(base, (one,))) for one in base.lease if one.name == "residual")
    )


def test_an_operating_lease_in_the_place_of_a_finance_lease() -> None:
    told = ("routes.operating_lease={residual: 3000 USD, disposal_cost: 200 USD, rent: 280 USD}",)
    base, known = found(ZA, *told)
    kept = price(base.deal, with_knob(base.deal, with_knob(base.deal, base.inputs, "rent", 280.0), "residual", 3000.0))
    refund = next(one for one in base.lease if one.name == "vat_refund")
    # the deposit of two instalments follows the rent of the route; the refund fails its gate; disposal at the end, 62 months after pricing
    expected = float(measure(kept, "lease_npv")) - float(present_value_of(base, (refund,))) - 200.0 / 1.09 ** (62 / 12)
    assert float(priced_route(known["operating_lease"], base).present_value()) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("path", ROUTES, ids=lambda path: path.stem)
def test_both_faces_agree_on_every_route(path: Path) -> None:
    base, known = found(str(path))
    draw = np.random.default_rng(3)
    arrays = {
        "price": np.round(draw.uniform(0.7, 1.3, 40) * float(base.inputs.price.number), 2),
        "sale_price": np.round(draw.uniform(0.8, 1.3, 40) * float(base.inputs.sale_price.number), 2),
        "discount_rate": draw.uniform(0.02, 0.2, 40),
        "fx.USD/CNY": np.round(draw.uniform(6.2, 8.0, 40), 4),
    }

    def turned(values: dict[str, Any]) -> Priced:
        inputs = with_fixed_rent(base)
        for name, value in values.items():
            inputs = with_knob(base.deal, inputs, name, value)
        return price(base.deal, inputs)

    priced = [plan for plan in known.values() if not plan.reason]
    together = turned(arrays)
    blocks = {plan.name: cash_measures(priced_route(plan, together)) for plan in priced}
    for row in range(40):
        alone = turned({name: float(values[row]) for name, values in arrays.items()})
        for plan in priced:
            one = cash_measures(priced_route(plan, alone))
            for name in (
                "npv",
                "peak_cash",
                "months_tied",
                "npv_per_peak_cash",
                "npv_per_month_tied",
                "effective_yield",
                "payback_months",
            ):
                many = getattr(blocks[plan.name], name)
                many = many if np.ndim(many) == 0 else many[row]
                assert float(many) == pytest.approx(float(getattr(one, name)), rel=1e-9, abs=1e-8, nan_ok=True), (
                    row,
                    plan.name,
                    name,
                )


def test_knobs_of_the_deal_turn_its_routes_as_files_do() -> None:
    """The price of the car moves what the seller pays and the kit's share of it, not the transfer price."""
    path = str(DEALS / "routes" / "za-box-routes.yaml")
    base, known = found(path)
    dearer = price(base.deal, with_knob(base.deal, with_fixed_rent(base), "price", 95000.0))
    rent = f"lease.rent={base.contract.rent} USD"
    for name, plan in known.items():
        assert float(priced_route(plan, dearer).present_value()) == pytest.approx(
            worth(path, name, "purchase.price=95000 CNY", rent), abs=1e-6
        ), name


def test_months_tied_are_time_weighted() -> None:
    # 100 out for half a year, 40 for half a year: (100 x 6 + 40 x 6) / 100
    assert months_tied((0.0, 0.5, 1.0), (-100.0, 60.0, 50.0)) == pytest.approx(8.4)


def test_what_is_missing_is_named() -> None:
    _, known = found(ZA, "routes.spv_lease={jurisdiction: Mauritius}", "routes.local_assembly={kit_share: 80%}")
    assert known["operating_lease"].reason == "write `routes.operating_lease.residual`"
    assert known["spv_lease"].reason == (
        "write `routes.spv_lease.transfer_price`, `routes.spv_lease.running_cost`, `routes.spv_lease.tax_rate`"
    )
    assert "`routes.local_assembly.then`" in known["local_assembly"].reason
    assert "what is due on a kit" in known["local_assembly"].reason


def test_routes_are_chosen_by_name() -> None:
    document = api.load(ZA).document
    assert wanted_routes(document, "all") == NAMES
    assert wanted_routes(document, "spv-lease") == ("finance_lease", "export_sale", "spv_lease")
    with pytest.raises(UsageError, match="did you mean `spv_lease`"):
        wanted_routes(document, "spv_leese")
