"""`batch --markets ... --reference`: what a deal lacks in a market is the library's, named in its row, and prices as if the deal had written it."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from leasecalc import api
from leasecalc.batching.answers import answer
from leasecalc.batching.page import batch_page
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of
from leasecalc.batching.run import Wishes, run
from leasecalc.cli.run import run as run_cli
from leasecalc.engine.solving.goals import Goal, measure_named
from leasecalc.markets.exchange_rates import quotations
from leasecalc.report.render.terminal import render
from leasecalc.report.render.widths import display_width

DEALS = Path(__file__).parents[2] / "deals"
BOX, HONRI, BYD = (str(DEALS / name) for name in ("za-box-60m.yaml", "pk-honri-36m.yaml", "be-byd-60m.yaml"))
RATE = re.compile(r"([A-Z]{3}/[A-Z]{3}) ([\d.]+) \((?:reference|market|official|peg) rate of (\d{4}-\d\d-\d\d)")
FACT = re.compile(r"\b([a-z_0-9]+) ([\w.]+) \((?:published|declared|converted|in step)")


def rows(markets: str, *deals: str, settings: tuple[str, ...] = (), reference: bool = True) -> list[dict[str, object]]:
    """Return the rows of a batch of one chunk or more."""
    plan = planned(deals, [markets], settings, reference=reference)
    return [row for chunk in range(plan.chunks) for row in rows_of(plan, chunk)]


def test_a_figure_of_the_library_prices_as_if_the_deal_had_written_it() -> None:
    """The row names each figure: typed into the deal by hand they give the same row, but for the marks."""
    library = api.library()
    looked_at = 0
    for row in rows("UZ,PK,MX,LK,RU,TR,CA,ZA", BOX, HONRI, settings=("import.importer=lessor",)):
        if row["status"] != "priced":
            continue
        said = str(row["from_library"])
        texts = [f'fx.rates."{pair}"={rate}' for pair, rate, _ in RATE.findall(said)]
        texts += [f"import.facts.{name}={value}" for name, value in FACT.findall(said)]
        assert len(texts) == len([part for part in said.split("; ") if part])
        deal = api.load(str(row["file"]), [f"import.market={row['market']}", "import.importer=lessor", *texts])
        alone = answer(api.price(deal, library), deal.document.assumed)
        assert {name: row[name] for name in alone if name not in {"assumed", "unverified", "stale", "assumed_inputs", "doubtful_figures"}} == {
            name: value for name, value in alone.items() if name not in {"assumed", "unverified", "stale", "assumed_inputs", "doubtful_figures"}
        }  # fmt: skip
        facts = FACT.findall(said)
        assert row["assumed"] == alone["assumed"] + len(facts)
        assert str(row["assumed_inputs"]).split() == [*deal.document.assumed, *(f"import.facts.{name}" for name, _ in facts)]
        looked_at += bool(texts)
    assert looked_at > 10


def test_each_rate_is_that_of_the_table_on_the_day_of_the_deal() -> None:
    sheet = api.library().exchange_rates()
    assert sheet is not None
    for row in rows("UZ,MX,CL", BOX):
        table = {one.pair: one for one in quotations(sheet.document, date.fromisoformat(str(row["pricing_date"])))}
        found = RATE.findall(str(row["from_library"]))
        assert found
        for pair, rate, on in found:
            assert (table[pair].rate, str(table[pair].on)) == (float(rate), on)
            assert table[pair].on <= date.fromisoformat(str(row["pricing_date"]))


def test_a_stale_rate_is_marked_in_its_row() -> None:
    (row,) = rows("UZ", BOX, settings=("deal.pricing_date=2027-06-01",))
    assert row["status"] == "priced", row["reason"]
    assert "stale" in str(row["from_library"])
    assert "fx.rates.USD/UZS:stale" in str(row["doubtful_figures"])
    (fresh,) = rows("UZ", BOX)
    assert row["stale"] == str(row["doubtful_figures"]).count(":stale")
    assert "fx.rates" not in str(fresh["doubtful_figures"])


def test_what_the_deal_has_stays_and_without_the_option_nothing_is_taken() -> None:
    (home,) = rows("ZA", BOX)
    assert home["from_library"] == ""
    (refused,) = rows("UZ", BOX, reference=False)
    assert (refused["status"], refused["code"]) == ("error", "LC402")
    assert "from_library" not in refused
    (asked,) = rows("NG", BOX)  # a rate of law that is not known is no figure of the reference files
    assert (asked["status"], asked["code"]) == ("error", "LC509")


def test_rows_bear_the_marks_of_price(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    run(planned([BOX, HONRI, BYD], [], []), Wishes(output=str(output)))
    for row in csv.DictReader(output.read_text("utf-8").splitlines()):
        deal = api.load(row["file"])
        basis = api.basis(deal, api.price(deal, api.library()))
        assert [int(row[mark]) for mark in ("assumed", "unverified", "stale")] == [
            basis.count(mark) for mark in ("assumed", "unverified", "stale")
        ]
        assert row["assumed_inputs"].split() == list(basis.paths("assumed"))
        named = [f"{found.path}:{found.mark}" for found in basis.inputs if found.mark != "assumed"]
        assert row["doubtful_figures"].split() == named


def test_the_summary_ranks_markets_in_one_currency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Medians and best values made apart from the written rows, with the table's rate of the pricing date."""
    output = tmp_path / "out.jsonl"
    command = ["batch", BOX, HONRI, BYD, "--markets", "ZA,BE,NG", "--reference", "--in", "USD", "--set", "import.importer=lessor"]
    assert run_cli([*command, "-o", str(output), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    sheet = api.library().exchange_rates()
    assert sheet is not None
    values: dict[str, list[float]] = {}
    for line in output.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["status"] == "priced":
            table = {one.pair: one.rate for one in quotations(sheet.document, date.fromisoformat(row["pricing_date"]))}
            rate = {"USD": 1.0, "EUR": table["EUR/USD"]}[row["currency"]]
            values.setdefault(row["market"], []).append(float(row["lease_minus_sale"]) * rate)
    medians = {group["market"]: group["median"] for group in found["markets"]}
    assert {market: pytest.approx(value, rel=1e-10) for market, value in medians.items() if value is not None} == {
        market: median(each) for market, each in values.items()
    }
    ranked = [group["market"] for group in found["markets"]]
    assert ranked == [*sorted(values, key=lambda market: -median(values[market])), "NG"]
    assert found["markets"][-1]["failed"] == 3
    assert found["markets"][-1]["reasons"][0]["cells"] == 3
    assert {one["pair"] for one in found["rates"]} == {"EUR/USD"}
    assert found["basis"]["from_library"] > 0


def test_the_summary_can_be_read_in_80_columns(tmp_path: Path) -> None:
    plan = planned([BOX, BYD], ["all"], ["import.importer=lessor"], reference=True)
    summary = run(plan, Wishes(output=str(tmp_path / "out.csv"), into="USD"))
    goal = Goal(measure_named("lease_minus_sale"), 0.0)
    page = render(batch_page(summary, goal, "out.csv"), width=80, colour=False)
    assert max(map(display_width, page.splitlines())) <= 80
    for group in summary.groups:
        assert re.search(rf"^  {group.market}  ", page, re.MULTILINE)
    assert len(summary.groups) == len(api.library().codes())
    assert "each row counts and names its own" in " ".join(page.split())
    assert "Median" in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--in", "DOLLAR"], "--in takes a currency"),
        (["--in", "USD", "--rank", "rent"], "in the currency of the lease"),
    ],
)
def test_a_ranking_that_cannot_be(options: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["batch", BOX, "-o", str(tmp_path / "x.csv"), *options]) == 2
    assert told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_workers_chunks_and_what_was_met_before_do_not_change_a_row(tmp_path: Path) -> None:
    written = []
    for workers in (1, 2):
        plan = planned([BOX, HONRI, BYD], ["UZ,LK,TH,MX"], ["deal.discount_rate=8%,9%,10%,11%,12%,13%"], reference=True)
        run(plan, Wishes(output=str(tmp_path / f"{workers}.csv"), workers=workers))
        written.append((tmp_path / f"{workers}.csv").read_bytes())
    assert written[0] == written[1]
    singles = [row for deal in (BYD, BOX) for row in rows("MX,UZ,TH", deal)]
    together = rows("MX,UZ,TH", BYD, BOX)
    assert [{**row, "cell": 0} for row in singles] == [{**row, "cell": 0} for row in together]
    thai = [row for row in together if row["market"] == "TH" and row["status"] == "priced"]
    assert all("retail price 1.6 x FOB" in str(row["from_library"]) for row in thai)
    assert Decimal(str(thai[0]["charges"])) != Decimal(str(thai[1]["charges"])) if len(thai) > 1 else True
