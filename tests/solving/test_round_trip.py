"""Solve, put the answer in, price the whole deal: the target is met to the rounding unit; and what each pair of knob and measure does.

``pairs.txt`` has a line for each deal and knob with a letter for each measure: f found, j jump, n none, . no effect, - no such
measure there. By default each knob and each measure of each deal is tried once, paired otherwise on each deal; ``LEASECALC_EVERY_PAIR=1`` tries
them all, and ``python test_round_trip.py`` writes the table anew (read the difference before keeping it).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pairs import DEALS, MEASURES, deal, knobs_of, letter, measures_of, moved, shortfall, solved

from leasecalc.engine.solving.goals import Goal
from leasecalc.engine.solving.subject import Subject
from leasecalc.engine.solving.targeting import measured
from leasecalc.engine.solving.trials import NO_PRICE

TABLE = Path(__file__).with_name("pairs.txt")
WAITING: frozenset[str] = frozenset()
"""Deals whose pairs have not been reckoned yet; none should stay here."""
SHARED = {"risk/uz-yuanup-chances": "uz-yuanup-60m"}
"""Deals that another one prices to the bit, and which share its lines: what they add is not looked at by pricing."""
TRIED = tuple(name for name in DEALS if name not in WAITING and name not in SHARED)
ALWAYS = {
    "money/th-operating-36m": [("inland", "after_tax_lease_minus_sale")],
    "risk/uz-yuanup-guaranteed": [("down_payment", "lease_surplus")],
}
"""Two values in one cell of the grid, and a target beside a jump of a cent: tried every time."""
EVERY_PAIR = bool(os.environ.get("LEASECALC_EVERY_PAIR"))


def table() -> dict[tuple[str, str], str]:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(name, knob): letters for name, knob, letters in lines}


def pairs(name: str) -> list[tuple[str, str]]:
    knobs, measures = knobs_of(name), tuple(measures_of(name))
    if EVERY_PAIR:
        return [(knob, measure) for knob in knobs for measure in measures]
    start = DEALS.index(name)
    return ALWAYS.get(name, []) + [
        (knobs[place % len(knobs)], measures[(start * 7 + place) % len(measures)])
        for place in range(max(len(knobs), len(measures)))
    ]


def test_the_table_has_every_knob_of_every_deal_and_every_measure() -> None:
    known = table()
    assert set(known) == {(name, knob) for name in TRIED for knob in knobs_of(name)}
    assert {key: len(letters) for key, letters in known.items()} == {(name, knob): len(measures_of(name)) for name, knob in known}
    assert set(TRIED) | WAITING | set(SHARED) == set(DEALS)
    assert TABLE.read_text(encoding="utf-8").splitlines()[0] == header()


@pytest.mark.parametrize(("name", "base"), SHARED.items())
def test_a_deal_that_shares_the_lines_of_another_prices_as_it_does(name: str, base: str) -> None:
    assert knobs_of(name) == knobs_of(base)
    assert tuple(measures_of(name)) == tuple(measures_of(base))
    assert set(told(name)) == set(told(base))
    assert told(name) == told(base)
    for knob in knobs_of(name):
        assert told(name, knob) == told(base, knob), knob


@pytest.mark.parametrize("name", TRIED)
def test_the_target_is_met_by_the_whole_deal(name: str) -> None:
    known, wrong = table(), []
    for knob, measure in pairs(name):
        subject, goal, answer = solved(name, knob, measure)
        found = letter(answer)
        if found != known[name, knob][list(measures_of(name)).index(measure)]:
            wrong.append(f"{knob} for {measure}: {found} ({'' if answer is None else answer.reason})")
        if found == "f" and answer is not None and goal is not None:
            missing = shortfall(subject, knob, goal, answer)
            if missing > 1.0:
                wrong.append(f"{knob} for {measure}: misses by {missing:.3g} printed units")
    assert not wrong


def told(name: str, knob: str = "") -> dict[str, str]:
    """Return every measure of a deal to the last bit, as it is or with a knob moved, and every flow of its lease and its sale."""
    subject = Subject(deal(name)[1], "kept")
    try:
        priced = subject.at({knob: moved(name, knob)}, rounded=True) if knob else subject.today
    except NO_PRICE as error:
        return {"no price": str(error)}
    found = {one: repr(measured(priced, Goal(measure, 0.0))) for one, measure in measures_of(name).items()}
    return {**found, "lease": repr([leg.flows for leg in priced.lease]), "sale": repr([leg.flows for leg in priced.sale])}


def header() -> str:
    return f"# {' '.join(MEASURES)}"


def written_anew() -> str:
    lines = [header()]
    for name in TRIED:
        for knob in knobs_of(name):
            letters = "".join(letter(solved(name, knob, measure)[2]) for measure in measures_of(name))
            lines.append(f"{name} {knob} {letters}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(written_anew(), encoding="utf-8")
