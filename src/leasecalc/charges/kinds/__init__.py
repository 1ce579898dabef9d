"""The kinds of rate, one per file; `registry` lists them. A deal meets few of them, so the list is read only when somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leasecalc.charges.kinds.registry import *  # noqa: F403 - every name that is asked for below


def __getattr__(name: str) -> Any:
    """Return what the registry holds under a name."""
    if name.startswith("_"):
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module("leasecalc.charges.kinds.registry"), name)
