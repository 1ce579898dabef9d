"""Every leg of `legs.toml`: a sample deal has it, somebody outside says how much it is, and switched off it leaves the deal without it, to the cent.

The table holds each name that the program knows (``engine/legs/names.py``, one of each numbered family) and the legs of sale, tax and loan.
"""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leasecalc import api
from leasecalc.engine.legs.leg_pages import LEG_PAGES
from leasecalc.engine.legs.names import LEASE_LEGS
from leasecalc.engine.measures import present_value_of
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.price import Priced

ROOT = Path(__file__).parents[2]
TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("legs.toml").read_text(encoding="utf-8"))
OF_ROUTES = {"transfer_received", "transfer_paid", "company_cost", "company_tax", "assembly", "plant"}  # tests/routes
Flows = tuple[tuple[str, float], ...]


@cache
def markets() -> Any:
    return api.library()


@cache
def priced(name: str, assignments: tuple[str, ...]) -> Priced:
    return api.price(api.load(str(ROOT / "deals" / f"{name}.yaml"), assignments), markets())


def kept(entry: dict[str, Any]) -> tuple[str, ...]:
    """Return what stays as it is when a leg is switched off: the instalment of the deal as it is written, and what the table says."""
    today = priced(entry["deal"], ())
    currency = today.deal.lease.currency
    return ("assumed=[]", "expect=", f"lease.rent={float(today.contract.rent):.2f} {currency}", *entry.get("kept", ()))


def switched_off(entry: dict[str, Any]) -> Priced:
    if "knobs" not in entry:
        return priced(entry["deal"], (*kept(entry), *entry["off"]))
    today = priced(entry["deal"], kept(entry))
    inputs = today.inputs
    for knob, value in entry["knobs"].items():
        inputs = with_knob(today.deal, inputs, knob, value)
    return price(today.deal, inputs)


def legs_of(found: Priced) -> dict[str, Sequence[Leg]]:
    taxed = () if found.tax is None else found.tax.lease_legs
    sold = () if found.tax is None else found.tax.sale_legs
    return {"lease": found.lease, "loan": found.funding, "tax": taxed, "sale": (*found.sale, *sold)}


def flows_of(found: Priced, route: str) -> dict[str, Flows]:
    """Return the flows of each leg by day, without those of nothing."""
    dates = found.deal.timeline.dates
    paid = {
        leg.name: tuple((str(dates[at]), float(amount)) for at, amount in leg.flows if float(amount))
        for leg in legs_of(found)[route]
    }
    return {name: flows for name, flows in paid.items() if flows}


def route_of(found: Priced, name: str) -> str:
    return next(route for route in ("lease", "loan", "tax", "sale") if name in flows_of(found, route))


def moved(before: Priced, after: Priced) -> set[str]:
    """Return the legs of lease, loan and tax (or, where none of them moves, of the sale) that are not what they were."""
    names: set[str] = set()
    for route in ("lease", "loan", "tax"):
        left, right = flows_of(before, route), flows_of(after, route)
        names |= {name for name in left.keys() | right.keys() if left.get(name) != right.get(name)}
    return names


def moved_in_sale(before: Priced, after: Priced) -> set[str]:
    left, right = flows_of(before, "sale"), flows_of(after, "sale")
    return {name for name in left.keys() | right.keys() if left.get(name) != right.get(name)}


def test_the_table_has_every_leg() -> None:
    families = {"running_fee_1", "commission_1", "rent_commission_2", "service_1_fee", "service_1_cost"}
    pages = {page.name for page in LEG_PAGES if not page.name.endswith("_")}
    assert set(TABLE) == {*LEASE_LEGS, *families, *(pages - OF_ROUTES)}


@pytest.mark.parametrize("name", TABLE)
def test_its_amount_is_shown_from_outside(name: str) -> None:
    for place in TABLE[name]["shown_by"]:
        file, _, function = place.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
        assert function in tests if function else tests, place


@pytest.mark.parametrize("name", TABLE)
def test_switched_off_it_leaves_the_deal_without_it(name: str) -> None:
    entry = TABLE[name]
    given = kept(entry)
    on, off = priced(entry["deal"], given), switched_off(entry)
    assert any(
        float(amount)
        for legs in legs_of(priced(entry["deal"], ())).values()
        for leg in legs
        if leg.name == name
        for _, amount in leg.flows
    )
    route = route_of(on, name)
    assert name not in flows_of(off, route)
    changed = moved_in_sale(on, off) if route == "sale" else moved(on, off)
    assert changed == {name, *entry.get("moves", ())}
    # what the routes are worth falls by what these legs were worth, and by nothing else
    for legs in ("lease", "loan", "sale"):
        worth = [float(present_value_of(found, legs_of(found)[legs])) for found in (on, off)]
        parts = [
            sum(float(present_value_of(found, (leg,))) for leg in legs_of(found)[legs] if leg.name in changed)
            for found in (on, off)
        ]
        assert worth[0] - worth[1] == pytest.approx(parts[0] - parts[1], abs=1e-8)
    if "gone" in entry:
        gone = priced(entry["deal"], (*given, *entry["gone"]))
        for legs in ("lease", "sale"):
            assert flows_of(gone, legs) == flows_of(off, legs)
        if name not in {"income_tax", "funding_drawdown", "funding_repayment"}:  # there the section itself is gone
            assert flows_of(gone, "loan") == flows_of(off, "loan")
            assert flows_of(gone, "tax") == flows_of(off, "tax")


@pytest.mark.parametrize("name", TABLE)
def test_what_is_said_of_it_names_its_deal(name: str) -> None:
    assert (ROOT / "deals" / f"{TABLE[name]['deal']}.yaml").exists()
