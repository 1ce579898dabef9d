"""The short way for plain commands and the whole application do the same, to the byte; the stored help is the application's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leasecalc.cli.app import run_app
from leasecalc.cli.help import FILE, written_anew
from leasecalc.cli.quick import quick
from leasecalc.cli.run import guarded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ZA = "deals/za-box-60m.yaml"
BROKEN = "tests/errors/deals/not_a_choice.yaml"
PLAIN = (
    ("price", ZA),
    ("price", ZA, "--format", "json"),
    ("price", "-f", "csv", "--table", "landed", ZA),
    ("price", ZA, "--wide", "--strict", "--color", "never"),
    ("price", ZA, "--set", "lease.term=48 months", "--set", "expect=", "--format", "md"),
    ("price", ZA, "--set", "expect.rent=1 USD"),
    ("price", ZA, "--audit"),
    ("price", BROKEN),
    ("price", "no-such-file.yaml"),
    ("price", ZA, "--format", "xml"),
    ("price", ZA, "-o", "deal.pdf"),
    ("price", ZA, "--markets", "no/such/folder"),
    ("price", ZA, "--set", "lease.down_payment=100% of price"),
    ("schedule", ZA),
    ("schedule", ZA, "--format", "csv"),
    ("compare", ZA, "--format", "json"),
    ("compare", "deals/uz-yuanup-60m.yaml"),
)
LEFT_TO_THE_APPLICATION = (
    ("price",),
    ("price", ZA, ZA),
    ("price", ZA, "--format"),
    ("price", ZA, "--format=json"),
    ("price", ZA, "-fjson"),
    ("price", ZA, "--format", "--wide"),
    ("price", ZA, "--color", "sometimes"),
    ("price", ZA, "--formt", "json"),
    ("price", ZA, "--help"),
    ("price", "--", ZA),
    ("validate", ZA),
    ("pri", ZA),
)


def outcome(work: Callable[[], int | None], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = guarded(work)  # type: ignore[arg-type]
    return code, *capsys.readouterr()


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_both_ways_are_the_same(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    short = outcome(lambda: quick(list(arguments)), capsys)
    assert short[0] is not None
    assert short == outcome(lambda: run_app(list(arguments)), capsys)


def test_both_ways_write_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place, way in enumerate((quick, run_app)):
        assert way(["price", ZA, "--output", str(tmp_path / f"{place}.json")]) == 0
    assert (tmp_path / "0.json").read_bytes() == (tmp_path / "1.json").read_bytes()


@pytest.mark.parametrize("arguments", LEFT_TO_THE_APPLICATION, ids=" ".join)
def test_what_is_not_plain_is_left_to_the_application(arguments: tuple[str, ...]) -> None:
    assert quick(list(arguments)) is None


def test_the_stored_help_is_that_of_the_application() -> None:
    assert FILE.read_text(encoding="utf-8") == written_anew(), "run `python -m leasecalc.cli.help`"
