"""Bands agree with a brute-force reading of the table, on and around every limit."""

import math
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.charges.context import Context
from leasecalc.charges.kinds.ad_valorem import AdValorem
from leasecalc.charges.kinds.exempt import Exempt
from leasecalc.charges.kinds.marginal_bands import MarginalBands, MarginalRow, Rebate
from leasecalc.charges.kinds.unknown import Unknown
from leasecalc.charges.kinds.whole_base_bands import WholeBaseBands, WholeBaseRow

limits = st.lists(st.integers(1, 10**6), min_size=1, max_size=6, unique=True).map(sorted)
points = st.integers(1, 9900)


def around(cuts: list[int]) -> list[float]:
    return sorted({float(cut + step) for cut in (0, *cuts) for step in (-1, 0, 1) if cut + step >= 0} | {2e6})


@given(limits, st.data())
def test_marginal_bands_are_the_sum_over_slices(cuts: list[int], data: st.DataObject) -> None:
    rates = [Decimal(data.draw(points)) / 10000 for _ in range(len(cuts) + 1)]
    starts = [0, *cuts]
    rows = tuple(MarginalRow(from_=Decimal(low), rate=rate) for low, rate in zip(starts, rates, strict=True))
    rebate = Rebate(above=Decimal(cuts[-1]), rate=Decimal("0.07"))
    bases = around(cuts)
    on_array = MarginalBands(rows=rows, rebate=rebate).amount(np.array(bases), Context("MXN"))
    for index, base in enumerate(bases):
        exact = Decimal(base)
        slices = zip(starts, [*cuts, 10**9], rates, strict=True)
        tax = sum((max(min(exact, high) - low, 0) * rate for low, high, rate in slices), Decimal(0))
        tax -= max(exact - cuts[-1], 0) * Decimal("0.07")
        on_float = MarginalBands(rows=rows, rebate=rebate).amount(base, Context("MXN"))
        assert abs(on_float - float(tax)) <= 1e-9 * max(1.0, float(tax))
        assert on_float == on_array[index]


@given(limits, st.data())
def test_whole_base_bands_pick_the_first_row_that_holds(cuts: list[int], data: st.DataObject) -> None:
    rates = [data.draw(points) / 10000 for _ in range(len(cuts) + 1)]
    closed = [data.draw(st.booleans()) for _ in cuts]
    rows = [
        WholeBaseRow(
            up_to=Decimal(cut) if shut else None,
            below=None if shut else Decimal(cut),
            rate=AdValorem(rate=Decimal(str(rate))),
        )
        for cut, shut, rate in zip(cuts, closed, rates, strict=False)
    ]
    table = WholeBaseBands(rows=(*rows, WholeBaseRow(rate=AdValorem(rate=Decimal(str(rates[-1]))))))
    bases = around(cuts)
    on_array = table.amount(np.array(bases), Context("MXN"))
    for index, base in enumerate(bases):
        held = [rate for cut, shut, rate in zip(cuts, closed, rates, strict=False) if base < cut or (shut and base == cut)]
        expected = base * (held[0] if held else rates[-1])
        assert table.amount(base, Context("MXN")) == expected == on_array[index]


def test_a_row_that_is_not_reached_asks_nothing() -> None:
    table = WholeBaseBands(rows=(WholeBaseRow(up_to=Decimal(10), rate=Exempt()), WholeBaseRow(rate=Unknown(ask="more"))))
    assert table.amount(10.0, Context("MXN")) == 0.0
    assert table.amount(np.array([1.0, 10.0]), Context("MXN")).tolist() == [0.0, 0.0]


def test_a_base_below_zero_lies_in_no_band() -> None:
    rows = (MarginalRow(from_=Decimal(0), rate=Decimal("0.02")),)
    assert math.isnan(MarginalBands(rows=rows).amount(-1.0, Context("MXN")))


def test_a_printed_quota_counts_though_it_misses_the_band_before() -> None:
    rows = (
        MarginalRow(from_=Decimal(0), rate=Decimal("0.02")),
        MarginalRow(from_=Decimal(313163), plus=Decimal(6263), rate=Decimal("0.05")),
    )
    assert MarginalBands(rows=rows).amount(313163.0, Context("MXN")) == 6263.0
