"""Whether a lease is a finance lease: each indicator with its answer and its reason.

IFRS 16.62 to 16.65 (CAS 21 articles 35 and 36 alike): does the lease transfer substantially all risks and rewards? The standard names
situations and no thresholds. 75 % of the economic life and 90 % of the fair value are those of ASC 842-10-55-2 ("one reasonable
approach"), which practice borrows. ASC 842-10-25-2 has the same five criteria, and any one of them decides.
"""

from __future__ import annotations

from typing import Literal

from leasecalc.records import record

Standard = Literal["ifrs16", "cas21", "asc842"]
Answer = Literal["met", "not_met", "unknown"]
LeaseClass = Literal["finance", "operating", "unknown"]

MAJOR_PART, SUBSTANTIALLY_ALL = 0.75, 0.90
BY_PRACTICE = "the threshold is practice by ASC 842-10-55-2, IFRS 16 has none"
PARAGRAPHS: dict[Standard, tuple[str, ...]] = {
    "ifrs16": ("16.63(a)", "16.63(b)", "16.63(c)", "16.63(d)", "16.63(e)"),
    "cas21": ("CAS 21 art. 36(1)", "CAS 21 art. 36(2)", "CAS 21 art. 36(3)", "CAS 21 art. 36(4)", "CAS 21 art. 36(5)"),
    "asc842": ("842-10-25-2(a)", "842-10-25-2(b)", "842-10-25-2(c)", "842-10-25-2(d)", "842-10-25-2(e)"),
}
LEASE_CLASSES: dict[Standard, dict[str, str]] = {
    "ifrs16": {"finance": "finance lease", "operating": "operating lease", "dealer": "finance lease of a manufacturer or dealer"},
    "cas21": {"finance": "finance lease", "operating": "operating lease", "dealer": "finance lease of a manufacturer or dealer"},
    "asc842": {"finance": "direct financing lease", "operating": "operating lease", "dealer": "sales-type lease"},
}


@record(kw_only=True)
class LeaseFacts:
    """What the test asks; None is not known. Lengths in one unit, amounts in one currency, the present value by the implicit rate."""

    title_passes: bool | None
    option_certain: bool | None
    """Whether an option to buy is reasonably certain to be exercised; False where there is none."""
    term: float
    economic_life: float | None
    """The economic life that is left at commencement."""
    payments_value: float
    """Present value of the lease payments with guaranteed residual, payments at commencement included."""
    fair_value: float
    specialised: bool | None


@record
class Indicator:
    """One criterion: its paragraph, its answer, the share that it compares (None: a yes or no), and why."""

    name: str
    paragraph: str
    answer: Answer
    share: float | None
    reason: str


def classify(facts: LeaseFacts, standard: Standard) -> tuple[Indicator, ...]:
    """Return the five indicators in the order of the standard."""
    life = None if facts.economic_life is None else facts.term / facts.economic_life
    value = facts.payments_value / facts.fair_value
    practice = "" if standard == "asc842" else f"; {BY_PRACTICE}"
    title, option, term, worth, special = PARAGRAPHS[standard]
    return (
        Indicator("title", title, _answer(facts.title_passes), None, _said(facts.title_passes, "title passes to the lessee by the end of the term")),
        Indicator("option", option, _answer(facts.option_certain), None,
                  _said(facts.option_certain, "an option to buy is reasonably certain to be exercised")),
        _against(("term", term), life, MAJOR_PART, f"term against 75 % of the economic life that is left{practice}"),
        _against(("present_value", worth), value, SUBSTANTIALLY_ALL, f"present value of the payments against 90 % of fair value{practice}"),
        Indicator("specialised", special, _answer(facts.specialised), None,
                  _said(facts.specialised, "only the lessee can use the asset without major changes")),
    )  # fmt: skip


def lease_class(indicators: tuple[Indicator, ...]) -> LeaseClass:
    """Return finance if any indicator is met, operating if none is, unknown if what is not known could decide.

    IFRS 16.65: the indicators are not always conclusive; a preparer may find other features that speak against them.
    """
    answers = {indicator.answer for indicator in indicators}
    if "met" in answers:
        return "finance"
    return "unknown" if "unknown" in answers else "operating"


def _answer(fact: bool | None) -> Answer:  # noqa: FBT001 - the fact itself
    if fact is None:
        return "unknown"
    return "met" if fact else "not_met"


def _said(fact: bool | None, sentence: str) -> str:  # noqa: FBT001 - the fact itself
    if fact is None:
        return f"not stated whether {sentence}"
    return sentence if fact else f"it is not so that {sentence}"


def _against(named: tuple[str, str], share: float | None, threshold: float, what: str) -> Indicator:
    if share is None:
        return Indicator(*named, "unknown", None, f"{what}: the economic life is not stated")
    return Indicator(*named, "met" if share >= threshold else "not_met", share, what)
