"""`schema`, `init`, `show` and `explain`: what the program says about itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from leasecalc.charges.kinds import RATE_KINDS
from leasecalc.engine.measures import BY_NAME
from leasecalc.markets.library import SHIPPED
from leasecalc.reading.codes import CODES
from leasecalc.records import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

ROOT = Path(__file__).parents[2]
DEALS = sorted((ROOT / "deals").rglob("*.yaml"))
MARKETS = sorted(path.stem for path in Path(SHIPPED).glob("*.yaml"))
BROKEN = ROOT / "tests" / "errors" / "deals"
#: Broken deals whose fault a schema can see; `jsonschema` reads what YAML makes of the text.
SEEN_BY_THE_SCHEMA = (
    "unknown_keys", "missing_keys", "wrong_nesting", "wrong_shapes", "not_a_choice", "amount_without_currency", "rate_without_unit",
    "length_without_unit", "separators", "currency_first", "no_tranche", "share_of_nothing", "nothing_written", "rent_without_target",
    "day_in_another_order", "half_years", "no_moment", "another_format", "unknown_country", "neither_yes_nor_no", "a_list_of_deals",
)  # fmt: skip


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: days are text, and so are yes, no and on."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), AsEditorsRead)  # noqa: S506 - a safe loader with one resolver less


def test_the_shipped_schema_is_the_printed_one(say: Say) -> None:
    shipped = ROOT / "src" / "leasecalc" / "deal.schema.json"
    assert shipped.read_text(encoding="utf-8") == say("schema").out, "run `leasecalc schema -o src/leasecalc/deal.schema.json`"


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "src" / "leasecalc" / "deal.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("deal", DEALS, ids=lambda path: path.stem)
def test_the_schema_accepts_every_sample(validator: Any, deal: Path) -> None:
    content = read(deal)
    if "extends" not in content:  # a deal over another one is complete only with it
        assert [error.message for error in validator.iter_errors(content)] == []


@pytest.mark.parametrize("name", SEEN_BY_THE_SCHEMA)
def test_the_schema_refuses(validator: Any, name: str) -> None:
    assert not validator.is_valid(read(BROKEN / f"{name}.yaml"))


def test_the_schema_accepts_what_the_broken_deals_were_made_of(validator: Any) -> None:
    assert validator.is_valid(read(BROKEN / "base.yaml"))


@pytest.mark.parametrize("market", MARKETS)
def test_a_new_deal_is_priced_or_asks_in_its_place(say: Say, tmp_path: Path, market: str) -> None:
    deal = tmp_path / "deal.yaml"
    assert say("init", market, "-o", str(deal)).code == 0
    quotation = re.search(r"(USD/[A-Z]{3}): TODO", deal.read_text(encoding="utf-8"))
    if quotation is not None:
        said = say("price", str(deal))
        assert (said.code, said.out) == (3, "")
        assert re.search(r"deal\.yaml:\d+:\d+: LC203 `TODO` is not a number", said.err)
        deal.write_text(deal.read_text(encoding="utf-8").replace("TODO", "10"), encoding="utf-8")
    said = say("price", str(deal))
    assert said.code in {0, 3}, said.err
    if said.code == 3:  # the market must ask, and says where in the deal the answer is written
        assert re.match(r".*deal\.yaml:\d+:\d+: LC5\d\d ", said.err)
        assert re.search(r"^hint: .*write .*(import\.|vehicle\.)", said.err, re.MULTILINE)


def test_a_new_deal_comes_with_its_schema_and_replaces_nothing(say: Say, tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    said = say("init", "za", "-o", str(deal))
    assert f"leasecalc price {deal}" in said.err
    assert (tmp_path / "leasecalc-deal.schema.json").read_text(encoding="utf-8") == say("schema").out
    assert deal.read_text(encoding="utf-8") == say("init", "ZA").out
    deal.write_text("mine", encoding="utf-8")
    assert say("init", "za", "-o", str(deal)).code == 2
    assert deal.read_text(encoding="utf-8") == "mine"
    assert say("init", "za", "-o", str(deal), "--force").code == 0


def test_show_says_where_each_value_comes_from(say: Say) -> None:
    said = say("show", "deals/za-box-36m.yaml", "--origin", "--set", "sale.price=14000 USD")
    rows = {line.split()[0]: line for line in said.out.splitlines()}
    assert re.search(r"36 months +deals/za-box-36m\.yaml:\d+:9$", rows["lease.term"])
    assert re.search(r"deals/za-box-60m\.yaml:\d+:\d+$", rows["purchase.price"])
    assert re.search(r"14000 USD +--set:1:\d+$", rows["sale.price"])
    assert "sourced" in rows["vat_refund.rate"]
    assert rows["import.ZA.duty"].split()[1:3] == ["25", "%"]
    plain = say("show", "deals/za-box-36m.yaml").out.splitlines()
    assert "lease.term" in plain[[line.split()[0] for line in plain].index("lease.term")]
    assert not any("za-box-60m.yaml:" in line for line in plain)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_code_is_explained(say: Say, code: Any) -> None:
    said = say("explain", code.code.lower())
    assert said.code == 0
    assert said.out.startswith(f"{code.code}: {code.title}\n\n")


@pytest.mark.parametrize("name", BY_NAME)
def test_every_measure_is_explained(say: Say, name: str) -> None:
    said = say("explain", name)
    assert said.code == 0
    assert all(part in said.out for part in (BY_NAME[name].label, "Flows included", "Formula"))


@pytest.mark.parametrize("kind", [found.default for kind in RATE_KINDS for found in fields_of(kind) if found.name == "kind"])
def test_every_kind_of_rate_is_explained(say: Say, kind: str) -> None:
    said = say("explain", kind)
    assert (said.code, said.out.splitlines()[0]) == (0, kind)
    assert len(said.out.split()) > 5


def test_what_is_nearly_a_topic_is_suggested(say: Say) -> None:
    assert say("explain", "lessor_yeild").err == "leasecalc: nothing is called `lessor_yeild`; did you mean `lessor_yield`?\n"
    assert say("explain", "everything").err.endswith("are named as in the reports\n")
