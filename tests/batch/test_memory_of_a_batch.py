"""A batch in memory that does not grow with its length: what a worker keeps has a fixed count, and of what it dropped nothing stays."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leasecalc.batching import completing, families
from leasecalc.batching.completing import reference
from leasecalc.batching.families import known
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of
from leasecalc.reading import sections
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.batching.answers import Row
    from leasecalc.batching.plan import Plan

BOX = Path(__file__).parents[2] / "deals" / "za-box-60m.yaml"
TERMS = range(24, 40)
FEW = 5


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Begin and end with a worker that has met nothing."""
    for kept in (known, reference):
        kept.cache_clear()
    yield
    for kept in (known, reference):
        kept.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of deals of which no two have one outline, nor a section `lease`."""
    text = BOX.read_text("utf-8")
    assert "60 months" in text
    for term in TERMS:
        (tmp_path / f"{term}.yaml").write_text(text.replace("60 months", f"{term} months"), "utf-8")
    return tmp_path


def of_chunks(plan: Plan) -> Iterator[list[Row]]:
    """Yield the rows of each chunk of six cells."""
    plan = replace(plan, chunk_size=6)
    return (rows_of(plan, chunk) for chunk in range(plan.chunks))


def kept_entries() -> tuple[int, ...]:
    """Return how many families, sections, entries of sections and completed outlines this worker keeps."""
    one = known(())
    read = one._sections
    return len(one._families), len(read._kept), len(read._entries), len(reference(())._known)


@pytest.mark.parametrize(("markets", "completed"), [([], False), (["ZA,UZ,PK"], True)])
def test_what_a_worker_keeps_has_a_fixed_count(
    folder: Path, markets: list[str], completed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many different deals it meets; and what it forgot changes no row."""
    plan = planned([str(folder)], markets, [], reference=completed)
    whole = [row for rows in of_chunks(plan) for row in rows]
    assert max(kept_entries()) >= len(TERMS), "the deals do not differ"
    for cache in (known, reference):
        cache.cache_clear()
    for module in (families, sections, completing):
        monkeypatch.setattr(module, "MOST", FEW)
    found = []
    for rows in of_chunks(plan):
        found += rows
        assert max(kept_entries()) <= FEW
    assert found == whole


@pytest.mark.parametrize("completed", [False, True])
def test_a_chunk_leaves_nothing_behind_that_holds_itself(folder: Path, completed: bool) -> None:
    """Cells without a price must not: an error that is kept holds the frames of all that was read, until a search for cycles, which is rare."""
    plan = planned([str(folder)], ["ZA,MX,PK"], ["deal.pricing_date=2021-04-15"], reference=completed)
    chunks = of_chunks(plan)
    next(chunks)  # what is kept from here on is met
    gc.collect()
    gc.disable()
    try:
        rows = next(chunks)
        left = gc.collect()
    finally:
        gc.enable()
    assert any(row["status"] == "error" for row in rows)
    assert left < 10 * len(rows), f"{left} objects stay behind {len(rows)} cells"
