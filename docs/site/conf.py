"""The docs as a site: `sphinx-build -W -b html -c docs/site docs build/site`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from leasecalc._version import VERSION  # noqa: E402 - after the path

project = "leasecalc"
author = copyright = "The leasecalc authors"  # noqa: A001 - the name that the builder reads
release = version = VERSION
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["site", "writers", "notebooks"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
myst_url_schemes = {"http": None, "https": None, "mailto": None}
html_theme = "furo"
html_title = f"leasecalc {VERSION}"
# quoted terminal output and deal files are no language that a highlighter knows
highlight_language = "none"
# links into the source tree lead nowhere on a site; tests/docs checks every link of every page
suppress_warnings = ["misc.highlighting_failure", "myst.xref_missing"]
