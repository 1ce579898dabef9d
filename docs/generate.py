"""Writes the files that follow from the code: the reference pages, the JSON schema of deal files, the text of `--help`.

Run `.venv/bin/python docs/generate.py` after a change; `--check` writes nothing and fails when a page is not current.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
PACKAGE = ROOT / "src" / "leasecalc"
sys.path[:0] = [str(PACKAGE.parent), str(ROOT / "docs")]

from writers.bases import base_pages, bases  # noqa: E402 - after the path
from writers.commands import commands  # noqa: E402
from writers.deal_file import deal_file  # noqa: E402
from writers.knobs import knobs  # noqa: E402
from writers.legs import legs  # noqa: E402
from writers.markets import markets  # noqa: E402
from writers.rate_kinds import kind_pages, rate_kinds  # noqa: E402
from writers.words import error_codes, measures  # noqa: E402


def deal_schema() -> str:
    """Return the JSON schema of deal files."""
    from leasecalc.cli.actions.reference import schema_of
    from leasecalc.report.render.json import dumps

    return dumps(schema_of("deal"))


def help_text() -> str:
    """Return what `leasecalc --help` prints."""
    from leasecalc.cli.help import written_anew

    return written_anew()


PAGES: dict[Path, Callable[[], str]] = {
    REFERENCE / "commands.md": commands,
    REFERENCE / "deal-file.md": deal_file,
    REFERENCE / "error-codes.md": error_codes,
    REFERENCE / "knobs.md": knobs,
    REFERENCE / "legs.md": legs,
    REFERENCE / "measures.md": measures,
    REFERENCE / "rate-kinds.md": rate_kinds,
    **{REFERENCE / "rate-kinds" / name: text_of for name, text_of in kind_pages().items()},
    REFERENCE / "bases.md": bases,
    **{REFERENCE / "bases" / name: text_of for name, text_of in base_pages().items()},
    REFERENCE / "markets.md": markets,
}
SHIPPED: dict[Path, Callable[[], str]] = {
    PACKAGE / "deal.schema.json": deal_schema,
    PACKAGE / "cli" / "help.txt": help_text,
}
"""Files of the package that are written too; the check names them without failing."""


def current(path: Path, text: str) -> bool:
    """Return whether a file says what ``text`` says; of a schema, what older releases of pydantic leave out does not count."""
    if not path.exists():
        return False
    found = path.read_text(encoding="utf-8")
    return found == text or (path.suffix == ".json" and _essence(json.loads(found)) == _essence(json.loads(text)))


def _essence(node: Any) -> Any:
    if isinstance(node, list):
        return [_essence(item) for item in node]
    if not isinstance(node, dict):
        return node
    left_out = {"additionalProperties", "description"} if "properties" in node else set()
    return {key: _essence(value) for key, value in node.items() if key not in left_out}


def main(arguments: list[str]) -> int:
    """Write every file that is not current, or with ``--check`` name it and fail for a page."""
    checking = "--check" in arguments
    stale = []
    for path, text_of in (PAGES | SHIPPED).items():
        text = text_of()
        if current(path, text):
            continue
        stale.append(path)
        sys.stderr.write(f"{'not current' if checking else 'wrote'}: {path.relative_to(ROOT).as_posix()}\n")
        if not checking:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if checking and stale:
        sys.stderr.write("run .venv/bin/python docs/generate.py and commit what it writes\n")
    return int(checking and any(path in PAGES for path in stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
