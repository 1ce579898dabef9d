"""Every leg that a sample deal shows, of the lease and of its loan, has a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.cli.run import run
from leasecalc.engine.legs.leg_pages import LEG_PAGES, leg_page
from leasecalc.engine.price import price

DEALS = sorted((Path(__file__).parents[2] / "deals").rglob("*.yaml"))


def test_every_leg_of_every_sample_deal_has_a_page():
    library, named = api.library(), set()
    for path in DEALS:
        found = price(api.resolve(api.load(str(path)), library))
        taxed = () if found.tax is None else found.tax.lease_legs
        named |= {leg.name for leg in (*found.lease, *found.funding, *taxed)}
    assert len(named) > 40
    assert {name for name in named if leg_page(name) is None} == set()


def test_no_name_stands_twice_and_what_is_no_leg_has_no_page():
    assert len({page.name for page in LEG_PAGES}) == len(LEG_PAGES)
    assert leg_page("service_2_fee") is not None
    assert leg_page("running_fee_x") is None
    assert leg_page("rents") is None


def test_a_leg_of_the_loan_is_explained(capsys: pytest.CaptureFixture[str]):
    assert run(["explain", "funding_interest"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("funding_interest: Interest on the loan\n")
    assert max(len(line) for line in said.splitlines()) <= 80
