"""The limit of the foreign tax credit through whole commands: a rent of 24 with a finance charge of 8, a loan that costs 5, all in thousands.

Tax at home is 25 % of 8 - 5 (Implementation Regulations of the Enterprise Income Tax Law, art. 78); the excess is carried five years (Law, art. 23).
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from funded import PLAIN

from leasecalc.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

LOAN = {"amount": "16000 CNY", "rate": "31.25%", "repayment": "bullet"}  # 5,000 of interest


def priced(folder: Path, capsys: pytest.CaptureFixture[str], on: str, **fee: str) -> dict[str, Any]:
    """Return what `price` says of the car of 16,000 that is leased for one rent of 24,000, a year later; everything falls into 2027."""
    lease = {**PLAIN["lease"], "rent": "24000 CNY", "fees": [{"name": "Late", **fee}] if fee else []}
    purchase, sale = {**PLAIN["purchase"], "price": "16000 CNY"}, {**PLAIN["sale"], "price": "16000 CNY"}
    deal = PLAIN | {"lease": lease, "purchase": purchase, "sale": sale, "funding": LOAN, "tax": {"losses": "carried"}}
    deal["withholding"] = {"rate": "10%", "on": on}
    path = folder / "deal.yaml"
    path.write_text(json.dumps(deal), encoding="utf-8")
    assert run(["price", str(path), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def lost(found: dict[str, Any]) -> Decimal:
    return next(Decimal(row["value"]) for row in found["measures"] if row["name"] == "foreign_tax_lost")


@pytest.mark.parametrize(
    ("on", "withheld", "left"), [("gross_rent", "2400.00", "1650.00"), ("finance_charge", "800.00", "50.00")]
)
def test_ten_per_cent_of_the_rent_or_of_the_charge(
    on: str, withheld: str, left: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = priced(tmp_path, capsys, on)
    (year,) = [row for row in found["tax"]["years"] if Decimal(row["withheld"])]
    assert (year["year"], year["income"], year["tax"], year["withheld"], year["credited"]) == (
        2027,
        "3000.00",
        "750.00",
        withheld,
        "750.00",
    )
    assert year["carried"] == left
    assert lost(found) == Decimal(left)


@pytest.mark.parametrize(("paid", "left"), [("2032-06-30", "0.00"), ("2033-06-30", "1650.00")])
def test_the_excess_is_used_in_its_fifth_year_and_lost_in_its_sixth(
    paid: str, left: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fee of 10,000 makes room for 2,500: five years after the rent it takes up all that was carried, a year later nothing is left to take up."""
    found = priced(tmp_path, capsys, "gross_rent", amount="10000 CNY", when=paid)
    years = {row["year"]: row for row in found["tax"]["years"]}
    room = years[int(paid[:4])]
    assert (room["tax"], room["credited"]) == ("2500.00", "1650.00" if left == "0.00" else "0.00")
    assert years[2032]["lapsed"] == left
    assert lost(found) == Decimal(left)
