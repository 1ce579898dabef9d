"""SHA-256 by the interpreter's own module: `hashlib` would load a library for secure connections first, which costs more than the hash."""

from __future__ import annotations

try:
    from _sha256 import sha256  # type: ignore[import-not-found]  # up to Python 3.11
except ImportError:
    try:
        from _sha2 import sha256  # type: ignore[import-not-found]
    except ImportError:  # an interpreter without either
        from hashlib import sha256

__all__ = ["sha256"]
