"""A fleet in several deliveries beside the deals that its deliveries would be by themselves."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from structured import markets

from leasecalc import api
from leasecalc.engine.legs.flows import contractual, net
from leasecalc.engine.lessee import lessee_position
from leasecalc.engine.measures import MEASURES, measure
from leasecalc.engine.price import Priced, price
from leasecalc.engine.settings import with_knob
from leasecalc.errors import InputError
from leasecalc.report.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Callable

DEALS = Path(__file__).parents[2] / "deals"
NAMES = ("za-box-60m", "pk-honri-36m", "mx-dolphin-mini-48m", "be-byd-60m", "za-valternative-weekly")
LATER = "5 months after pricing"
FLOATING = {
    "base": [{"from": "2026-01-01", "rate": "7%"}, {"from": "2026-06-01", "rate": "6%"}],
    "margin": "5%",
    "reset_every": "3 months",
}
Deal = dict[str, Any]


def plain(name: str) -> Deal:
    """Return a sample deal as text, with a later day for what the lots are to have apart."""
    deal: Deal = yaml.load((DEALS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
    deal.pop("expect", None)
    deal.setdefault("fx", {}).setdefault("drift", {})[next(iter(deal["fx"]["rates"]))] = "4%"  # so that days of payment matter
    return deal


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Deal], Priced]:
    def _made(deal: Deal) -> Priced:
        path = tmp_path / "deal.yaml"
        path.write_text(dumps(deal), encoding="utf-8")  # JSON is YAML too
        return api.price(api.load(str(path)), markets())

    return _made


def changed(deal: Deal, fleet: int, **lease: Any) -> Deal:
    found = copy.deepcopy(deal)
    found["vehicle"]["quantity"] = fleet
    found["lease"].update(lease)
    found["lease"] = {key: value for key, value in found["lease"].items() if value is not None}
    return found


def in_lots(deal: Deal, *lots: Deal) -> Deal:
    return changed(deal, sum(lot["quantity"] for lot in lots), commencement=None, deliveries=list(lots))


def begin(deal: Deal) -> str:
    return str(deal["lease"].get("commencement", "at arrival"))


def flows_by_day(priced: Priced, legs: tuple[Any, ...]) -> dict[tuple[str, Any], float]:
    found: dict[tuple[str, Any], float] = {}
    for leg in legs:
        for at, amount in leg.flows:
            key = (leg.name, priced.deal.timeline.dates[at])
            found[key] = found.get(key, 0.0) + float(amount)
    return found


def figures(priced: Priced) -> dict[str, float]:
    return {entry.name: float(entry.compute(priced)) for entry in MEASURES}


@pytest.mark.parametrize("name", NAMES)
def test_one_delivery_is_the_deal_without_deliveries_to_the_bit(name: str, made: Callable[[Deal], Priced]) -> None:
    deal = plain(name)
    fleet = int(deal["vehicle"]["quantity"])
    alone, one = made(changed(deal, fleet)), made(in_lots(deal, {"quantity": fleet, "commencement": begin(deal)}))
    assert (alone.lease, alone.sale, alone.contract, alone.exact_rent) == (one.lease, one.sale, one.contract, one.exact_rent)
    assert one.lots == ()


@pytest.mark.parametrize("name", NAMES)
def test_two_deliveries_on_one_day_are_the_plain_deal(name: str, made: Callable[[Deal], Priced]) -> None:
    deal = plain(name)
    alone = made(changed(deal, 50))
    both = made(in_lots(deal, *({"quantity": cars, "commencement": begin(deal)} for cars in (20, 30))))
    assert both.exact_rent == pytest.approx(alone.exact_rent, rel=1e-12)
    assert both.contract == alone.contract
    assert flows_by_day(both, both.lease) == pytest.approx(flows_by_day(alone, alone.lease), rel=1e-12, abs=1e-9)
    assert flows_by_day(both, both.sale) == pytest.approx(flows_by_day(alone, alone.sale), rel=1e-12, abs=1e-9)
    assert figures(both) == pytest.approx(figures(alone), rel=1e-11, abs=1e-9, nan_ok=True)
    for found, expected in zip(vars_of(both), vars_of(alone), strict=True):
        assert found == (expected if expected is None else pytest.approx(expected, rel=1e-12))


def vars_of(priced: Priced) -> tuple[Any, ...]:
    found = lessee_position(priced)
    return found.lease_cost, found.purchase_cost, found.total_paid, found.rent_cover


@pytest.mark.parametrize("name", NAMES)
def test_a_fleet_is_the_sum_of_its_deliveries_by_themselves(name: str, made: Callable[[Deal], Priced]) -> None:
    """Each delivery alone, at the instalment of the fleet, with its cars: leg by leg to the cent, values to 1e-12, the lessee's side too."""
    deal = plain(name)
    lots = (
        {"quantity": 20, "commencement": begin(deal)},
        {"quantity": 30, "commencement": LATER, "export": "4 months after pricing"},
    )
    fleet = made(in_lots(deal, *lots))
    rent = f"{fleet.contract.rent:.2f} {fleet.deal.lease.currency}"
    second = changed(deal, 30, rent=rent, commencement=LATER)
    second.setdefault("shipping", {})["export"] = "4 months after pricing"
    alone = [made(changed(deal, 20, rent=rent)), made(second)]
    expected: dict[tuple[str, Any], float] = {}
    for cars, priced in zip((20, 30), alone, strict=True):
        for key, amount in flows_by_day(priced, priced.lease).items():
            expected[key] = expected.get(key, 0.0) + cars * amount
    whole = {key: 50 * amount for key, amount in flows_by_day(fleet, fleet.lease).items()}
    assert whole == pytest.approx(expected, abs=0.005)
    for route in ("lease_npv", "sale_npv", "lease_surplus", "sale_surplus"):
        together = sum(cars * float(measure(priced, route)) for cars, priced in zip((20, 30), alone, strict=True))
        assert 50 * float(measure(fleet, route)) == pytest.approx(together, rel=1e-12), route
    for place, figure in enumerate(vars_of(fleet)[:3]):
        if figure is not None:
            together = sum(cars * vars_of(priced)[place] for cars, priced in zip((20, 30), alone, strict=True))
            assert 50 * figure == pytest.approx(together, rel=1e-12)


