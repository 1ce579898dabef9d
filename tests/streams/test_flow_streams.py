"""`yield` on published streams: every rate, the dates of three laws, strict reading, and an offer on a deal."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.apr import UnitPeriod
from leasecalc.cli.run import run
from leasecalc.dates import add_months
from leasecalc.errors import InputError
from leasecalc.streams import Wishes, credit_rates, parse, rates_of
from leasecalc.streams.intervals import unit_period_of

DEALS = Path(__file__).parents[2] / "deals"


def by_period(amounts: list[float]) -> str:
    return "period,amount\n" + "".join(f"{period},{amount:.2f}\n" for period, amount in enumerate(amounts))


def by_date(flows: list[tuple[date, float]]) -> str:
    return "date,amount\n" + "".join(f"{day},{amount:.2f}\n" for day, amount in flows)


def answered(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code = run(["yield", "-", *options])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("amounts", "roots", "quoted"),
    [  # streams on which common libraries quote a wrong rate, or none
        ([-100, 230, -132], [0.10, 0.20], 0.10),
        ([-10_000 + 1_300, *[350.0] * 35, -2_950], [-0.0978, 0.0050], 0.0050),
        ([480, -940, *[60.0] * 34, -3_940], [0.077, 0.132, 0.80], 0.077),
        ([-1e12, *[3e10] * 36], [0.0042], 0.0042),
        ([0, 0, 0], [], None),
        ([100, 5, 7], [], None),
    ],
)
def test_all_rates_are_found_and_one_is_quoted(amounts: list[float], roots: list[float], quoted: float | None) -> None:
    stream = parse(by_period(amounts), "flows.csv")
    found = rates_of(stream, Wishes()).root
    # the published rates have two to four digits; each rate found is checked against the equation itself
    assert found.roots == pytest.approx(roots, abs=6e-3)
    for rate in found.roots:
        values = [amount / (1.0 + rate) ** period for period, amount in enumerate(amounts)]
        assert sum(values) == pytest.approx(0.0, abs=1e-9 * max(map(abs, values)))
    assert found.value == (None if quoted is None else pytest.approx(quoted, abs=6e-3))
    assert found.reason


def test_seven_flows_with_a_rate_of_a_hundred_percent() -> None:
    """numpy-financial issue 44: its own answer is -99.98 %; every root of the polynomial within reach is listed."""
    amounts = [
        -217500.0,
        -217500.0,
        108466.80462450592,
        101129.96439328062,
        93793.12416205535,
        86456.28393083003,
        79119.44369960476,
    ]
    found = rates_of(
        parse("period,amount\n" + "".join(f"{k},{amount!r}\n" for k, amount in enumerate(amounts)), "a"), Wishes()
    ).root
    assert found.sign_changes == 1
    assert len(found.roots) == 1
    rate = found.roots[0]
    assert sum(amount / (1.0 + rate) ** k for k, amount in enumerate(amounts)) == pytest.approx(0.0, abs=1e-6)


def test_two_rates_are_named_on_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answered(by_period([-100, 230, -132]), monkeypatch, capsys)
    assert code == 0
    assert "quoted  10.000000 %" in out
    assert "20.000000 %" in out
    code, out, _ = answered(by_period([100, 5]), monkeypatch, capsys)
    assert code == 4
    assert "every flow is received, so no rate makes their value zero" in out


EXCEL = [
    (date(2008, 1, 1), -10_000.0), (date(2008, 3, 1), 2_750.0), (date(2008, 10, 30), 4_250.0), (date(2009, 2, 15), 3_250.0),
    (date(2009, 4, 1), 2_750.0),
]  # fmt: skip


def test_dated_flows_against_the_examples_of_spreadsheets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Examples of Microsoft's pages on XIRR (37.34 %), XNPV (2,086.65 at 9 %) and MIRR (12.61 % at 10 % and 12 %)."""
    code, out, _ = answered(by_date(EXCEL), monkeypatch, capsys, "--at", "9%", "-f", "json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0
    assert found["xirr"]["value"] == pytest.approx(0.373362535, abs=2e-8)
    assert found["values"][0]["value"] == pytest.approx(2_086.647602, abs=1e-5)
    stream = parse(by_period([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000]), "a.csv")
    modified = rates_of(stream, Wishes(finance=0.10, reinvest=0.12)).modified
    assert modified is not None
    assert modified.value == pytest.approx(0.126094, abs=1e-6)


def test_periods_of_a_known_length_are_spelt_out() -> None:
    found = rates_of(parse(by_period([-1_000, *[0.0] * 11, 1_126.83]), "a.csv"), Wishes(per_year=12.0)).rates[0]
    assert found.per_period == pytest.approx(0.01, abs=5e-7)
    assert found.nominal == pytest.approx(0.12, abs=6e-6)
    assert found.effective == pytest.approx(1.01**12 - 1, abs=6e-6)


def loan(advanced_on: date, first_on: date, *, amount: float, payment: float, count: int) -> str:
    return by_date([(advanced_on, -amount), *((add_months(first_on, k), payment) for k in range(count))])


@pytest.mark.parametrize(
    ("text", "published"),
    [  # 12 CFR 1026 appendix J (c)(1): regular, long first period, irregular first period of 43 days
        (loan(date(1978, 1, 10), date(1978, 2, 10), amount=5_000, payment=230, count=24), 0.0969),
        (loan(date(1978, 2, 10), date(1978, 4, 1), amount=6_000, payment=200, count=36), 0.1182),
    ],
)
def test_regulation_z_counts_its_unit_periods(text: str, published: float) -> None:
    for side in (text, text.replace(",-", ",+").replace(",", ",-").replace(",-+", ",").replace("date,-amount", "date,amount")):
        found = credit_rates(parse(side, "loan.csv"))
        assert not isinstance(found, str)
        assert found.unit == UnitPeriod("month")
        assert found.rates[0].value == pytest.approx(published, abs=5.1e-5)


def test_the_european_and_british_rates_of_one_repayment() -> None:
    """Directive 2011/90/EU and its guidelines, first example: 1,000 repaid by 1,200 a year and a half later is 12.92 %."""
    found = credit_rates(parse(by_date([(date(2026, 1, 15), -1_000.0), (date(2027, 7, 15), 1_200.0)]), "a.csv"))
    assert not isinstance(found, str)
    assert [rate.value for rate in found.rates[1:]] == [pytest.approx(0.129243, abs=1e-6)] * 2


def test_a_stream_that_is_no_credit_says_why() -> None:
    assert "write dates" in str(credit_rates(parse(by_period([-1, 2]), "a.csv")))
    assert "an advance and a payment" in str(
        credit_rates(parse(by_date([(date(2026, 1, 1), 5.0), (date(2026, 2, 1), 5.0)]), "a.csv"))
    )


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        ([date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)], UnitPeriod("month")),
        ([date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)], UnitPeriod("week")),
        ([date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 2)], UnitPeriod("week", 2)),
        ([date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)], UnitPeriod("month", 3)),
        ([date(2026, 1, 1), date(2026, 1, 15), date(2026, 2, 1), date(2026, 2, 15), date(2026, 3, 1), date(2026, 3, 15)], UnitPeriod("semimonth")),
        ([date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 19)], UnitPeriod("week", 3)),  # none twice; 24.5 days on average lie between 3 and 4 weeks
        ([date(2026, 1, 1), date(2030, 1, 1)], UnitPeriod("year")),
    ],
)  # fmt: skip
def test_the_unit_period_is_the_common_one(dates: list[date], unit: UnitPeriod) -> None:
    assert unit_period_of(dates) == unit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["1:1 LC621"]),
        ("date;amount\n2026-01-01;5\n", ["1:1 LC621"]),
        ("-100\n230\n", ["1:1 LC621"]),
        ("period,amount\n", ["1:1 LC623"]),
        ('period,amount\n0,-100\n1,1,000\n2,"1,000.50"\n', ["3:1 LC622", "4:4 LC205"]),
        ("period,amount\n-1,5\nx,010\n", ["2:1 LC210", "3:1 LC203", "3:3 LC206"]),
        ("date,amount\n01/02/2026,5\n2026-02-30,5\n2026-03-01,1e3\n", ["2:1 LC217", "3:1 LC218", "4:12 LC207"]),
    ],
)
def test_faults_are_placed(text: str, told: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, "flows.csv")
    found = [f"{d.spans[0].line}:{d.spans[0].column} {d.code}" for d in caught.value.diagnostics]
    assert found == told
    assert all(d.spans[0].file == "flows.csv" for d in caught.value.diagnostics)


