# ruff: noqa: E501 - one line tells one example
"""The worked examples that were found for import charges, each with the cases that hold it, by grade.

A: an official source, B: a newspaper, broker or association, C: published, but an input had to be inferred, D: somebody's unit test,
T: a trap, published wrongly. A and B come out to the rounding in print, C within the tolerance named here; a trap has the right answer
and the published one, which must not come out. `test_market_cases.py` and `tests/charges` price the cases; this table says none is lost.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from market_case import CASES, read

from leasecalc.reading.tree import parse
from leasecalc.records import record


@record
class Example:
    """`within` is half of the last digit in print (A, B), or the tolerance (C, D); `wider` says why a case needs more than that."""

    grade: str
    within: str
    file: str
    names: tuple[str, ...]
    wider: str | None = None


MARKETS = {
    "WE01": Example("C", "500", "UZ", ("WE01 BYD Song Plus, May 2025",)),  # the fee is printed as 937,000, the total as 83.86m
    "WE02": Example("C", "0.5", "UZ", ("WE02 a car of USD 10,000 before June 2023", "WE02 the same car without duty")),
    "WE04": Example("B", "0.5", "UZ", ("WE04 Suzuki Alto",)),
    "WE05": Example("B", "0.5", "UZ", ("WE05 Lexus of 2019", "WE05 electric car of 2019")),
    "WE07": Example("B", "0.5", "ZA", ("WE07 VAT on a dutiable import", "WE07 VAT on a duty-free import")),
    "WE08 with VAT": Example("B", "0.005", "ZA", ("WE08 CO2 levy with VAT of 14 %",)),
    "WE09": Example("T", "0.005", "ZA", ("WE09 ad valorem rate of a car of R900,000 retail",)),
    "WE10": Example("T", "0.005", "ZA", ("WE10 duty on CIF",)),
    "WE11": Example("A", "0.5", "PK", ("WE11 customs value of a car 29 months old", "WE11 customs value of a car 17 months old", "WE11 customs value of a car 3 months old")),
    "WE12": Example("C", "50", "PK", ("WE12 incidence of 1301 to 1500 cc before July 2025", "WE12 incidence of 1301 to 1500 cc from July 2025")),  # whole percents of 10,000
    "WE15 at 300,000": Example("A", "0.005", "MX", ("WE15 ISAN 2013 on 300,000",), "the tax ends in half a centavo, which the table rounds down"),
    "WE15": Example("A", "0.005", "MX", ("WE15 ISAN 2013 on 500,000", "WE15 ISAN 2013 on 700,000, with the rebate", "WE15 ISAN 2013 exempt up to 201,288.94", "WE15 ISAN 2013 half of it up to 254,966.00")),
    "WE16": Example("A", "0.5", "TH", ("WE16 sample of duty assessment",)),
    "WE20": Example("B", "0.5", "RU", ("WE20 recycling fee of an electric car of 160 to 190 hp", "WE20 recycling fee of an electric car from 280 hp", "WE20 recycling fee of a petrol car of 1 to 2 litres and 160 to 190 hp")),
    "WE22 a": Example("B", "0.5", "KZ", ("WE22 recycling fee up to one litre", "WE22 recycling fee up to two litres", "WE22 recycling fee up to three litres", "WE22 recycling fee above three litres")),
    "WE22 b": Example("T", "0.005", "KZ", ("WE22 duty of the old tariff with a minimum per cc",)),  # its author multiplied wrongly
    "WE23": Example("B", "0.5", "GB", ("WE23 car from outside the European Union", "WE23 car of the European Union, free of duty")),
    "WE25": Example("A", "0.5", "AU", ("WE25 Australia, luxury car tax on the value", "WE25 Australia, luxury car tax out of an all-up price")),
    "WE26": Example("B", "0.5", "MY", ("WE26 price of RM100,000 after the exemption", "WE26 price of RM185,000 after the exemption", "WE26 price of RM178,888 after the exemption")),
    "WE27": Example("B", "0.5", "ID", ("WE27 electric cars built up abroad, normal taxes", "WE27 with the luxury tax borne by the state")),
    "WE29": Example("C", "1", "KE", ("WE29 Kenya, taxes taken out of the list price one after the other",)),
    "WE30": Example("B", "0.005", "KE", ("WE30 Kenya, list price with a flat excise",), "the page rounds one of its lines down by a cent"),
    "WE31": Example("B", "0.005", "NG", ("WE31 Nigeria, surcharge on the duty through the shipped file",), "the total in print is two hundredths above its own lines"),
    "WE32": Example("T", "0.005", "NG", ("WE32 Nigeria, the charge of 4 % of FOB",)),
    "WE34": Example("B", "0.5", "AE", ("WE34 a car of AED 100,000",)),
    "WE35": Example("B", "0.5", "CA", ("WE35 Canada, luxury tax on 130,000 through the shipped file",)),
    "WE36": Example("B", "0.5", "BE", ("WE36 BYD, 10 + 17 = 27.0 %", "WE36 VW Anhui, 10 + 20.7 = 30.7 %", "WE36 any other maker, 10 + 35.3 = 45.3 %")),
    "WE36 temporary admission": Example("C", "0.5", "BE", ("WE36 BYD, temporary admission for 24 months",)),
    "N01": Example("B", "0.5", "BR", ("N01 full build-up of 2009, with importer and dealer margins",)),
    "N02": Example("B", "0.005", "US", ("N02 USA, goods of 10,000 from China through the shipped file",)),
    "N04": Example("B", "0.5", "SA", ("N04 goods of 10,000 with freight and insurance",)),
    "N05": Example("B", "0.5", "VN", ("N05 Camry 3.5 without duty",)),
    "N07": Example("B", "0.5", "IN", ("N07 cascade of the years before 2017",), "78.464 % is printed as 78.47, rounded up"),
    "N09": Example("B", "0.5", "MX", ("N09 ISAN 2022 on 500,000", "N09 ISAN 2022 on 1,000,000, with the rebate")),
    "N11": Example("B", "0.005", "IL", ("N11 Israel, general goods through the shipped file", "N11 Israel, general goods with duty through the shipped file")),
    "N12": Example("T", "0.005", "ID", ("N12 the load on an electric car from 2026",)),
    "N14": Example("T", "0.005", "ZA", ("N14 used car",)),
    "N15": Example("T", "0.005", "ZA", ("N15 new car",)),
    "N16": Example("D", "0.005", "ZA", ("N16 Botswana, same customs union",)),
    "N18": Example("T", "0.005", "US", ("N18 USA, a car part of 1,000 from China through the shipped file",)),
    "Renault Kwid": Example("B", "0.5", "UZ", ("Renault Kwid, rates before 2022", "Renault Kwid, rates from February 2022", "Renault Kwid, rates from 2023")),
    "ZA-CO2-1": Example("A", "0.5", "ZA", ("ZA-CO2-1 CO2 levy of 2020 with VAT",)),
    "ZA-CO2-2": Example("A", "0.5", "ZA", ("ZA-CO2-2 Polo Vivo 1.6 before the change of 2020", "ZA-CO2-2 Polo Vivo 1.6 after the change of 2020")),
    "ZA-EV": Example("T", "1", "ZA", ("ZA-EV Ford at R1,124,504", "ZA-EV Hummer at R1,499,894", "ZA-EV Silverado at R748,119")),
}  # fmt: skip
SINGLE_RATES = {
    "WE08": ("specific, South African CO2 levy of 193 g at R75 above 120 g", "specific, 417 g", "specific, 583 g"),
}
REFUNDS = {
    "finance lease": ("finance lease of a vehicle",),
    "trading company": ("trading company at cost 80", "trading company at cost 90", "trading company at cost 100"),
    "maker": ("maker at FOB 80", "maker at FOB 90", "maker at FOB 100", "maker at FOB 120"),
}
"""Examples of China's export refund charge nothing at import: `tests/charges/test_refund.py` computes them."""
LEFT_OUT = {
    "no figures under these numbers": ("WE03", "WE06", "WE13", "WE14", "WE17", "WE18", "WE19", "WE21", "WE24", "WE28", "WE33", "N03", "N06", "N08", "N10", "N13", "N17"),
    "engines of 1801 to 3000 cc in WE12": ("WE12: 361 % is printed, its own rates come to 358.8 %",),
}  # fmt: skip


