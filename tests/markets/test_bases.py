"""Every kind of base in a published stack, and the instalment as a base in the treatment of leases."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from market_case import Case, figures, read

from leasecalc.markets.library import Library

ALL = read(Path(__file__).parents[1] / "cases" / "kinds" / "bases" / "bases.yaml")


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_the_published_stack_comes_out_on_both_faces(case: Case) -> None:
    found, on_arrays = figures(case.price()), figures(case.price(lambda number: np.full(2, float(number))))
    for name, expected in case.expect.items():
        assert found[name] == pytest.approx(float(expected), rel=0, abs=float(case.tolerance)), (name, found)
        assert np.array_equal(np.broadcast_to(on_arrays[name], 2), np.full(2, found[name])), name


def test_the_instalment_is_a_base_whole_or_in_part() -> None:
    # Brazil: withholding of 15 % on the instalment without its amortisation (IN SRF 33/2000); Thailand: VAT on the rent.
    brazil = Library.load().market("BR").document.lease_treatment
    assert brazil is not None
    assert brazil.withholding is not None
    entry = brazil.withholding.on(date(2026, 3, 2), "interest")
    assert entry is not None
    assert entry.base == "finance_charge"
