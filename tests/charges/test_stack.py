"""The stack: order, circles, both faces, and the amounts it asks for."""

import math
from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.charges.base import Base
from leasecalc.charges.context import Context
from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.gross_up import GrossUp
from leasecalc.charges.kinds.linear_rate import LinearRate
from leasecalc.charges.kinds.whole_base_bands import WholeBaseBands, WholeBaseRow
from leasecalc.charges.rate import Rate
from leasecalc.charges.stack import Line, Stack, StackResult, evaluate
from leasecalc.errors import CalculationError, InputError
from leasecalc.rounding import CENT, UNROUNDED


def line(name: str, rate: Rate, of: str = "customs_value", **more: object) -> Line:
    plus = tuple(more.pop("plus", ()))  # type: ignore[arg-type]
    times = more.pop("times", None)
    base = Base(of=of, plus=plus, times=Decimal(str(times)) if times else None)
    settings = {"group": "duty", "rounding": CENT, **more}
    return Line(id=name, label=name, base=base, rate=rate, **settings)  # type: ignore[arg-type]


def percent(rate: str) -> AdValorem:
    return AdValorem(rate=Decimal(rate))


VALUE = line("customs_value", percent("1"), of="fob", group="value")
SOUTH_AFRICA = (
    VALUE,
    line("duty", percent("0.25")),
    line(
        "ad_valorem",
        LinearRate(slope=Decimal("0.0000003"), intercept=Decimal("-0.0075"), at_most=Decimal("0.30")),
        times=1.15,
        plus=("duty",),
        group="excise",
    ),
    line("vat", percent("0.15"), times=1.10, plus=("duty", "ad_valorem"), group="vat", recoverable_share=0.5),
)


def amounts(result: StackResult) -> dict[str, float]:
    return {charge.line.id: charge.amount for charge in result.charges}  # type: ignore[misc]


def test_the_south_african_stack() -> None:
    result = evaluate(Stack(SOUTH_AFRICA), {"fob": 300000.0}, Context("ZAR"))
    assert amounts(result) == {"customs_value": 300000.0, "duty": 75000.0, "ad_valorem": 49770.0, "vat": 68215.5}
    assert result.total == 192985.5
    assert result.by_group() == {"duty": 75000.0, "excise": 49770.0, "vat": 68215.5}
    assert result.charges[3].recoverable == 34107.75


@given(st.floats(1, 1e7))
def test_the_order_of_lines_in_the_file_changes_nothing(fob: float) -> None:
    results = [evaluate(Stack(lines), {"fob": fob}, Context("ZAR")) for lines in permutations(SOUTH_AFRICA)]
    assert all(amounts(result) == amounts(results[0]) for result in results)
    assert {result.total for result in results} == {results[0].total}


CASCADE = (
    *SOUTH_AFRICA,
    line("inside", GrossUp(rate=Decimal("0.18"), times=Decimal("1.1")), plus=("vat",)),
    line(
        "cliff",
        WholeBaseBands(rows=(WholeBaseRow(up_to=Decimal(250000), rate=percent("0.25")), WholeBaseRow(rate=percent("0.55")))),
        plus=("duty", "inside"),
    ),
)


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=20))
def test_an_array_of_scenarios_gives_the_bits_of_one_at_a_time(fobs: list[float]) -> None:
    at_once = evaluate(Stack(CASCADE), {"fob": np.array(fobs)}, Context("ZAR"))
    for index, fob in enumerate(fobs):
        alone = evaluate(Stack(CASCADE), {"fob": fob}, Context("ZAR"))
        assert [np.broadcast_to(c.amount, len(fobs))[index] for c in at_once.charges] == [c.amount for c in alone.charges]
        assert at_once.total[index] == alone.total  # type: ignore[index]


def test_a_circle_is_refused_with_its_path() -> None:
    lines = (
        VALUE,
        line("vat", percent("0.1"), plus=("levy",)),
        line("duty", percent("0.1"), plus=("vat",)),
        line("levy", percent("0.1"), plus=("duty",)),
        line("innocent", percent("0.1"), plus=("vat",)),
    )
    for shuffled in permutations(lines):
        with pytest.raises(InputError) as refused:
            Stack(shuffled)
        assert refused.value.diagnostics[0].code == "LC508"
        assert "`duty` needs `vat` needs `levy` needs `duty`" in refused.value.diagnostics[0].message


def test_a_line_that_needs_itself_is_a_circle() -> None:
    with pytest.raises(InputError, match="`vat` needs `vat`"):
        Stack((line("vat", percent("0.1"), plus=("vat",)),))


def test_a_repeated_id_is_refused() -> None:
    with pytest.raises(InputError, match="LC516"):
        Stack((VALUE, line("duty", percent("0.1")), line("duty", percent("0.2"))))


def test_cif_is_built_from_its_parts_and_a_missing_part_is_asked_for() -> None:
    stack = Stack((line("customs_value", percent("1"), of="cif", group="value"),))
    parts = {"fob": 100.0, "freight": 7.0, "insurance": 0.5}
    assert evaluate(stack, parts, Context("EUR")).amount("customs_value") == 107.5
    with pytest.raises(InputError, match="LC519 `cif` is needed"):
        evaluate(stack, {"fob": 100.0, "freight": 7.0}, Context("EUR"))


def test_an_agreed_customs_value_replaces_the_lines_that_lead_to_it() -> None:
    stack = Stack(
        (
            line("customs_value", percent("1"), of="cif", plus=("landing",), group="value"),
            line("landing", percent("0.01"), of="cif", group="value"),
            line("duty", percent("0.25")),
        )
    )
    agreed = evaluate(stack, {"customs_value": 1400.0}, Context("PKR"))
    assert amounts(agreed) == {"customs_value": 1400.0, "duty": 350.0}


def test_exempt_is_the_only_zero() -> None:
    stack = Stack((VALUE, line("duty", Exempt()), line("vat", percent("0.15"))))
    assert amounts(evaluate(stack, {"fob": 100.0}, Context("ZAR"))) == {
        "customs_value": 100.0,
        "duty": 0.0,
        "vat": 15.0,
    }


@pytest.mark.parametrize("fob", [math.nan, math.inf, 1e300])
def test_an_amount_that_is_no_number_never_leaves_the_stack(fob: float) -> None:
    with pytest.raises(CalculationError, match="`customs_value`"):
        evaluate(Stack(SOUTH_AFRICA), {"fob": fob}, Context("ZAR"))
    unrounded = tuple(line(x.id, percent("0.1"), of="fob", rounding=UNROUNDED) for x in SOUTH_AFRICA[1:])
    if not math.isfinite(fob):
        with pytest.raises(CalculationError, match="not a finite number"):
            evaluate(Stack(unrounded), {"fob": fob}, Context("ZAR"))
