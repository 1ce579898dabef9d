"""Charts as files of their own: SVG in the light theme, for a slide or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charts.style import style_of_file
from leasecalc.term_sheet.model import pictures_of
from leasecalc.term_sheet.plain import WIDE

if TYPE_CHECKING:
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.model import Sheet

FACES = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"


def chart_files(sheet: Sheet, words: Words) -> dict[str, str]:
    """Return each chart of a document by its name, as SVG."""
    style = style_of_file(FACES)
    return {picture.name: picture.drawn(words, WIDE).svg(style=style) for picture in pictures_of(sheet)}
