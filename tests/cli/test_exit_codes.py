"""Each exit code of the command line, demonstrated; every command has help; standard output holds data only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leasecalc.cli.app import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

ZA = "deals/za-box-60m.yaml"
ZA_FILE = Path(__file__).parents[2] / ZA
BROKEN = "tests/errors/deals/not_a_choice.yaml"
CAR = ("--value", "300000 ZAR", "--powertrain", "bev", "--on", "2026-03-02", "--fact", "mass_kg=1400")

DONE = {
    "price": ("price", ZA),
    "price several settings": ("price", ZA, "--set", "lease.term=48 months", "--set", "expect="),
    "price audited": ("price", ZA, "--audit"),
    "schedule": ("schedule", ZA),
    "compare": ("compare", ZA),
    "validate": ("validate", ZA, "deals/za-box-36m.yaml"),
    "show": ("show", ZA),
    "show origins": ("show", ZA, "--origin"),
    "landed": ("landed", "ZA", *CAR),
    "markets": ("markets", "--on", "2026-03-02"),
    "one market": ("markets", "za", "--on", "2026-03-02"),
    "explain": ("explain", "LC204"),
    "schema": ("schema", "market"),
    "init": ("init", "UZ"),
    "version": ("--version",),
    "help": ("--help",),
}
THE_ANSWER_IS_NO = {
    "stale data under --strict": ("price", ZA, "--strict"),
    "warnings under --strict": ("validate", ZA, "--strict"),
    "a gate fails": ("price", ZA, "--set", "vehicle.condition=used", "--set", "expect=", "--set", "vehicle.age_months=40"),
    "a gate fails on a car": ("landed", "ZA", *CAR, "--fact", "condition=used", "--fact", "age_months=40"),
    "stale lines under --strict": ("landed", "ZA", *CAR, "--strict"),
    "a doubtful market under --strict": ("markets", "ZA", "--strict", "--on", "2026-11-22"),
    "doubtful markets under --strict": ("markets", "--strict", "--on", "2026-11-22"),
}
USAGE = {
    "nothing asked": (),
    "no such command": ("prise", ZA),
    "no deal": ("price",),
    "two deals": ("price", ZA, ZA),
    "no such option": ("price", ZA, "--formt", "json"),
    "no such format": ("price", ZA, "--format", "xml"),
    "no such suffix": ("price", ZA, "-o", "deal.pdf"),
    "no such colour": ("price", ZA, "--color", "sometimes"),
    "no such table": ("price", ZA, "--format", "csv", "--table", "prices"),
    "no such table in a page": ("price", ZA, "--table", "prices"),
    "a table of json": ("price", ZA, "--format", "json", "--table", "schedule"),
    "no such folder of markets": ("price", ZA, "--markets", "no/such/folder"),
    "no such folder to write": ("price", ZA, "-o", "no/such/folder/deal.json"),
    "no such topic": ("explain", "LC2O4"),
    "no such schema": ("schema", "deals"),
    "no day": ("markets", "--on", "2026-02-30"),
    "no currency": ("landed", "ZA", *CAR, "--freight", "1450"),
    "no such powertrain": ("landed", "ZA", *CAR, "--powertrain", "electric"),
    "no pair": ("landed", "ZA", *CAR, "--fx", "USD/ZAR"),
}
INVALID = {
    "a deal": ("price", BROKEN),
    "one of two deals": ("validate", ZA, BROKEN),
    "no file": ("price", "deals/no-such-deal.yaml"),
    "no market": ("landed", "NO", *CAR),
    "no market to start from": ("init", "NO"),
    "a fact that is missing": ("landed", "ZA", *CAR[:-2]),
    "a value of --set": ("schedule", ZA, "--set", "lease.term=48"),
}
NO_SOLUTION = {"a target below what is paid at once": ("price", ZA, "--set", "lease.down_payment=100% of price")}


def cases(*groups: tuple[int, dict[str, tuple[str, ...]]]) -> list[object]:
    return [pytest.param(code, arguments, id=f"{code} {name}") for code, group in groups for name, arguments in group.items()]


@pytest.mark.parametrize(
    ("code", "arguments"), cases((0, DONE), (1, THE_ANSWER_IS_NO), (2, USAGE), (3, INVALID), (4, NO_SOLUTION))
)
def test_exit_code(say: Say, code: int, arguments: tuple[str, ...]) -> None:
    said = say(*arguments)
    assert said.code == code, said.err
    assert "Traceback" not in said.err
    if code in {2, 4} or (code == 3 and arguments[0] != "validate"):
        assert said.out == ""
        assert said.err
    else:
        assert said.out
    if code == 0 and arguments[0] != "validate":
        assert said.err == ""
    if code == 1:
        assert said.err.startswith(("leasecalc: ", f"{ZA}: warning: "))


def test_an_expectation_that_differs_is_a_no(say: Say, tmp_path: Path) -> None:
    deal = tmp_path / "deal.yaml"
    deal.write_text(f"leasecalc: 1\nextends: {ZA_FILE}\nexpect: {{rent: 270.63 USD}}\n", encoding="utf-8")
    said = say("price", str(deal))
    assert (said.code, said.err) == (1, "leasecalc: expected rent 270.63 USD, found 270.62 USD\n")
    assert "DIFFERS" in said.out
    assert say("price", str(deal), "--set", "deal.discount_rate=8%").code == 0, (
        "what the file expects does not judge another deal"
    )


def test_a_question_of_the_market_is_answered_in_options(say: Say) -> None:
    assert "hint: add --fact mass_kg=VALUE\n" in say("landed", "ZA", *CAR[:-2]).err
    asked = say("landed", "PK", "--value", "3000000 PKR", "--powertrain", "bev", "--on", "2026-08-02", "--fact", "kwh=30")
    assert "hint: add --override duty=25%, or an amount in place of the rate\n" in asked.err


def test_validate_goes_on_past_a_bad_deal(say: Say) -> None:
    said = say("validate", BROKEN, ZA)
    assert said.out == f"{ZA}: good, 2 warnings\n"
    assert f"{BROKEN}:10:15: LC227" in said.err


def test_no_solution_says_what_brings_too_much(say: Say) -> None:
    said = say(*NO_SOLUTION["a target below what is paid at once"])
    assert re.match(r"leasecalc: the target is met at an instalment of -[0-9.]+, not above zero: .*LC601", said.err)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_has_help(say: Say, command: Callable[..., int]) -> None:
    name = command.__name__.rstrip("_").replace("_", "-")
    said = say(name, "--help")
    assert (said.code, said.err) == (0, "")
    first = (command.__doc__ or "").splitlines()[0]
    assert said.out.startswith(f"Usage: leasecalc {name} ")
    assert first in " ".join(said.out.split())
    assert max(len(line) for line in said.out.splitlines() if "<list" not in line) <= 80  # a long argument is not broken
    assert f"  {name} " in say("--help").out


def test_a_command_that_is_misspelt_is_told_by_name(say: Say) -> None:
    assert "prise" in say("prise").err


def test_an_interruption_is_no_fault(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("leasecalc.api.load", interrupted)
    assert say("price", ZA) == (130, "", "")


def test_a_fault_of_the_program_is_told_without_a_traceback(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("leasecalc.api.load", broken)
    said = say("price", ZA)
    assert said.code == 5
    assert said.err == (
        "leasecalc has met a fault of its own: RuntimeError: out of cheese\nrun it again with --debug for the details\n"
    )
    with pytest.raises(RuntimeError):
        say("price", ZA, "--debug")