def test_a_solved_instalment_meets_the_target_on_the_flows_of_the_fleet(made: Callable[[Deal], Priced]) -> None:
    deal = plain("za-box-60m")
    lots = ({"quantity": 20, "commencement": begin(deal)}, {"quantity": 30, "commencement": LATER})
    deal["lease"]["rounding"] = {"unit": "0.000001"}
    fleet = made(in_lots(deal, *lots))
    assert float(measure(fleet, "lessor_yield")) == pytest.approx(0.14, abs=1e-7)  # what is paid is in cents
    apart = [float(measure(lot, "lessor_yield")) for lot in fleet.lots]
    assert (apart[0] - 0.14) * (apart[1] - 0.14) < 0.0
    deal["lease"]["rent"] = {"solve": "npv", "target": "300 USD"}
    assert float(measure(made(in_lots(deal, *lots)), "lease_npv")) == pytest.approx(300.0, abs=1e-3)


def test_floats_and_arrays_agree(made: Callable[[Deal], Priced]) -> None:
    deal = plain("br-dolphin-mini-60m")
    fleet = made(in_lots(deal, {"quantity": 2, "commencement": begin(deal)}, {"quantity": 3, "commencement": LATER})).deal
    draw = np.random.default_rng(3)
    turned = {
        "price": draw.uniform(9e4, 12e4, 40).round(2),
        "default_rate": draw.uniform(0.01, 0.1, 40),
        "residual": draw.uniform(900, 4000, 40).round(2),
    }

    def at(row: int | slice) -> Priced:
        inputs = fleet.inputs
        for knob, values in turned.items():
            inputs = with_knob(fleet, inputs, knob, values[row] if isinstance(row, slice) else float(values[row]))
        return price(fleet, inputs)

    block = at(slice(None))
    for row in range(0, 40, 7):
        single = at(row)
        assert single.contract.rent == block.contract.rent[row]
        size = len(fleet.timeline.years)
        for one, many in zip(net(contractual(single.lease), size), net(contractual(block.lease), size), strict=True):
            assert one == (many if np.ndim(many) == 0 else many[row])
        for entry in MEASURES:
            found = entry.compute(block)
            assert float(entry.compute(single)) == pytest.approx(
                float(found if np.ndim(found) == 0 else found[row]), rel=1e-12, nan_ok=True
            )


def test_one_margin_for_two_base_rates_is_refused(made: Callable[[Deal], Priced]) -> None:
    deal = changed(plain("za-box-60m"), 50, rent=None, structure={"floating": FLOATING})
    lots = ({"quantity": 20}, {"quantity": 30, "commencement": LATER})
    deal["lease"]["deliveries"] = list(lots)
    with pytest.raises(InputError, match="LC471 the base rate differs between deliveries"):
        made(deal)
    deal["lease"]["structure"]["floating"]["base"][1]["from"] = "2027-06-01"
    assert len(made(deal).lots) == 2
