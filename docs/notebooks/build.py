"""Write and run the notebook: its cells are here, so that a change is read like any other. `python docs/notebooks/build.py` rewrites it."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).parents[2]
NOTEBOOK = Path(__file__).with_name("first-deal.ipynb")
PROSE, CODE = new_markdown_cell, new_code_cell
CELLS = (
    (PROSE, "# A first deal in a notebook\n\nRun in the folder that holds `deals/`. Money is `Decimal`, rates are fractions, signs are the lessor's."),
    (CODE, 'import leasecalc\n\ndeal = leasecalc.load("deals/za-box-60m.yaml")\npriced = leasecalc.price(deal)\npriced'),
    (PROSE, "`answer` is the typed record of what the command prints, `to_dict()` its JSON, `to_frame()` a table for pandas."),
    (CODE, "priced.answer.schedule.rows[0]"),
    (CODE, "priced.tables"),
    (CODE, 'priced.to_frame("schedule", floats=True).head()'),
    (PROSE, "A deal under other values is another deal."),
    (CODE, ('shorter = leasecalc.price(deal.under({"lease.term": "36 months"}))\n'
           "[found.answer.comparison.lease_minus_sale_per_car for found in (priced, shorter)]")),
    (PROSE, "Lease against sale, with the verdict; `routes=\"all\"` ranks every route."),
    (CODE, "verdict = leasecalc.compare(deal).answer\nverdict.ahead, verdict.difference_per_car, verdict.too_close_to_call"),
    (PROSE, "Any number can be solved for, swept over, or drawn at random."),
    (CODE, 'leasecalc.solve(deal, "rent", {"lessor_yield": "15%"}).answer.answer.after.contract.rent'),
    (CODE, 'leasecalc.sweep(deal, "residual=x0.5..x1.5/5").to_frame(floats=True)'),
    (CODE, "chances = leasecalc.load(\"deals/risk/uz-yuanup-chances.yaml\")\nleasecalc.simulate(chances, 10_000, seed=7)"),
    (PROSE, "Many deals at once; a deal without a price is a row with its reason."),
    (CODE, 'leasecalc.batch("deals/za-*.yaml").to_frame(floats=True)[["deal", "status", "lease_minus_sale"]]'),
)  # fmt: skip


def notebook() -> nbformat.NotebookNode:
    """Return the notebook without outputs."""
    cells = [make(text) for make, text in CELLS]
    for number, cell in enumerate(cells, start=1):
        cell["id"] = f"cell-{number}"
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def executed() -> nbformat.NotebookNode:
    """Return the notebook with the outputs of a run in the root of the project."""
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    made = notebook()
    NotebookClient(made, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in made.cells:
        cell.metadata = {}
    made.metadata = {"kernelspec": made.metadata["kernelspec"]}
    return made


if __name__ == "__main__":
    nbformat.write(executed(), NOTEBOOK)
