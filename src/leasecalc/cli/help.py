"""The text of `leasecalc --help`, kept as a file so that showing it loads nothing; a test holds it equal to what the application prints."""

from __future__ import annotations

import sys
from pathlib import Path

FILE = Path(__file__).with_name("help.txt")


def show_help() -> int:
    """Print the help."""
    sys.stdout.write(FILE.read_text(encoding="utf-8"))
    return 0


def written_anew() -> str:
    """Return the help as the application prints it at 80 columns."""
    from typer.testing import CliRunner

    from leasecalc.cli.app import make_app

    return (
        CliRunner()
        .invoke(make_app(), ["--help"], prog_name="leasecalc", env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}, terminal_width=80)
        .output
    )


if __name__ == "__main__":
    FILE.write_text(written_anew(), encoding="utf-8")
