"""The notebook of the docs was run on this source: run again it shows the same."""

from __future__ import annotations

import importlib.util
import re
import warnings
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="notebooks need nbformat, nbclient and ipykernel")
pytest.importorskip("nbclient", reason="notebooks need nbformat, nbclient and ipykernel")
pytest.importorskip("ipykernel", reason="notebooks need nbformat, nbclient and ipykernel")

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"


def builder() -> Any:
    spec = importlib.util.spec_from_file_location("notebook_builder", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shown(notebook: Any) -> list[Any]:
    """Return what each cell says and shows; ids and the spacing of frames aside."""
    texts = [
        [re.sub(r"\s+", " ", str(out.get("data", out).get("text/plain", out))) for out in cell.get("outputs", ())]
        for cell in notebook.cells
    ]
    return [(cell.source, out) for cell, out in zip(notebook.cells, texts, strict=True)]


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_is_as_run() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        again = builder().executed()
    assert shown(again) == shown(nbformat.read(FOLDER / "first-deal.ipynb", 4))
