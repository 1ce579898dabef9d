"""`price --audit` agrees with every sample deal, and not with a report in which one figure was changed by two cents."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leasecalc import api
from leasecalc.audit import audit
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said
    from leasecalc.report.deal.model import Report

    Say = Callable[..., Said]

ROOT = Path(__file__).parents[2]
DEALS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "deals").rglob("*.yaml"))
TWO_CENTS = Decimal("0.02")


@pytest.mark.parametrize("deal", DEALS)
def test_every_sample_agrees(say: Say, deal: str) -> None:
    said = say("price", deal, "--audit")
    assert (said.code, said.err) == (0, ""), said.out
    assert "agrees" in said.out
    assert "DIFFERS" not in said.out


@pytest.fixture(scope="module")
def honest() -> Report:
    return api.report(api.load(str(ROOT / "deals" / "za-box-60m.yaml")), api.library())


def with_npv(report: Report) -> Report:
    lease = report.comparison.lease
    return replace(report, comparison=replace(report.comparison, lease=replace(lease, npv_per_car=lease.npv_per_car + TWO_CENTS)))


def with_sale_flow(report: Report) -> Report:
    first, *others = report.sale_legs
    flows = (replace(first.flows[0], amount=first.flows[0].amount + TWO_CENTS), *first.flows[1:])
    return replace(report, sale_legs=(replace(first, flows=flows), *others))


def with_flow(report: Report) -> Report:
    rent = next(place for place, leg in enumerate(report.lease_legs) if leg.name == "rent")
    leg = report.lease_legs[rent]
    flows = (*leg.flows[:9], replace(leg.flows[9], amount=leg.flows[9].amount + TWO_CENTS), *leg.flows[10:])
    return replace(report, lease_legs=(*report.lease_legs[:rent], replace(leg, flows=flows), *report.lease_legs[rent + 1 :]))


def with_rent(report: Report) -> Report:
    return replace(report, contract=replace(report.contract, rent=report.contract.rent + TWO_CENTS))


def with_interest(report: Report) -> Report:
    rows = list(report.schedule.rows)
    rows[30] = replace(rows[30], interest=rows[30].interest - TWO_CENTS)
    return replace(report, schedule=replace(report.schedule, rows=tuple(rows)))


@pytest.mark.parametrize(
    "tampered", [with_npv, with_sale_flow, with_flow, with_rent, with_interest], ids=lambda change: change.__name__
)
def test_two_cents_are_found(honest: Report, tampered: Callable[[Report], Report]) -> None:
    assert all(finding.agrees for finding in audit(honest))
    assert not all(finding.agrees for finding in audit(tampered(honest)))
