# ruff: noqa: E501 - one line tells one kind
"""The kinds of base: a page for each with formula, how a market file writes it, a published stack under test and the charges that use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from writers.markdown import ROOT, page, table
from writers.shipped import Use, documents, rates_in_use, used_by

FOLDER = "bases"
CUSTOMS_VALUE = "customs_value"


class BaseKind(NamedTuple):
    """A kind of base; `case` begins the name of its stack under test, `holds` says whether a rate of a line stands on it."""

    name: str
    formula: str
    meaning: str
    written: str
    case: str
    holds: Callable[[Use], bool]


def _names_lines(use: Use) -> set[str]:
    """Return the lines of taxes (not of values) that a base adds up."""
    (document,) = (one for one in documents() if one.market == use.market)
    taxes = {line.id for line in document.lines if line.group != "value"}
    return taxes & {use.line.base.of, *use.line.base.plus}


def _customs_value(use: Use) -> Any:
    (document,) = (one for one in documents() if one.market == use.market)
    return document.customs_value.base


def _on_quantity(use: Use) -> bool:
    from leasecalc.charges.facts import NUMBER_FACTS

    return use.line.base.of in NUMBER_FACTS or use.rate.kind in {"specific", "product", "coefficients"}


def _periods(use: Use, over: str) -> bool:
    return bool(use.rate.kind == "per_period" and use.rate.over == over)


KINDS = (
    BaseKind(
        "fob", "price at the port of export", "The price without international freight and insurance. In a customs value, or in a charge that is on it whatever the customs value is.",
        "base: {of: fob}", "fob and uplifted", lambda use: use.line.base.of == "fob" or (use.line.base.of == CUSTOMS_VALUE and _customs_value(use).of == "fob"),
    ),
    BaseKind(
        "cif", "fob + freight + insurance", "The price at the border. A deal gives the parts or the sum.",
        "base: {of: cif}", "cascade and tax on tax", lambda use: use.line.base.of == "cif" or (use.line.base.of == CUSTOMS_VALUE and _customs_value(use).of == "cif"),
    ),
    BaseKind(
        "statutory_components", "fob + freight + Σ components by law", "Insurance, freight or landing charges at a percentage of the law, as lines of the group `value` that the customs value adds.",
        "base: {of: fob, plus: [freight, statutory_insurance, landing_charges]}", "statutory components", lambda use: use.line.group == "value" and use.line.id in _customs_value(use).plus,
    ),
    BaseKind(
        "uplifted_value", "value × factor", "A value raised by a factor before the rate is applied.",
        "base: {of: customs_value, times: 1.10, plus: [duty]}", "fob and uplifted", lambda use: use.line.base.times is not None and use.line.base.times > 1,
    ),
    BaseKind(
        "cascade", "value + Σ earlier charges", "A value and a list of charges. The list is the law's and differs from country to country; nothing is added by itself.",
        "base: {of: customs_value, plus: [duty, excise]}", "cascade and tax on tax", lambda use: bool(_names_lines(use) - {use.line.base.of}),
    ),
    BaseKind(
        "tax_on_tax", "amount of another charge", "A charge on the amount of another one.",
        "base: {of: duty}", "cascade and tax on tax", lambda use: use.line.group != "value" and use.line.base.of in _names_lines(use),
    ),
    BaseKind(
        "retail_price", "retail price × factor ÷ (1 + tax)", "The price in a showroom of the market, without its tax or less a percentage where the law says so. A deal gives it as `retail_price`.",
        "base: {of: retail_price, times: 0.8, divided_by: 1.15}", "retail price net", lambda use: "retail_price" in use.line.base.names() or getattr(use.rate, "by", None) == "retail_price",
    ),
    BaseKind(
        "reference_price", "list price × (1 − depreciation) ÷ Π(1 + tax)", "An official list in place of the invoice, with margins and taxes taken out again by [`back_out`](../rate-kinds/back_out.md).",
        "base: {of: reference_price}", "official list price", lambda use: "reference_price" in use.line.base.names() or getattr(use.rate, "by", None) == "reference_price" or use.rate.kind == "back_out",
    ),
    BaseKind(
        "gross_up", "X ÷ (1 − t)", "A base that contains its own tax: the rate is [`gross_up`](../rate-kinds/gross_up.md) on what stands outside it.",
        "rate: {kind: gross_up, rate: 18%}", "gross-up", lambda use: bool(use.rate.kind == "gross_up"),
    ),
    BaseKind(
        "excess_over", "max(0, value − threshold)", "The part above a threshold, freed of a tax first where the law says so: [`excess_over`](../rate-kinds/excess_over.md), or bands of [`marginal_bands`](../rate-kinds/marginal_bands.md).",
        "rate: {kind: excess_over, above: 91387 AUD, rate: 33%, divided_by: 1.1}", "excess over", lambda use: use.rate.kind in {"excess_over", "marginal_bands"},
    ),
    BaseKind(
        "physical_quantity", "cc, kW, hp, kWh, g CO2/km, kg or pieces", "A quantity of the vehicle, by [`specific`](../rate-kinds/specific.md), [`product`](../rate-kinds/product.md) or a table of [`coefficients`](../rate-kinds/coefficients.md).",
        "rate: {kind: specific, amount: 0.4 USD per cc}", "physical quantity", _on_quantity,
    ),
    BaseKind(
        "depreciated_value", "value × (1 − share lost by age)", "What is left of a value at the age of the vehicle, as a line of the group `value` that the customs value takes off.",
        "rate: {kind: depreciation, per: quarter, counts: completed, rows: [{rate: 2%}], at_most: 70%}", "physical quantity", lambda use: use.line.group == "value" and (use.rate.kind == "depreciation" or _periods(use, "age_months")),
    ),
    BaseKind(
        "lease_instalment", "the rent, or its finance charge", "Withholding and VAT on each payment of a lease. They are no lines of the stack but entries of `lease_treatment`: `base: gross_rent`, `base: finance_charge`, `on: rent`.",
        "withholding: {in_force: [{from: 2026-01-01, character: interest, base: finance_charge, domestic_rate: 15%, ...}]}", "", lambda _: False,
    ),
    BaseKind(
        "index_unit", "number of units × value of the unit", "Units of a state, each with its own dated series in the file: [`index_unit`](../rate-kinds/index_unit.md).",
        "rate: {kind: index_unit, series: brv, times: 120}", "index unit", lambda use: use.rate.kind == "index_unit" or getattr(use.rate, "series", None) is not None,
    ),
    BaseKind(
        "deferred_hypothetical", "charge that would have been due × share per month", "What free circulation would have cost, as lines of the group `value`, and a share of it for each period of the stay: [`per_period`](../rate-kinds/per_period.md).",
        "base: {of: full_duty}", "hypothetical duty", lambda use: any(_periods(use, over) for over in ("stay_months", "stay_days", "term_months")),
    ),
)  # fmt: skip


def bases() -> str:
    """Return the index of the kinds of base."""
    introduction = (
        "What a rate is applied to: `base: {of: NAME, times: F, divided_by: F, plus: [...], minus: [...]}`, or a kind of rate that makes its\n"
        "own. Each kind has a page with a published stack under test and the shipped charges that stand on it.\n"
        "[Kinds of rate](rate-kinds.md) lists what is applied."
    )
    rows = [(f"[`{kind.name}`]({FOLDER}/{kind.name}.md)", kind.formula, str(len(_markets(kind)))) for kind in KINDS]
    return page("Kinds of base", introduction, iter([table(("kind", "formula", "shipped markets"), rows)]))


def base_pages() -> dict[str, Callable[[], str]]:
    """Return for each kind the file name of its page and what writes it."""
    return {f"{kind.name}.md": lambda kind=kind: _page(kind) for kind in KINDS}  # type: ignore[misc]


def _page(kind: BaseKind) -> str:
    introduction = f"A [kind of base](../bases.md): {kind.formula}.\n\n{kind.meaning}\n\n```yaml\n{kind.written}\n```"
    return page(kind.name, introduction, _parts(kind))


def _parts(kind: BaseKind) -> Iterator[str]:
    if kind.case:
        yield _under_test(kind)
    if kind.name == "lease_instalment":
        yield f"## In use\n\n{table(('market', 'withholding on', 'VAT on'), _treatments())}"
        return
    uses = [use for use in rates_in_use() if kind.holds(use)]
    yield f"## In use\n\n{used_by(uses)}" if uses else "## In use\n\nBy no shipped market."


def _markets(kind: BaseKind) -> set[str]:
    if kind.name == "lease_instalment":
        return {document for document, *_ in _treatments()}
    return {use.market for use in rates_in_use() if kind.holds(use)}


def _treatments() -> list[tuple[str, ...]]:
    """Return what part of an instalment each market taxes."""
    rows = []
    for document in documents():
        treatment = document.lease_treatment
        withheld = {e.base for e in treatment.withholding.in_force} if treatment and treatment.withholding else set()
        taxed = {e.on for e in treatment.vat_on_rent.in_force} if treatment and treatment.vat_on_rent else set()
        parts = [", ".join(f"`{word}`" for word in sorted(words - {"none"})) for words in (withheld, taxed)]
        if any(parts):
            rows.append((f"{document.market} {document.name}", *parts))
    return rows


def _under_test(kind: BaseKind) -> str:
    """Return the published stack of a kind, as its case writes it."""
    from leasecalc.reading.tree import parse

    file = ROOT / "tests" / "cases" / "kinds" / "bases" / "bases.yaml"
    cases = parse(file.read_text(encoding="utf-8"), file.name).data["cases"]
    (case,) = (case for case in cases if case["name"].startswith(kind.case))
    rows = [("customs value", _base(case["stack"]["customs_value"]), "", case["expect"].get("customs_value", ""))]
    for name, line in case["stack"]["lines"].items():
        rate = ", ".join(f"{key}: {value}" for key, value in line["rate"].items() if not isinstance(value, (dict, list)))
        rows.append((f"`{name}`", _base(line["base"]), f"`{rate}`", case["expect"].get(name, "")))
    given = ", ".join(f"{name} {value}" for name, value in {**case["amounts"], **case.get("facts", {})}.items())
    head = ("line", "on", "rate", "comes to")
    return f"## Under test\n\n{case['name']}. Given: {given}. Source: {case['source']}.\n\n{table(head, rows)}"


def _base(base: dict[str, Any]) -> str:
    text = str(base["of"]) + "".join(f" {sign} {base[key]}" for key, sign in (("times", "×"), ("divided_by", "÷")) if key in base)
    return text + "".join(f" + {name}" for name in base.get("plus", [])) + "".join(f" − {name}" for name in base.get("minus", []))
