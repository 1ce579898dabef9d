"""What a command was asked to do, apart from how it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.report.render.output import ColourChoice

FORMATS = ("table", "json", "csv", "md")
COLOURS = ("auto", "always", "never")
LANGUAGES = ("en", "zh", "ru", "es")
SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "table"}


def request_of(*, colour: str, language: str = "en", **options: Any) -> Request:
    """Return the request, checked. Raises ``UsageError`` for a colour that is none of ``COLOURS``, a language none of ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise UsageError(f"--language is {', '.join(LANGUAGES)}, not `{language}`")
    if colour not in COLOURS:
        raise UsageError(f"--color is {', '.join(COLOURS)}, not `{colour}`")
    return Request(colour=colour, language=language, **options)  # type: ignore[arg-type]


@record(kw_only=True)
class Request:
    """The options that the commands on a deal share."""

    deal: str
    assignments: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    format: str = ""
    output: str = ""
    colour: ColourChoice = "auto"
    wide: bool = False
    strict: bool = False
    audit: bool = False
    table: str = ""
    language: str = "en"
