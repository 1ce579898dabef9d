"""What is kept between runs: files in the folder of the user's caches, or in `LEASECALC_CACHE`, which may also say `off`.

Nothing here is ever needed: a folder that cannot be read or written, or a file of somebody else, is as good as none.
"""

from __future__ import annotations

import os
import sys

OFF = "off"


def folder() -> str:
    """Return where files are kept; empty where they are not."""
    chosen = os.environ.get("LEASECALC_CACHE")
    if chosen is not None:
        return "" if chosen.strip().lower() in {"", OFF} else os.path.abspath(chosen)  # noqa: PTH100 - pathlib costs more than all of this
    home = os.path.expanduser("~")  # noqa: PTH111
    if home == "~":
        return ""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or home, "leasecalc", "cache")  # noqa: PTH118
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/leasecalc"
    return f"{os.environ.get('XDG_CACHE_HOME') or home + '/.cache'}/leasecalc"


def read(name: str) -> bytes | None:
    """Return the content of a kept file of one's own, or None."""
    where = folder()
    if not where:
        return None
    try:
        with open(f"{where}/{name}", "rb") as file:  # noqa: PTH123
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            return file.read()
    except (OSError, ValueError):
        return None


def write(name: str, content: bytes) -> bool:
    """Keep a file, whole or not at all; return whether it could be."""
    where = folder()
    if not where:
        return False
    beside = f"{where}/{name}.{os.getpid()}"
    try:
        os.makedirs(where, mode=0o700, exist_ok=True)  # noqa: PTH103
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        with open(os.open(beside, flags, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
        os.replace(beside, f"{where}/{name}")  # noqa: PTH105
    except (OSError, ValueError):
        if os.path.lexists(beside):
            os.unlink(beside)  # noqa: PTH108
        return False
    return True