def test_a_separator_in_quotes_is_refused_with_the_number_that_was_meant() -> None:
    with pytest.raises(InputError) as caught:
        parse('period,amount\r\n0,"1,000.50"\r\n', "flows.csv")
    assert caught.value.diagnostics[0].hint == "write `1000.50`"


def offer_of(name: str, path: Path, amount: float, *, by: str) -> tuple[Any, Any]:
    deal = api.load(str(DEALS / f"{name}.yaml"))
    ours = api.price(deal, api.library())
    timeline = ours.deal.timeline
    whens = [timeline.dates[at] for at in timeline.instalments] if by == "date" else range(1, len(timeline.instalments) + 1)
    path.write_text(f"{by},amount\n" + "".join(f"{when},{amount:.2f}\n" for when in whens), encoding="utf-8")
    return deal, ours


@pytest.mark.parametrize("by", ["date", "period"])
def test_our_own_instalments_as_an_offer_give_our_own_yield(tmp_path: Path, by: str) -> None:
    from leasecalc.engine.measures import measure

    offer = tmp_path / "offer.csv"
    deal, ours = offer_of("za-box-60m", offer, 270.62, by=by)
    found = api.offer(deal, api.library(), str(offer))
    for name in ("lessor_yield", "customer_rate", "lease_npv", "lease_minus_sale"):
        assert float(measure(found.theirs, name)) == pytest.approx(float(measure(ours, name)), rel=1e-9)
    offer_of("za-box-60m", offer, 300.0, by=by)
    dearer = api.offer(deal, api.library(), str(offer)).theirs
    solved = api.solve(
        deal, api.library(), knobs=["rent"], targets=[("lessor_yield", f"{100 * float(measure(dearer, 'lessor_yield')):.9f}%")]
    )
    assert solved.answer.unknowns[0].value == 300.0


