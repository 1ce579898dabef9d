"""Tests keep prepared market data in a folder of their own."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True, scope="session")
def _own_cache() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("LEASECALC_CACHE")
        os.environ["LEASECALC_CACHE"] = folder
        yield
        os.environ.pop("LEASECALC_CACHE")
        if before is not None:
            os.environ["LEASECALC_CACHE"] = before
