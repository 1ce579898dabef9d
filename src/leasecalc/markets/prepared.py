"""Market documents kept ready, as Python keeps modules: the YAML file is read and checked once, later runs load what came of it.

What is kept counts only for the very bytes it was made of: those of the file, and the source of the modules that read it (by size and time of
change, as for byte code). Anything else, also a file that cannot be read or is not one's own, is no answer, and the YAML file is read. The
folder is that of the user's caches, or `LEASECALC_CACHE`, which may also say `off`.
"""

from __future__ import annotations

import os
import sys
from typing import Any

OFF = "off"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib costs more than all of this
_READERS = ("", "charges", "markets", "reading")
"""Rooms whose source decides what a document becomes, with the rooms within them; and the files beside them."""
_NO_SOURCE = ("__pycache__", "data")


def folder() -> str:
    """Return where prepared documents are kept; empty where they are not."""
    chosen = os.environ.get("LEASECALC_CACHE")
    if chosen is not None:
        return "" if chosen.strip().lower() in {"", OFF} else os.path.abspath(chosen)  # noqa: PTH100
    home = os.path.expanduser("~")  # noqa: PTH111
    if home == "~":
        return ""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or home, "leasecalc", "cache")  # noqa: PTH118
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/leasecalc"
    return f"{os.environ.get('XDG_CACHE_HOME') or home + '/.cache'}/leasecalc"


def prepared(code: str, sha256: str) -> Any:
    """Return the document that a file with this hash was read into by these modules, or None."""
    place = _place(code)
    if not place:
        return None
    try:
        with open(place, "rb") as file:  # noqa: PTH123
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            content = file.read()
        seal, kept = content[:32], content[32:]
        return _pickle().loads(kept) if seal == _seal(sha256, kept) else None
    except Exception:  # noqa: BLE001 - whatever is wrong with what was kept, the file itself is there
        return None


def keep(code: str, sha256: str, document: object) -> None:
    """Keep a document for later runs, whole or not at all; a folder that cannot be written is left alone."""
    place = _place(code)
    if not place:
        return
    beside = f"{place}.{os.getpid()}"
    try:
        kept = _pickle().dumps(document, 5)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:  # noqa: PTH123
            file.write(_seal(sha256, kept) + kept)
        os.replace(beside, place)  # noqa: PTH105
    except Exception:  # noqa: BLE001 - a run without it is only slower
        if os.path.lexists(beside):
            os.unlink(beside)  # noqa: PTH108


def _pickle() -> Any:
    """Return what reads and writes: the compiled half of `pickle`, which alone is needed, where there is one."""
    try:
        import _pickle
    except ImportError:
        import pickle

        return pickle
    return _pickle


def _place(code: str) -> str:
    """Return the file for a code, one for each place where the program is installed."""
    where = folder()
    return f"{where}/{_digest(_PACKAGE.encode()).hex()[:12]}-{code}.prepared" if where else ""


def _seal(sha256: str, kept: bytes) -> bytes:
    """Return the hash of everything that must be the same: the file, its readers, the interpreter, and what is kept."""
    return bytes(_digest(b"\0".join((sha256.encode(), _readers().encode(), kept))))


def _readers() -> str:
    """Describe the source of the modules that read market files, and the interpreter."""
    found = [f"{sys.implementation.cache_tag}"]
    rooms = list(_READERS)
    for room in rooms:  # grows by the rooms within
        with os.scandir(f"{_PACKAGE}/{room}") as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    about = entry.stat()
                    found.append(f"{room}/{entry.name} {about.st_size} {about.st_mtime_ns}")
                elif room and entry.is_dir() and entry.name not in _NO_SOURCE:
                    rooms.append(f"{room}/{entry.name}")
    return "\n".join(sorted(found))


def _digest(content: bytes) -> Any:
    from leasecalc.reading.hashing import sha256

    return sha256(content).digest()
