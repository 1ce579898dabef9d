"""Trees to documents: values, faults, and two structurers that agree."""

from __future__ import annotations

import copy
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from reading_form import GOOD, Curve, Fixed, Form, Part, Solved

from leasecalc.deal.document import DealDocument
from leasecalc.errors import InputError
from leasecalc.markets.origin import OriginDocument
from leasecalc.markets.schema import MarketDocument
from leasecalc.money import Money
from leasecalc.reading.documents import load
from leasecalc.reading.messages import findings
from leasecalc.reading.shapes import attributes
from leasecalc.reading.structure import Refused, build
from leasecalc.reading.tree import parse
from leasecalc.reading.validation import errors, validate
from leasecalc.records import fields_of

RAW = parse(GOOD, "good.yaml").data


def told(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(text, "a.yaml", Form)
    return [
        f"{d.spans[0].line}:{d.spans[0].column} {d.path}: {d.code} {d.message}" + (f"; {d.hint}" if d.hint else "")
        for d in caught.value.diagnostics
    ]


def test_a_good_file_is_a_document() -> None:
    form = load(GOOD, "good.yaml", Form).document
    assert form.rent == Solved(kind="solve", target=Decimal("0.14"), lowest=None)
    assert form.notes == ("first: with a colon", "second")
    assert form.labels == {"on": "NO", "8703.80": "text", "x": "1:30"}
    assert form.recovery == Curve(by="curve", points=(Decimal("0.1"), Decimal("0.2")))
    assert form.parts[1] == Part(id="vat", share=Decimal(1))
    assert load("rent: 5 USD\n", "a.yaml", Form).document.rent == Money(Decimal(5), "USD")
    fixed = load("rent: {kind: fixed, amount: 5 USD, from: 2026-01-01}", "a.yaml", Form).document.rent
    assert isinstance(fixed, Fixed)
    assert str(fixed.from_) == "2026-01-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nme: x", ["1:1 nme: LC301 unknown key `nme`; did you mean `name`?"]),
        ("“name”: x", ["1:1 “name”: LC112 key `“name”` has a typographic quote `“`; write `\"`"]),
        ("rent: {kind: fixed, amout: 5 USD}", ["1:21 rent.amout: LC301 unknown key `amout` in `rent`; did you mean `amount`?"]),
        ("{battery_kwh: 42,3}", ["1:18 3: LC301 unknown key `3`; inside `{ }` a comma ends the value before it: write numbers without a comma"]),
        ("rent: {kind: fixed}", ["1:1 rent.amount: LC302 `rent` has no `amount`; add `amount: 89800 CNY`, with the value that you mean"]),
        ("rent: {amount: 5 USD}", ["1:1 rent.kind: LC302 `rent` has no `kind`; add `kind:` with one of `fixed`, `solve`, `search`"]),
        ("rent: {kind: fxed}", ["1:14 rent.kind: LC305 unknown kind `fxed`; did you mean `fixed`?"]),
        ("rent: {kind: [a]}", ["1:14 rent.kind: LC303 expected a kind, found a list; add `kind:` with one of `fixed`, `solve`, `search`"]),
        ("rent: [5 USD]", ["1:7 rent: LC303 expected an amount with its currency or a map, found a list; for example `89800 CNY`"]),
        ("rent:", ["1:1 rent: LC304 expected an amount with its currency or a map, found nothing; for example `89800 CNY`"]),
        ("rent: 5", ["1:7 rent: LC213 amount `5` has no currency; write the currency after it, for example `5 USD`"]),
        ("recovery: {by: curv}", ["1:16 recovery.by: LC305 unknown by `curv`; did you mean `curve`?"]),
        ("terms: 30% at order", ["1:8 terms: LC303 expected a list, found text; write `[30% at order]`"]),
        ("main: x", ["1:7 main: LC303 expected a map, found text; write the keys `id` below it"]),
        ("main:\n  id：x", ["2:3 main: LC112 a full-width colon `：` stands where YAML needs an ASCII character; write `:` and a space"]),
        ("parts:\n  - id: A B\n  - share: 1", [
            "2:9 parts.0.id: LC202 `A B` is not a name of small letters, digits and `_`; write `a_b`",
            "3:5 parts.1.id: LC302 item 2 of `parts` has no `id`; add `id: customs_duty`, with the value that you mean",
            "3:12 parts.1.share: LC204 rate `1` has no unit; write `1%`, or `0.01%` if that is what you mean",
        ]),
        ("rates: {XXY: 1, CNY: a}", [
            "1:9 rates.XXY: LC215 unknown currency `XXY`; write the ISO 4217 code, for example `CNY`",
            "1:22 rates.CNY: LC203 `a` is not a number; write digits and at most one dot, for example `1234.5`",
        ]),
        ("version: 2", ["1:10 version: LC227 `2` is not one of the choices; write `1`"]),
        ("cap: nothing", ["1:6 cap: LC211 `nothing` is not a rate with its unit; for example `13%` or `250bp`, or write `none` or `all`"]),
        ("rent: {kind: solve, target: -1%}\nparts:\n- {id: a, parts: [{id: b}, {id: b}]}", [
            "1:14 rent.kind: LC402 nothing to solve for",
            "1:29 rent.target: LC401 a target may not be negative; write it without the sign",
            "3:33 parts.0.parts.1.id: LC403 `b` stands twice",
        ]),
        ("- a", ["1:1 : LC303 expected a map, found a list; write its keys below it"]),
    ],
)  # fmt: skip
def test_faults_of_structure(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def paths(raw: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(raw, dict):
        found += [inner for key, value in raw.items() for inner in paths(value, (*path, key))]
    if isinstance(raw, list):
        found += [inner for position, value in enumerate(raw) for inner in paths(value, (*path, position))]
    return found


WORDS = [
    "x",
    "",
    "1",
    "13",
    "13%",
    "5 USD",
    "yes",
    "a b",
    "fixed",
    "solve",
    "curve",
    "flat",
    "at order",
    "USD",
    "[key]",
    "2026-02-30",
]
JUNK = st.recursive(
    st.none() | st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["kind", "by", "id", "amount", "target", "[key]", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATHS = [path for path in paths(RAW) if path]


def holder_of(raw: Any, path: tuple[Any, ...]) -> Any:
    """Return what holds the last step of ``path``, an empty map when earlier mutations took it away."""
    for step in path[:-1]:
        if isinstance(raw, dict):
            raw = raw.get(step, {})
        else:
            raw = raw[step] if isinstance(raw, list) and isinstance(step, int) and step < len(raw) else {}
    return raw


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    raw = copy.deepcopy(RAW)
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(PATHS))
        holder = holder_of(raw, path)
        action = draw(st.sampled_from(["set", "drop", "add", "rename"]))
        if isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
            holder[path[-1]] = draw(JUNK)
        elif isinstance(holder, dict) and action == "add":
            holder[draw(st.sampled_from(["kind", "x", "id", "USD", "from", "from_", "[key]"]))] = draw(JUNK)
        elif isinstance(holder, dict) and path[-1] in holder:
            value = holder.pop(path[-1])
            if action == "set":
                holder[path[-1]] = draw(JUNK)
            elif action == "rename":
                holder[str(path[-1]) + "s"] = value
    return raw


@settings(max_examples=500, deadline=None)
@given(st.one_of(mutated(), JUNK))
def test_both_structurers_accept_and_refuse_the_same(raw: Any) -> None:
    try:
        light = build(Form, raw)
    except Refused:
        found = findings(Form, raw, errors(Form, raw))
        assert found
        assert len(set(found)) == len(found)
        assert all(f.message and f.code.startswith("LC") for f in found)
        return
    assert validate(Form, raw) == light


def test_pydantic_refuses_by_itself() -> None:
    with pytest.raises(ValidationError):
        validate(Form, {"nme": "x"})


def test_unsupported_annotations_are_refused_when_a_field_is_read() -> None:
    from leasecalc.records import record

    @record
    class Bare:
        name: str

    with pytest.raises(TypeError, match=r"Bare\.name: annotation .* is not supported"):
        _ = attributes(Bare)["name"].shape


def test_good_files_need_no_pydantic() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from reading_form import GOOD, Form\n"
        "from leasecalc.reading.documents import load\n"
        "load(GOOD, 'good.yaml', Form)\n"
        "assert not {'pydantic', 'pydantic_core', 'difflib', 'numpy', 'rich'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent)], check=True)


def test_a_file_of_65_lines_takes_less_than_two_milliseconds() -> None:
    extra = "".join(f"  - {{id: part_{number}, share: 10%}}\n" for number in range(65 - GOOD.count("\n")))
    text = GOOD.replace("main:\n", extra + "main:\n")
    assert text.count("\n") == 65
    best = min(timed(text) for _ in range(40))
    assert best < 0.002


def timed(text: str) -> float:
    begin = time.perf_counter()
    load(text, "a.yaml", Form)
    return time.perf_counter() - begin


def document_classes() -> list[type[Any]]:
    """Return every class that a deal or market file may become."""
    seen: list[type[Any]] = []
    todo: list[type[Any]] = [DealDocument, MarketDocument, OriginDocument, Form]
    while todo:
        cls = todo.pop()
        if cls not in seen:
            seen.append(cls)
            todo += [inner for attribute in attributes(cls).values() for inner in attribute.shape.classes()]
    return seen


def test_what_may_be_left_out_is_told_without_its_shape() -> None:
    """The default of a field is known before its annotation is read; it must be what the shape says."""
    classes = document_classes()
    assert len(classes) > 80
    for cls in classes:
        bare = {field.name for field in fields_of(cls) if field.required}
        for attribute in attributes(cls).values():
            if attribute.name in bare:
                assert (attribute.default is None) == attribute.shape.nullable, (cls, attribute.name)
