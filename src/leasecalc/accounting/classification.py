"""Whether a lease is a finance lease: each indicator with its answer and its reason.

IFRS 16.62 to 16.65 (CAS 21 article 36 alike): does the lease transfer substantially all risks and rewards? The standard names
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
PARAGRAPHS: dict[Standard, tuple[str, ...]] = {
    "ifrs16": ("16.63(a)", "16.63(b)", "16.63(c)", "16.63(d)", "16.63(e)"),
    "cas21": ("CAS 21 art. 36(1)", "CAS 21 art. 36(2)", "CAS 21 art. 36(3)", "CAS 21 art. 36(4)", "CAS 21 art. 36(5)"),
    "asc842": ("842-10-25-2(a)", "842-10-25-2(b)", "842-10-25-2(c)", "842-10-25-2(d)", "842-10-25-2(e)"),
}
LEASE_CLASSES: dict[Standard, dict[str, str]] = {
    "ifrs16": {"finance": "finance lease", "operating": "operating lease"},
    "cas21": {"finance": "finance lease", "operating": "operating lease"},
    "asc842": {"finance": "sales-type lease", "operating": "operating lease", "guaranteed": "direct financing lease"},
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
    by = "842-10-55-2" if standard == "asc842" else "practice"
    title, option, term, worth, special = PARAGRAPHS[standard]
    return (
        _stated("title", title, facts.title_passes),
        _stated("option", option, facts.option_certain),
        _compared("term", term, life, f"of the economic life; 75 % by {by}"),
        _compared("present_value", worth, value, f"of fair value; 90 % by {by}"),
        _stated("specialised", special, facts.specialised),
    )


def lease_class(indicators: tuple[Indicator, ...]) -> LeaseClass:
    """Return finance if any indicator is met, operating if none is, unknown if what is not known could decide.

    IFRS 16.65: the indicators are not always conclusive; a preparer may find other features that speak against them.
    """
    answers = {indicator.answer for indicator in indicators}
    if "met" in answers:
        return "finance"
    return "unknown" if "unknown" in answers else "operating"


def _stated(name: str, paragraph: str, fact: bool | None) -> Indicator:  # noqa: FBT001 - the fact itself
    if fact is None:
        return Indicator(name, paragraph, "unknown", None, "not stated")
    return Indicator(name, paragraph, "met" if fact else "not_met", None, "so it is" if fact else "it is not so")


def _compared(name: str, paragraph: str, share: float | None, against: str) -> Indicator:
    threshold = MAJOR_PART if name == "term" else SUBSTANTIALLY_ALL
    if share is None:
        return Indicator(name, paragraph, "unknown", None, "the economic life is not stated")
    return Indicator(name, paragraph, "met" if share >= threshold else "not_met", share, against)
