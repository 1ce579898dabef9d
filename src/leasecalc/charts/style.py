"""The style sheet of charts: shapes by class, colours as names that a page gives in light and dark, or as they are in a file."""

from __future__ import annotations

LIGHT = {
    "ink": "#1b2733", "quiet": "#566472", "rule": "#dde3e8", "line": "#8a97a3", "paper": "#ffffff", "sum": "#33475b", "up": "#2a7a5c",
    "down": "#b3443c", "first": "#1f5a94", "second": "#a3640f", "third": "#6a4c93", "plus1": "#e3f1ea", "plus2": "#b5dcc8", "plus3": "#7fbf9f",
    "minus1": "#f9e7e3", "minus2": "#efc1b8", "minus3": "#e29a8d", "none": "#eef1f4", "on": "#15202b",
}  # fmt: skip
"""Colours on white: text at 4.5 to 1 or more, shapes at 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""

DARK = {
    "ink": "#e6ebf0", "quiet": "#a3b0bc", "rule": "#2f3b47", "line": "#6d7b88", "paper": "#131a21", "sum": "#8fa3b8", "up": "#57b894",
    "down": "#e0776c", "first": "#6aa9e6", "second": "#dca04f", "third": "#b79be0", "plus1": "#1d3a30", "plus2": "#235445", "plus3": "#2a6f5a",
    "minus1": "#40262a", "minus2": "#5f3033", "minus3": "#80393a", "none": "#222c36", "on": "#f2f5f8",
}  # fmt: skip

_SHAPES = """
.c-t,.c-q,.c-n,.c-a,.c-f,.c-h{{font-size:12px;fill:{ink};font-variant-numeric:tabular-nums lining-nums}}
.c-q,.c-a{{fill:{quiet}}}.c-q,.c-a,.c-f{{font-size:11px}}.c-f{{font-weight:600}}.c-t,.c-q,.c-f{{paint-order:stroke;stroke:{paper};stroke-width:4px;stroke-linejoin:round}}
.c-grid{{stroke:{rule};stroke-width:1}}.c-zero{{stroke:{line};stroke-width:1}}.c-join{{stroke:{line};stroke-width:1;stroke-dasharray:2 2}}
.c-mark{{stroke:{ink};stroke-width:1;stroke-dasharray:4 3}}
.c-sum{{fill:{sum}}}.c-step{{fill:{first}}}.c-up,.c-high{{fill:{up}}}.c-down,.c-low{{fill:{down}}}
.c-doubt{{fill-opacity:.3;stroke-width:1.2}}.c-sum.c-doubt{{stroke:{sum}}}.c-step.c-doubt{{stroke:{first}}}.c-up.c-doubt{{stroke:{up}}}.c-down.c-doubt{{stroke:{down}}}
.c-line{{fill:none;stroke-width:2;stroke-linejoin:round}}.c-line.c-first{{stroke:{first}}}.c-line.c-second{{stroke:{second}}}.c-line.c-third{{stroke:{third}}}
.c-area{{stroke:none;fill-opacity:.12}}.c-area.c-first,.c-dot.c-first{{fill:{first}}}.c-area.c-second,.c-dot.c-second{{fill:{second}}}
.c-none{{fill:{none}}}.c-plus1{{fill:{plus1}}}.c-plus2{{fill:{plus2}}}.c-plus3{{fill:{plus3}}}.c-minus1{{fill:{minus1}}}.c-minus2{{fill:{minus2}}}.c-minus3{{fill:{minus3}}}
.c-h{{fill:{on}}}
"""


def style_of_page() -> str:
    """Return the style for charts within a page whose style has the colours as ``--ink``, ``--up`` and so on."""
    return _SHAPES.format(**{name: f"var(--{name})" for name in LIGHT}).strip()


def colours(theme: dict[str, str]) -> str:
    """Return the declarations of a theme's colours, for a page."""
    return ";".join(f"--{name}:{colour}" for name, colour in theme.items())


def style_of_file(fonts: str) -> str:
    """Return the style for a chart that stands alone, in the light theme; ``fonts`` is a CSS list of families."""
    return f"text{{font-family:{fonts}}}" + _SHAPES.format(**LIGHT).strip()
