"""Named scenarios of `stress`: the file format, and the scenarios that are shipped, each with its source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leasecalc.reading.files import FileText
    from leasecalc.scenarios.document import ScenarioDocument

STANDARD = Path(__file__).with_name("standard.yaml")


def read(path: str = "") -> tuple[ScenarioDocument, FileText]:
    """Return the scenarios of a file (``-``: standard input; empty: those that are shipped). Raises ``InputError`` with every fault."""
    from leasecalc.reading.documents import load
    from leasecalc.reading.files import read_file
    from leasecalc.scenarios.document import ScenarioDocument

    text = read_file(path or str(STANDARD))
    return load(text.text, text.name, ScenarioDocument).document, text
