from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from leasecalc.errors import UsageError
from leasecalc.report.render.output import ColourChoice, Look, Stream, encodable, look_of, wants_colour, write_whole

if TYPE_CHECKING:
    from pathlib import Path

TERMINAL = Stream(is_terminal=True, encoding="utf-8", columns=100)
PIPE = Stream(is_terminal=False, encoding="utf-8")


@pytest.mark.parametrize(
    ("stream", "choice", "environment", "expected"),
    [
        (TERMINAL, "auto", {}, True),
        (PIPE, "auto", {}, False),
        (PIPE, "always", {"NO_COLOR": "1"}, True),
        (TERMINAL, "never", {"FORCE_COLOR": "1"}, False),
        (TERMINAL, "auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (TERMINAL, "auto", {"NO_COLOR": ""}, True),
        (PIPE, "auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (TERMINAL, "auto", {"FORCE_COLOR": "0"}, False),
        (TERMINAL, "auto", {"TERM": "dumb"}, False),
    ],
)
def test_colour(stream: Stream, choice: ColourChoice, environment: dict[str, str], expected: bool) -> None:
    assert wants_colour(stream, environment, choice=choice) is expected


def test_look() -> None:
    assert look_of(TERMINAL, {}) == Look(width=100, colour=True, unicode=True)
    assert look_of(PIPE, {}) == Look(width=None, colour=False, unicode=True)
    assert look_of(PIPE, {"COLUMNS": "72"}).width == 72
    assert look_of(TERMINAL, {"COLUMNS": "0"}).width == 100
    assert look_of(TERMINAL, {}, wide=True).width is None
    assert not look_of(Stream(is_terminal=True, encoding="no-such"), {}).unicode


def test_text_that_an_encoding_lacks_is_replaced() -> None:
    assert encodable("东风 ₽", "gbk") == "东风 ?"
    assert encodable("东", None) == "?"


def test_a_file_is_written_with_its_line_ends_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_whole(path, "东\nb\r\n")
    assert path.read_bytes() == "东\nb\r\n".encode()
    path.chmod(0o640)
    write_whole(str(path), b"\x00")
    assert path.read_bytes() == b"\x00"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "no permission"),
        (errno.EROFS, "no permission"),
        (errno.EIO, "-o"),
    ],
)
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setattr(step, fail)
    with pytest.raises(UsageError, match=advice):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; give the name of a file"):
        write_whole(tmp_path, "x")
    with pytest.raises(UsageError, match="create it first"):
        write_whole(tmp_path / "none" / "a.csv", "x")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="create it first"):
        write_whole(tmp_path / "file" / "a.csv", "x")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_a_link_is_followed_and_a_pipe_is_kept(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    write_whole(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDWR | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", "x")
    assert os.read(reading, 9) == b"x"
    os.close(reading)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
