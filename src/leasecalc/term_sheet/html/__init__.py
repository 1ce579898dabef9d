"""A document as one HTML file: style and charts inside it, nothing loaded, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.model import Sheet


def html(sheet: Sheet, words: Words) -> str:
    """Return the page. Raises ``UsageError`` where Jinja2 is not installed."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise UsageError("a report needs Jinja2: pip install 'leasecalc[report]'") from None
    from markupsafe import Markup

    from leasecalc.charts.style import DARK, LIGHT, colours, style_of_page
    from leasecalc.term_sheet.plain import plain

    environment = Environment(
        loader=PackageLoader("leasecalc.term_sheet", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    data: dict[str, Any] = plain(sheet, words)
    for section in data["sections"]:
        for part in section["parts"]:
            if part["type"] == "picture":  # escaped where it was drawn
                part["wide"], part["narrow"] = Markup(part["wide"].svg()), Markup(part["narrow"].svg())  # noqa: S704
    style = Markup(style_of_page())  # noqa: S704 - our own
    page = environment.get_template("sheet.html.jinja")
    return page.render(data, light=colours(LIGHT), dark=colours(DARK), charts=style) + "\n"
