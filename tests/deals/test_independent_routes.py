"""Every route of the sample deals in `deals/routes` beside the independent calculation: present value, peak cash, yield, months."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from independent_legs import Charges
from independent_lessee import LesseeOracle
from independent_routes import RouteAnswer, Routes
from independent_terms import D, NoSingleRateError, read
from sample_deals import FOLDER, markets, result
from test_independent import written

from leasecalc import analyses, api
from leasecalc.cli.run import run
from leasecalc.routes.cash import cash_measures

NAMES = ("br-dolphin-mini-routes", "uz-yuanup-routes", "za-box-routes")
EVERY = ("finance_lease", "operating_lease", "export_sale", "instalment_sale", "spv_lease", "local_assembly")
PRICED = [(deal, route) for deal in NAMES for route in EVERY if (deal, route) != ("br-dolphin-mini-routes", "local_assembly")]


@cache
def judged(name: str) -> dict[str, Any]:
    deal = api.load(str(FOLDER / "routes" / f"{name}.yaml"))
    found, _ = analyses.judged(deal, markets(), routes="all")
    return {ranked.plan.name: ranked for ranked in found.ranking}


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Any:
    known: dict[str, Routes] = {}

    def charges(deal: dict[str, Any]) -> Charges:
        """Return the import charges by the market file, of a deal written anew; a lessee's charges touch no flow of the lessor."""
        if deal["import"].get("importer", "lessee") == "lessee":
            return Charges(D(0), D(0), deal["deal"]["currency"])
        told = {key: value for key, value in deal.items() if key not in {"routes", "assumed", "extends", "expect"}}
        landed = result(written(told, tmp_path_factory.mktemp("landed")))["landed"]
        return Charges(D(landed["total_charges"]), D(landed["recoverable"]), landed["currency"])

    def of(name: str) -> Routes:
        if name not in known:
            known[name] = Routes(read(FOLDER / "routes" / f"{name}.yaml"), charges)
        return known[name]

    return of


@pytest.mark.parametrize(("name", "route"), PRICED)
def test_the_route_comes_out(name: str, route: str, oracle: Any) -> None:
    found = cash_measures(judged(name)[route].priced)
    try:
        expected: RouteAnswer = oracle(name).answer(route)
    except NoSingleRateError:
        pytest.fail("the flows have no single rate")
    assert float(found.npv) == pytest.approx(expected.npv, abs=0.005001)
    assert float(found.peak_cash) == pytest.approx(expected.peak_cash, abs=0.005001)
    assert float(found.months_tied) == pytest.approx(expected.months_tied, abs=1e-4)
    assert float(found.effective_yield) == pytest.approx(expected.effective_yield, rel=1e-6)
    assert float(found.payback_months) == pytest.approx(expected.payback_months, abs=1e-9)


def test_what_the_brazilian_deal_lacks_is_said() -> None:
    assert judged("br-dolphin-mini-routes")["local_assembly"].reason == "write `routes.local_assembly`"


@pytest.mark.parametrize("name", ["za-box-routes", "uz-yuanup-routes", "br-dolphin-mini-routes"])
def test_leasing_beside_buying_with_a_local_loan_comes_out(name: str) -> None:
    path = FOLDER / "routes" / f"{name}.yaml"
    found = result(path)
    landed = found["landed"]
    charges = Charges(D(landed["total_charges"]), D(landed["recoverable"]), landed["currency"])
    expected = LesseeOracle(read(path), charges).lessee()
    for wanted in ("total_paid", "lease_cost", "purchase_cost"):
        value = getattr(expected, wanted)
        printed = found["lessee"][wanted]
        assert (printed is None) == (value is None), wanted
        assert value is None or float(printed) == pytest.approx(value, abs=0.0051), wanted
    for wanted in ("rent_cover", "cost_per_km"):
        value = getattr(expected, wanted)
        printed = found["lessee"][wanted]
        assert (printed is None) == (value is None), wanted
        assert value is None or float(printed) == pytest.approx(value, rel=1e-9), wanted


@pytest.mark.parametrize("name", NAMES)
def test_the_table_of_routes_has_gates_cash_yield_and_flips(name: str, oracle: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Ranked by the present values of the independent calculation; every pair says what turns it round, or that nothing alone in reach does."""
    assert run(["compare", str(FOLDER / "routes" / f"{name}.yaml"), "--routes", "all", "--format", "json"]) in {0, 1}
    shown = json.loads(capsys.readouterr().out)
    ranked = [route for route in shown["routes"] if route["rank"] is not None]
    npvs = {route["name"]: oracle(name).answer(route["name"]).npv for route in ranked}
    assert [route["name"] for route in ranked] == sorted(npvs, key=lambda route: -round(npvs[route], 2))
    for route in ranked:
        assert {gate["status"] for gate in route["gates"]} <= {"fail", "unknown", "pass with doubt"}
        assert all(route["figures"][figure] is not None for figure in ("npv", "peak_cash", "effective_yield"))
    assert len(shown["neighbours"]) == len(ranked) - 1
    assert all(pair["flips"] or not float(pair["difference"]) for pair in shown["neighbours"])
