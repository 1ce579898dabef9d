"""Prepared market documents are those of the YAML files, and nothing else is ever taken for one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from leasecalc.cache import folder as cache_folder
from leasecalc.markets import library, prepared
from leasecalc.markets.library import SHIPPED as DATA
from leasecalc.markets.library import Library

SHIPPED = Path(DATA)
MARKETS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("LEASECALC_CACHE", str(folder))
    return folder


def unread(*_: Any) -> Any:
    raise AssertionError("the YAML file was read again")


def test_what_is_kept_is_what_was_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Library.load()
    read = [first.market(code) for code in MARKETS]
    origin = first.origin("CN")
    assert len(list(cache.iterdir())) == len(MARKETS) + 1
    monkeypatch.setattr("leasecalc.reading.documents.load", unread)
    again = Library.load()
    for sheet in read:
        kept = again.market(sheet.document.market)
        assert kept.document == sheet.document
        assert (kept.file, kept.sha256, kept.sources) == (sheet.file, sheet.sha256, sheet.sources)
        for path in (
            ("market",),
            ("lines", 1),
            ("customs_value",),
            ("lines", 0, "in_force", 0, "source"),
            ("lines", 0, "no such key"),
        ):
            assert kept.spans(*path) == sheet.spans(*path)
    assert again.origin("CN").document == origin.document
    assert again.hashes() == first.hashes()


@pytest.mark.parametrize("harm", ["cut", "changed", "another market", "empty", "not a file"])
def test_a_harmed_file_is_no_answer(cache: Path, harm: str) -> None:
    sheet = Library.load().market("ZA")
    (file,) = cache.iterdir()
    content = file.read_bytes()
    if harm == "another market":
        Library.load().market("BE")
        shutil.copy(next(found for found in cache.iterdir() if "BE" in found.name), file)
    elif harm == "not a file":
        file.unlink()
        file.mkdir()
    else:
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        file.write_bytes({"cut": content[:-1], "changed": changed, "empty": b""}[harm])
    assert prepared.prepared("market-ZA", sheet.sha256) is None
    assert Library.load().market("ZA").document == sheet.document
    if harm != "not a file":
        assert prepared.prepared("market-ZA", sheet.sha256)[0] == sheet.document  # kept anew
    assert not [found for found in cache.iterdir() if found.name.endswith(str(os.getpid()))] or harm == "not a file"


def test_another_file_or_other_modules_are_no_answer(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Library.load().market("ZA")
    assert prepared.prepared("market-ZA", "0" * 64) is None
    assert prepared.prepared("market-ZA", sheet.sha256)[0] == sheet.document
    monkeypatch.setattr(prepared, "_readers", lambda: "changed since")
    assert prepared.prepared("market-ZA", sheet.sha256) is None


def test_the_readers_are_all_that_read_market_files() -> None:
    """A module that makes a market document, and whose change would not be noticed, is a fault of the list of rooms."""
    seen = {line.split()[0] for line in prepared._readers().splitlines()}
    Library.load().market("ZA")
    package = Path(prepared.__file__).parents[1]
    loaded = {
        Path(module.__file__).relative_to(package).as_posix()
        for name, module in sys.modules.items()
        if name.startswith("leasecalc.") and module.__file__
    }
    rooms = ("charges/", "markets/", "reading/")
    needed = {name if "/" in name else f"/{name}" for name in loaded if name.startswith(rooms) or "/" not in name}
    assert needed <= seen


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("LEASECALC_CACHE", str(file))
    assert Library.load().market("ZA").document.market == "ZA"
    assert file.read_text() == "no folder"


@pytest.mark.parametrize("value", ["", "off", " OFF "])
def test_it_can_be_turned_off(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEASECALC_CACHE", value)
    assert cache_folder() == ""
    assert prepared.prepared("market-ZA", "") is None


def test_a_directory_of_ones_own_is_read_every_time(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (SHIPPED / "ZA.yaml").read_text(encoding="utf-8").replace("name: South Africa", "name: Changed")
    (own / "ZA.yaml").write_text(text, encoding="utf-8")
    assert Library.load().market("ZA").document.name == "South Africa"
    kept = list(cache.iterdir())
    assert Library.load([own]).market("ZA").document.name == "Changed"
    assert Library.load().market("ZA").document.name == "South Africa"
    assert list(cache.iterdir()) == kept
    assert library.Library.only(own).market("ZA").document.name == "Changed"
