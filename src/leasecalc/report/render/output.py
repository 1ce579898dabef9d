"""Where output goes: colour, signs and width of a stream, and files that are written whole or not at all.

The deciding functions are pure: the environment and the facts of the stream are arguments, read by the command line.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

ColourChoice = Literal["always", "never", "auto"]

_DRAWN = "─✓✗·"
_NO = frozenset({"", "0", "false", "no"})


@record
class Stream:
    """The facts of an output stream: whether it is a terminal, its encoding, and the columns the terminal reports."""

    is_terminal: bool
    encoding: str | None = None
    columns: int | None = None


@record
class Look:
    """How to draw on a stream; the arguments of ``terminal.render``. ``width`` ``None`` is natural width."""

    width: int | None
    colour: bool
    unicode: bool


def look_of(stream: Stream, environment: Mapping[str, str], *, choice: ColourChoice = "auto", wide: bool = False) -> Look:
    """Decide width, colour and signs for ``stream``; ``wide`` asks for natural width on a terminal too."""
    return Look(
        width=None if wide else width_of(stream, environment),
        colour=wants_colour(stream, environment, choice=choice),
        unicode=can_draw(stream.encoding),
    )


def wants_colour(stream: Stream, environment: Mapping[str, str], *, choice: ColourChoice = "auto") -> bool:
    """Decide on colour: the option, then ``NO_COLOR``, then ``FORCE_COLOR``, then a terminal that is not dumb.

    ``NO_COLOR`` counts when it is not empty (no-color.org); ``FORCE_COLOR`` also accepts ``0``, ``no`` and ``false``
    as a no.
    """
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("FORCE_COLOR")
    if forced:
        return forced.lower() not in _NO
    return stream.is_terminal and environment.get("TERM", "").lower() != "dumb"


def width_of(stream: Stream, environment: Mapping[str, str]) -> int | None:
    """Return the width to draw for: ``COLUMNS`` where it is a number, else the terminal's, ``None`` in a pipe."""
    explicit = environment.get("COLUMNS", "").strip()
    if explicit.isascii() and explicit.isdigit() and int(explicit) > 0:
        return int(explicit)
    return stream.columns if stream.is_terminal and stream.columns else None


def can_draw(encoding: str | None) -> bool:
    """Return whether ``encoding`` has every sign the terminal page is drawn with."""
    try:
        _DRAWN.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def encodable(text: str, encoding: str | None) -> str:
    """Return ``text`` with ``?`` for each character that ``encoding`` lacks, so that writing it cannot fail."""
    try:
        return text.encode(encoding or "ascii", "replace").decode(encoding or "ascii")
    except LookupError:
        return text.encode("ascii", "replace").decode("ascii")


def write_whole(path: Path | str, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8, line ends as they are) to ``path``, whole or not at all.

    The content goes to a new file beside the target, which then takes its place in one step; on any failure the old
    file stays as it was and nothing is left behind. A link is followed; a device or a pipe is written directly.
    Raises ``UsageError`` that says what to do.
    """
    from pathlib import Path

    target = Path(path)
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        if target.is_dir():
            raise UsageError(f"{target} is a folder; give the name of a file in it")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target.resolve(), data)
    except OSError as fault:
        raise UsageError(_advice(fault, target)) from fault


@contextmanager
def writing_whole(path: Path | str, beside: Path | None = None) -> Iterator[BinaryIO]:
    """Give a stream for the content of ``path``, which takes its place when the block ends well (see `write_whole`).

    ``beside`` is where the content grows, on the same disk: by default a hidden file next to ``path``. Raises ``UsageError`` that says what to do.
    """
    from pathlib import Path

    target = Path(path)
    try:
        if target.is_dir():
            raise UsageError(f"{target} is a folder; give the name of a file in it")
        with _beside(target.resolve(), beside) as stream:
            yield stream
    except OSError as fault:
        raise UsageError(_advice(fault, target)) from fault


def _replace(target: Path, data: bytes) -> None:
    with _beside(target) as stream:
        stream.write(data)


@contextmanager
def _beside(target: Path, chosen: Path | None = None) -> Iterator[BinaryIO]:
    beside = chosen or target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
    stream = beside.open("wb" if chosen else "xb")
    try:
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _advice(fault: OSError, target: Path) -> str:
    folder = target.parent
    if isinstance(fault, (FileNotFoundError, NotADirectoryError)):
        return f"cannot write {target}: there is no folder {folder}; create it first"
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return f"cannot write {target}: no permission; close it where it is open, or choose another folder with -o"
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"cannot write {target}: the disk is full; free some space. An older file of that name is unchanged"
    return f"cannot write {target}: {fault.strerror or fault}; choose another place with -o"
