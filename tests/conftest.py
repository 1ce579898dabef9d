"""Tests keep prepared market data in a folder of their own, and print at natural width wherever they run."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.pop("COLUMNS", None)  # workers of a parallel run are told that of the terminal


@pytest.fixture(autouse=True, scope="session")
def _own_cache() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("LEASECALC_CACHE")
        os.environ["LEASECALC_CACHE"] = folder
        yield
        os.environ.pop("LEASECALC_CACHE")
        if before is not None:
            os.environ["LEASECALC_CACHE"] = before
