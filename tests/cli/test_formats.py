"""Every format, by name and by suffix; files and standard streams as input and output."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

ZA = "deals/za-box-60m.yaml"
SUFFIX = {"table": ".txt", "json": ".json", "csv": ".csv", "md": ".md"}
FIRST = {"table": "Dongfeng Box", "json": "{", "csv": "number,", "md": "# Dongfeng Box"}


@pytest.mark.parametrize("command", ["price", "schedule", "compare"])
@pytest.mark.parametrize("kind", SUFFIX)
def test_format_by_name_and_by_suffix_are_the_same(say: Say, tmp_path: Path, command: str, kind: str) -> None:
    by_name = say(command, ZA, "--format", kind)
    target = tmp_path / f"deal{SUFFIX[kind]}"
    by_suffix = say(command, ZA, "-o", str(target))
    assert by_suffix == (0, "", f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == by_name.out
    if command == "price":
        assert by_name.out.startswith(FIRST[kind])


def test_dash_is_standard_output_and_input(say: Say) -> None:
    plain = say("price", ZA, "--format", "csv")
    text = Path(ZA).read_text(encoding="utf-8")
    assert say("price", ZA, "--format", "csv", "-o", "-").out == plain.out
    piped = say("price", "-", "--format", "csv", given=text)
    assert piped == plain
    assert say("validate", "-", given=text).out.startswith("<stdin>: good")
    assert say("price", "-", given="lease: 5\n").err.startswith("<stdin>:1:")


def test_a_file_is_replaced_whole_and_keeps_its_rights(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "deal.json"
    target.write_text("old and longer than what comes " * 10_000, encoding="utf-8")
    target.chmod(0o600)
    assert say("price", ZA, "-o", str(target)).code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["landed"]["market"] == "ZA"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["deal.json"]


def test_a_refused_deal_leaves_the_old_file(say: Say, tmp_path: Path) -> None:
    target = tmp_path / "deal.json"
    target.write_text("yesterday", encoding="utf-8")
    assert say("price", ZA, "-o", str(target), "--set", "lease.term=48").code == 3
    assert target.read_text(encoding="utf-8") == "yesterday"


def test_places_that_cannot_be_written(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "results.json"
    folder.mkdir()
    assert say("price", ZA, "-o", str(folder)) == (2, "", f"leasecalc: {folder} is a folder; give the name of a file in it\n")
    missing = tmp_path / "none" / "deal.json"
    assert f"there is no folder {missing.parent}" in say("price", ZA, "-o", str(missing)).err

    whole = Path.open

    def refused(path: Path, *more: Any, **named: Any) -> Any:
        if path.suffix == ".part":
            raise PermissionError(13, "Permission denied")  # what anybody but root meets in a folder without write permission
        return whole(path, *more, **named)

    monkeypatch.setattr(Path, "open", refused)
    said = say("price", ZA, "-o", str(tmp_path / "deal.json"))
    assert (said.code, said.out) == (2, "")
    assert "no permission; close it where it is open, or choose another folder with -o" in said.err
    assert not (tmp_path / "deal.json").exists()


def test_csv_tables_can_be_read_back(say: Say) -> None:
    report = json.loads(say("price", ZA, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(say("price", ZA, "--format", "csv", "--table", "schedule").out)))
    assert [row["opening"] for row in rows] == [row["opening"] for row in report["schedule"]["rows"]]
    charges = list(csv.DictReader(io.StringIO(say("price", ZA, "--format", "csv", "--table", "landed").out)))
    assert {line["amount"] for line in report["landed"]["lines"]} <= {row["amount"] for row in charges}


@pytest.mark.parametrize("kind", ["table", "md"])
def test_one_table_of_a_page(say: Say, kind: str) -> None:
    whole, one = (say("price", ZA, "--format", kind, *more).out for more in ((), ("--table", "refund")))
    assert "Instalments of one car" in whole
    assert "Instalments of one car" not in one
    assert "refused, solved again" in one