@cache
def cases(file: str) -> dict[str, Any]:
    return {case.name: case for case in read(CASES / "markets" / f"{file}.yaml")}


def names_in(path: Path) -> set[str]:
    data = parse(path.read_text(encoding="utf-8"), path.name).data
    return {case["name"] for group in data.values() for case in group}


@pytest.mark.parametrize("number", MARKETS)
def test_a_worked_example_is_a_case_as_exact_as_its_grade_asks(number: str) -> None:
    example = MARKETS[number]
    for name in example.names:
        case = cases(example.file)[name]
        assert case.grade == example.grade, name
        assert case.tolerance <= Decimal(example.within) or example.wider, name
        assert case.expect
        assert "." in case.source or "calculator" in case.source, "a page or a document"


@pytest.mark.parametrize("number", [number for number, example in MARKETS.items() if example.grade == "T"])
def test_a_trap_has_the_right_answer_and_names_the_published_one(number: str) -> None:
    for name in MARKETS[number].names:
        case = cases(MARKETS[number].file)[name]
        assert case.trap, name
        assert case.wrong, name
        assert set(case.wrong) <= set(case.expect), "the right answer beside each published error"


def test_examples_of_one_rate_and_of_the_refund_have_cases() -> None:
    kinds = set().union(*(names_in(path) for path in (CASES / "kinds").glob("*.yaml")))
    refunds = names_in(CASES / "refund" / "CN.yaml")
    assert {name for names in SINGLE_RATES.values() for name in names} <= kinds
    assert {name for names in REFUNDS.values() for name in names} == refunds


def test_every_number_has_a_case_or_a_reason() -> None:
    told = {number.split()[0] for number in (*MARKETS, *SINGLE_RATES)} | set(LEFT_OUT["no figures under these numbers"])
    assert {f"WE{number:02}" for number in range(1, 37)} | {f"N{number:02}" for number in range(1, 19)} <= told


def test_every_numbered_case_is_in_the_table() -> None:
    shown = {name for example in MARKETS.values() for name in example.names}
    numbered = {
        case.name
        for file in (CASES / "markets").glob("*.yaml")
        for case in read(file)
        if case.name.startswith(("WE", "ZA-")) or (case.name[:1] == "N" and case.name[1:3].isdigit())
    }
    # by the rates of another day, or on another part of the route: the same car, no published figure
    assert numbered - shown == {
        "WE04 Suzuki Alto by the shipped rates of 2026",
        "WE23 by the shipped file, without the inland leg",
    }
