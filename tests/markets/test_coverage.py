"""Coverage: the weakest rate that a vehicle may meet, against a count made by hand and against the lookup itself."""

from datetime import date
from itertools import product

import pytest
from test_resolve import TEXT

from leasecalc.charges.facts import Facts
from leasecalc.markets.coverage import REFERENCE_FACTS, STATUSES, counted, coverage
from leasecalc.markets.library import Library
from leasecalc.markets.lookup import find
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.documents import load

MAY = date(2026, 5, 1)
SHIPPED = Library.load()


def statuses(text: str, on: date = MAY) -> dict[tuple[str, str], str]:
    document = load(text, "UZ.yaml", MarketDocument).document
    return {(cell.line, cell.powertrain): cell.status for cell in coverage(document, on)}


def test_each_cell_of_a_small_file_counted_by_hand() -> None:
    found = statuses(TEXT)
    assert {name: status for (line, name), status in found.items() if line == "duty"} == {
        "bev": "unverified", "petrol": "verified", "diesel": "missing", "gas": "asked",
        "erev": "missing", "phev": "missing", "hev": "missing", "mhev": "missing", "hydrogen": "missing",
    }  # fmt: skip
    assert {status for (line, _), status in found.items() if line in {"vat", "fee"}} == {"verified"}
    later = statuses(TEXT, date(2027, 1, 1))
    assert (later["duty", "bev"], later["duty", "diesel"]) == ("missing", "unverified")


@pytest.mark.parametrize(
    ("rate", "when", "status"),
    [
        ("{kind: whole_base_bands, by: cc, rows: [{up_to: 9, rate: {kind: exempt}}, {rate: {kind: unknown, ask: x}}]}", "powertrain: [petrol]", "partly asked"),
        ("{kind: coefficients, of: {kind: exempt}, rows: {by: cc, up_to: [1000]}, values: [[2], [unknown]], ask: x}", "powertrain: [petrol]", "partly asked"),
        ("{kind: ad_valorem, rate: 5%}", "powertrain: [petrol], cc: {up_to: 1000}", "partly asked"),
        ("{kind: ad_valorem, rate: 5%}", "powertrain: [petrol], condition: [used]", "missing"),
        ("{kind: ad_valorem, rate: 5%}", "powertrain: [petrol], origin: [CN], condition: [new]", "verified"),
    ],
)  # fmt: skip
def test_conditions_and_tables_that_leave_vehicles_out(rate: str, when: str, status: str) -> None:
    old = "when: {powertrain: [petrol]}, rate: {kind: compound, parts: [{kind: ad_valorem, rate: 15%}, {kind: specific, amount: 0.4 USD per cc}]}"
    assert old in TEXT
    assert statuses(TEXT.replace(old, f"when: {{{when}}}, rate: {rate}"))["duty", "petrol"] == status


def test_a_line_past_its_review_is_stale_whatever_its_source() -> None:
    document = load(TEXT, "UZ.yaml", MarketDocument).document
    stale = {(cell.line, cell.stale) for cell in coverage(document, date(2026, 8, 1), ("bev",))}
    assert stale == {("duty", True), ("vat", True), ("fee", False)}


@pytest.mark.parametrize("code", SHIPPED.codes())
def test_no_vehicle_meets_anything_worse_than_its_cell_says(code: str) -> None:
    # an independent walk over vehicles that people ship, not over the limits of the file
    document, on = SHIPPED.market(code).document, date(2026, 6, 30)
    cells = {(cell.line, cell.powertrain): cell for cell in coverage(document, on)}
    assert sum(counted(cells.values()).values()) == len(cells)
    ordinary = {"hs": "8703.80", "kwh": 60.0, "mass_kg": 1400.0, "co2_g_km": 120.0, "km_per_l": 15.0, "l_100km": 6.0, "nox_g_km": 0.02,
                "range_km": 400.0, "tank_l": 45.0, "length_mm": 4300.0, "seats": 5.0, "maker": "BYD", "model": "Dolphin", "body": "sedan",
                "state": "SP", "importer_business": "rental", "assembly": "cbu", "drive": "2wd", "steering": "left", "origin_proof": "form_e",
                "lease_kind": "finance", "stay_months": 48.0, "stay_days": 1440.0, "term_months": 48.0, "exporter": "lessor"}  # fmt: skip
    for powertrain, cc, kw in product(("bev", "petrol", "phev"), (998.0, 1498.0, 1998.0, 2999.0), (70.0, 150.0, 250.0)):
        known = (
            REFERENCE_FACTS
            | ordinary
            | {"powertrain": powertrain, "cc": cc, "kw": kw, "kw_30min": kw / 2, "hp": kw * 1.34, "hp_30min": kw * 0.67}
        )
        facts = Facts.of(known)
        for line in document.lines:
            if line.group == "value":
                continue
            finding = find(line.in_force, facts, on)
            cell = cells[line.id, powertrain]
            if finding.status == "asks":
                continue
            met = finding.entry.source.confidence if finding.status == "found" and finding.entry is not None else "missing"
            if finding.entry is not None and finding.entry.rate.kind == "unknown":
                met = "asked"
            worst = STATUSES.index("asked" if cell.status == "partly asked" else cell.status)
            if cell.status == "partly asked":
                continue
            assert STATUSES.index(met) <= worst, (code, line.id, powertrain, cc, kw)
