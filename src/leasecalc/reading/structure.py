"""Structure a tree into a document (the light path); placeholder until the tree reader is in."""

from __future__ import annotations

from leasecalc.reading.faults import Fault

__all__ = ["Fault"]
