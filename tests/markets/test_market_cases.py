"""Every published worked example comes out, on floats and on arrays alike; published errors do not."""

import numpy as np
import pytest
from market_case import Case, all_cases, figures

ALL = all_cases()


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_the_published_amounts_come_out(case: Case) -> None:
    found = figures(case.price())
    for name, expected in case.expect.items():
        assert found[name] == pytest.approx(float(expected), rel=0, abs=float(case.tolerance)), (name, found)


@pytest.mark.parametrize("case", [case for case in ALL if case.wrong], ids=lambda case: case.name)
def test_a_published_error_does_not_come_out(case: Case) -> None:
    assert case.trap is not None
    found = figures(case.price())
    for name, wrong in (case.wrong or {}).items():
        assert abs(found[name] - float(wrong)) > float(case.tolerance), (name, found)


@pytest.mark.parametrize("case", [case for case in ALL if case.gates], ids=lambda case: case.name)
def test_the_gates_say_so(case: Case) -> None:
    status = {gate.id: gate.status for gate in case.price().gates}
    assert {name: status[name] for name in case.gates or {}} == case.gates


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_both_faces_agree_to_the_last_bit(case: Case) -> None:
    on_floats = figures(case.price())
    on_arrays = figures(case.price(lambda number: np.full(3, float(number))))
    for name, amount in on_floats.items():
        assert np.array_equal(np.broadcast_to(on_arrays[name], 3), np.full(3, amount)), name


def test_traps_say_what_was_published_wrongly() -> None:
    assert all((case.grade == "T") == (case.trap is not None) for case in ALL)