def test_an_offer_that_does_not_fit_is_placed(tmp_path: Path) -> None:
    offer = tmp_path / "offer.csv"
    deal, _ = offer_of("za-box-60m", offer, 270.62, by="date")
    lines = offer.read_text(encoding="utf-8").splitlines()
    for changed, told in (
        (lines[:-1], "59 instalments and the lease 60"),
        ([*lines[:5], "2026-09-09,1", *lines[6:]], "the next one is `2026-09-02`"),
    ):
        offer.write_text("\n".join(changed) + "\n", encoding="utf-8")
        with pytest.raises(InputError) as caught:
            api.offer(deal, api.library(), str(offer))
        assert caught.value.diagnostics[0].code == "LC624"
        assert told in caught.value.diagnostics[0].message


def test_an_offer_for_a_fleet_in_deliveries_says_whose_months_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = tmp_path / "offer.csv"
    offer.write_text("period,amount\n" + "".join(f"{number},391.15\n" for number in range(1, 49)), encoding="utf-8")
    deal = str(DEALS / "structures" / "za-seasonal-fleet.yaml")
    code = run(["yield", "--deal", deal, "--rents", str(offer)])
    said = " ".join(capsys.readouterr().out.split())
    assert code == 0
    assert "every delivery pays the offered instalments by their number" in said
    assert "18,775.20 USD" in said  # 48 x 391.15
