"""Market documents kept ready, as Python keeps modules: the YAML file is read and checked once, later runs load what came of it.

What is kept counts only for the very bytes it was made of: those of the file, and the source of the modules that read it (by size and time of
change, as for byte code). Anything else, also a file that cannot be read or is not one's own, is no answer, and the YAML file is read. The
folder is that of the user's caches, or `LEASECALC_CACHE`, which may also say `off`.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

from leasecalc import cache as kept_files

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib costs more than all of this
_READERS = ("", "charges", "markets", "reading")
"""Rooms whose source decides what a document becomes, with the rooms within them; and the files beside them."""
_NO_SOURCE = ("__pycache__", "data")


def prepared(name: str, sha256: str) -> Any:
    """Return what a file with this hash was read into by these modules, or None."""
    content = kept_files.read(_place(name))
    if content is None:
        return None
    try:
        seal, kept = content[:32], content[32:]
        return _pickle().loads(kept) if seal == _seal(sha256, kept) else None
    except Exception:  # noqa: BLE001 - whatever is wrong with what was kept, the file itself is there
        return None


def keep(name: str, sha256: str, document: object) -> None:
    """Keep a document for later runs."""
    if kept_files.folder():
        kept = _pickle().dumps(document, 5)
        kept_files.write(_place(name), _seal(sha256, kept) + kept)


def _pickle() -> Any:
    """Return what reads and writes: the compiled half of `pickle`, which alone is needed, where there is one."""
    try:
        import _pickle
    except ImportError:
        import pickle

        return pickle
    return _pickle


def _place(name: str) -> str:
    """Return the name of the kept file, one for each place where the program is installed."""
    return f"{_digest(_PACKAGE.encode()).hex()[:12]}-{name}.prepared"


def _seal(sha256: str, kept: bytes) -> bytes:
    """Return the hash of everything that must be the same: the file, its readers, the interpreter, and what is kept."""
    return bytes(_digest(b"\0".join((sha256.encode(), _readers().encode(), kept))))


@cache
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
