"""Charts: well-formed SVG whose shapes and letters lie inside, as long as their values say."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from sheets import DEALS, LANGUAGES, ZA, sheet_of

from leasecalc.charts.canvas import text_width, wrapped
from leasecalc.charts.curves import Curve, CurveChart, drawn_curves
from leasecalc.charts.heat_map import HeatMap, drawn_heat_map
from leasecalc.charts.histogram import Histogram, drawn_histogram
from leasecalc.charts.rows import Bar, Row, RowChart, drawn_rows
from leasecalc.charts.scale import scale
from leasecalc.languages import words_of
from leasecalc.term_sheet.chart_files import chart_files
from leasecalc.term_sheet.model import pictures_of
from leasecalc.term_sheet.plain import NARROW, WIDE

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"c-t": 12.0, "c-n": 12.0, "c-q": 11.0, "c-a": 11.0, "c-f": 11.0, "c-h": 12.0}


def outside(svg: str) -> list[str]:
    """Return every shape and text of a drawing that does not lie inside its view."""
    alone = svg if "xmlns" in svg else svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    root = ET.fromstring(alone)  # noqa: S314 - our own
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert all(child.text for child in list(root)[:2])
    found = []
    for shape in root.iter():
        xs, ys = _extent(shape)
        if any(not -0.6 <= x <= width + 0.6 for x in xs) or any(not -0.6 <= y <= height + 0.6 for y in ys):
            found.append(f"{shape.tag.removeprefix(SVG)} {shape.text or ''} {xs} {ys} in {width} x {height}")
    return found


def _extent(shape: ET.Element) -> tuple[list[float], list[float]]:
    given, tag = shape.attrib, shape.tag.removeprefix(SVG)
    if tag == "rect":
        x, y, width, height = (float(given[name]) for name in ("x", "y", "width", "height"))
        return [x, x + width], [y, y + height]
    if tag == "line":
        return [float(given["x1"]), float(given["x2"])], [float(given["y1"]), float(given["y2"])]
    if tag in {"polyline", "polygon"}:
        points = [tuple(map(float, point.split(","))) for point in given["points"].split()]
        return [x for x, _ in points], [y for _, y in points]
    if tag == "circle":
        return [float(given["cx"])], [float(given["cy"])]
    if tag == "text":
        long = text_width(shape.text or "", SIZES[given["class"].split()[0]])
        start = {"start": 0.0, "middle": -long / 2, "end": -long}[given.get("text-anchor", "start")]
        return [float(given["x"]) + start, float(given["x"]) + start + long], [float(given["y"]), float(given["y"]) - 9.0]
    return [], []


@pytest.mark.parametrize("deal", DEALS)
def test_charts_of_a_deal_lie_inside(deal: str) -> None:
    for language in LANGUAGES if deal == ZA else ("en",):
        words = words_of(language)
        for picture in pictures_of(sheet_of(deal)[0]):
            for width in (WIDE, NARROW):
                assert outside(picture.drawn(words, width).svg()) == []


def test_a_term_sheet_has_its_charts_as_files() -> None:
    files = chart_files(sheet_of(ZA)[0], words_of("en"))
    assert list(files) == ["bridge", "cash", "balance", "landed", "tornado"]
    for svg in files.values():
        assert outside(svg) == []
        assert "var(" not in svg


def test_bars_are_as_long_as_their_values() -> None:
    rows = tuple(
        Row(label=f"row {end}", figure=str(end), bars=(Bar(start=0.0, end=end, tone="up"),)) for end in (100.0, 50.0, -25.0)
    )
    drawing = drawn_rows(RowChart(name="bars", title="t", description="d", rows=rows, tick=lambda value: f"{value:g}"), 700.0)
    widths = [float(found) for found in re.findall(r'width="([\d.]+)" height="14" class="c-up"', drawing.body)]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.002)
    assert widths[2] / widths[0] == pytest.approx(0.25, abs=0.002)


def test_a_waterfall_goes_on_where_it_was() -> None:
    steps = ((0.0, 40.0, "sum"), (40.0, 70.0, "up"), (70.0, 20.0, "down"), (0.0, 20.0, "sum"))
    rows = tuple(Row(label="x", figure="1", bars=(Bar(start=low, end=high, tone=tone),)) for low, high, tone in steps)  # type: ignore[arg-type]
    body = drawn_rows(RowChart(name="w", title="t", description="d", rows=rows, tick=str, joined=True), 600.0).body
    bars = [(float(x), float(x) + float(w)) for x, w in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', body)]
    joins = [float(x) for x in re.findall(r'<line x1="([\d.]+)" y1="[\d.]+" x2="\1" y2="[\d.]+" class="c-join"', body)]
    assert joins == pytest.approx([bars[0][1], bars[1][1], bars[2][0]], abs=0.15)


def test_a_curve_keeps_its_value_until_the_next_day() -> None:
    points = ((date(2026, 1, 1), 0.0), (date(2026, 7, 2), 10.0), (date(2027, 1, 1), 5.0))
    chart = CurveChart(
        name="c",
        title="t",
        description="d",
        curves=(Curve(label="l", tone="first", points=points),),
        tick=lambda value: f"{value:g}",
    )
    (line,) = re.findall(r'<polyline points="([^"]+)" class="c-line c-first"', drawn_curves(chart, 600.0).body)
    drawn = [tuple(map(float, point.split(","))) for point in line.split()]
    assert drawn[1] == (drawn[2][0], drawn[0][1])  # flat, then up on the day itself
    low, high, last = drawn[0][1], drawn[2][1], drawn[4][1]
    assert (low - last) / (low - high) == pytest.approx(0.5, abs=0.01)


def whole(value: float) -> str:
    return f"{value:,.0f}"


def test_histogram_and_heat_map_lie_inside_and_show_every_value() -> None:
    classes = tuple((place * 10.0 - 50.0, place * 10.0 - 40.0, 0.1) for place in range(10))
    rows = (("Uzbekistan", (12345.0, None)), ("Южно-Африканская Республика", (-3.0, 0.0)))
    marks = ((-45.0, "low end"), (48.0, "far right"))
    bars = Histogram(
        name="h", title="t", description="d", classes=classes, marks=marks, tick=whole, share=lambda v: f"{100 * v:.0f} %"
    )
    cells = HeatMap(name="m", title="t", description="d", columns=("10 % of the price", "20 %"), rows=rows, figure=whole)
    for width in (WIDE, NARROW):
        assert outside(drawn_histogram(bars, width).svg()) == []
        assert drawn_histogram(bars, width).body.count("c-down") == drawn_histogram(bars, width).body.count("c-up") == 5
        found = drawn_heat_map(cells, width)
        assert outside(found.svg()) == []
        assert [text in found.body for text in (">12,345<", ">−3<", ">-3<", ">0<", ">–<")] == [True, False, True, True, True]


def test_axes_have_few_round_ticks_that_hold_all_values() -> None:
    for values in ((3.0, 97.0), (-1851.47, 940.4), (0.0, 0.0), (1e9, 2.3e9), (-5.0, -1.0)):
        found = scale(values, 0.0, 100.0)
        assert found.low <= min(0.0, *values)
        assert found.high >= max(0.0, *values)
        assert 2 <= len(found.ticks) <= 8
        assert 0.0 in [round(tick, 9) for tick in found.ticks]


def test_long_labels_are_wrapped_and_nothing_is_lost() -> None:
    for text in ("Environmental levy on CO2 and on tyres", "租赁期满时承租人购买选择权的行使价格说明", "x" * 80):
        lines = wrapped(text, 90.0)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(text_width(line) <= 90.0 for line in lines)
