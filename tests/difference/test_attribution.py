"""What moved and why: the parts add up to the whole to the cent, and each part is the price of a deal that really was priced."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leasecalc import api
from leasecalc.difference.compare import difference
from leasecalc.difference.sides import Side
from leasecalc.report.decimals import money

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import Said
    from leasecalc.difference.model import Difference

    Say = Callable[..., Said]

ROOT = Path(__file__).parents[2]
ZA = str(ROOT / "deals" / "za-box-60m.yaml")
TARIFF, TERM, RESIDUAL = "import.overrides.duty=30%", "lease.term=48 months", "residual.amount=25% of price"
LESSOR = "import.importer=lessor"


def between(first: Sequence[str], last: Sequence[str], *, deals: tuple[str, str] = (ZA, ZA)) -> Difference:
    markets = api.library()
    sides = (
        Side(name=path, deal=api.load(path, settings), markets=markets)
        for path, settings in zip(deals, (first, last), strict=True)
    )
    return difference(*sides)


def rent(settings: Sequence[str]) -> Decimal:
    return money(api.price(api.load(ZA, (LESSOR, *settings)), api.library()).contract.rent, "USD")


def npv(settings: Sequence[str]) -> Decimal:
    found = api.report(api.load(ZA, (LESSOR, *settings)), api.library())
    return next(measure.value for measure in found.measures if measure.name == "lease_npv")  # type: ignore[return-value]


def assert_adds_up(found: Difference) -> None:
    assert found.together, "something is attributed"
    for output in found.outputs:
        if output.name not in found.together:
            assert output.change is None or any(output.name not in cause.alone for cause in found.causes)
            continue
        alone = sum((cause.alone.get(output.name, Decimal(0)) for cause in found.causes), Decimal(0))
        assert alone + found.together[output.name] == output.change, output.name
        if all(output.name in cause.share for cause in found.causes):
            assert sum(cause.share[output.name] for cause in found.causes) == output.change, output.name


@pytest.mark.parametrize(("name", "priced"), [("rent", rent), ("lease_npv", npv)])
def test_tariff_term_and_residual_share_the_move(name: str, priced: Callable[[Sequence[str]], Decimal]) -> None:
    """Each part again by pricing the deals between one by one, and the mean over the six orders."""
    steps = (TARIFF, TERM, RESIDUAL)
    found = between((LESSOR,), (LESSOR, *steps))
    assert [cause.name for cause in found.causes] == ["import.overrides", "lease.term", "residual.amount"]
    assert_adds_up(found)
    start, whole = priced(()), priced(steps)
    assert {output.name: output.change for output in found.outputs}[name] == whole - start
    assert [cause.alone[name] for cause in found.causes] == [priced((step,)) - start for step in steps]
    for step, cause in zip(steps, found.causes, strict=True):
        added = []
        for order in permutations(steps):
            before = order[: order.index(step)]
            added.append(priced((*before, step)) - priced(before))
        assert abs(cause.share[name] - sum(added) / len(added)) <= Decimal("0.01")
        assert cause.share[name] == round(cause.share[name], 2)


def test_what_is_printed_adds_up(say: Say) -> None:
    asked = ("diff", ZA, "--set", TARIFF, "--set", LESSOR, "--set", TERM, "--set", RESIDUAL, "--why", "all", "--format", "csv")
    for table in ("why", "shares"):
        rows = list(csv.DictReader(io.StringIO(say(*asked, "--table", table).out)))
        moved = {row["name"]: row["change"] for row in csv.DictReader(io.StringIO(say(*asked, "--table", "amounts").out))}
        assert len(rows) == (5 if table == "why" else 4), "four changes, and what only all of them do"
        for name, whole in moved.items():
            column = next(heading for heading in rows[0] if heading.partition("_USD")[0].partition("_ZAR")[0] == name)
            assert sum(Decimal(row[column]) for row in rows) == Decimal(whole), (table, name)
        assert {"rent", "charge.duty", "lease_minus_sale"} <= set(moved)


@pytest.mark.parametrize(
    "deals",
    [
        ("za-box-60m", "za-box-36m"),
        ("za-box-60m", "uz-yuanup-60m"),
        ("pk-honri-36m", "structures/za-start-up-year"),
        ("money/uz-taxed-60m", "uz-yuanup-60m"),
        ("currency/za-box-cny-funded", "za-box-60m"),
        ("za-agya-weekly-208w", "za-valternative-weekly"),
    ],
)
def test_deals_that_have_little_in_common(deals: tuple[str, str]) -> None:
    found = between((), (), deals=tuple(str(ROOT / "deals" / f"{name}.yaml") for name in deals))  # type: ignore[arg-type]
    assert_adds_up(found)
    moved = {output.name: output for output in found.outputs}
    assert moved["lease_npv"].before != moved["lease_npv"].after


def test_values_that_make_sense_only_together_are_one_cause() -> None:
    found = between((), ("lease.payments=weekly", "lease.term=208 weeks", RESIDUAL))
    assert [cause.name for cause in found.causes] == ["lease.term, lease.payments", "residual.amount"]
    assert_adds_up(found)


def test_the_same_value_written_differently_is_no_cause() -> None:
    found = between((), ("deal.discount_rate=9.00%", "shipping.freight=1450.00 USD", "deal.name=Another name"))
    assert [one.note for one in found.inputs] == ["moves no figure", *["the same value, written differently"] * 2]
    assert (found.outputs, found.causes, found.moved) == ((), (), False)


def test_many_changes_are_taken_in_the_order_of_the_file() -> None:
    settings = ("purchase.price=90000 CNY", "shipping.freight=1500 USD", "sale.price=14000 USD", "lease.deposit=1 instalments",
                "lease.direct_cost=200 USD", "deal.discount_rate=8%", RESIDUAL)  # fmt: skip
    found = between((), settings)
    assert found.order == "order of the file"
    assert len(found.causes) == 7
    assert_adds_up(found)


def test_a_figure_that_has_no_value_is_told_and_not_shared(say: Say) -> None:
    said = say(
        "diff",
        ZA,
        "--set",
        "lease.rent=120 USD",
        "--set",
        "residual.amount=0 USD",
        "--why",
        "lease_payback_months",
        "--format",
        "json",
    )
    data: dict[str, Any] = json.loads(said.out)
    (moved,) = [one for one in data["outputs"] if one["name"] == "lease_payback_months"]
    assert (moved["before"], moved["after"], moved["change"]) == ("47.000000000", None, None)
    assert "lease_payback_months" not in data["why"]["together"]
