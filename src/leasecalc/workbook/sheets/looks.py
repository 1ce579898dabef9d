"""How cells look, by name: number formats, and the colours of inputs and headings."""

from __future__ import annotations

from typing import Any

INPUT = "#FFF2CC"
DOUBT = "#F8CBAD"
HEAD = "#1F3864"
RULE = "#BFBFBF"

MONEY = "#,##0.00;[Red]-#,##0.00;0.00"
FLOW = "#,##0.00;[Red]-#,##0.00;"
RATE = "0.00##%"
NUMBER = "General"
FACTOR = "0.000000"
DAY = "yyyy-mm-dd"
COUNT = "0;-0;"
RATIO = "0.00##"

_HEADING = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": HEAD,
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": RULE,
}
_INPUT = {"bg_color": INPUT, "border": 1, "border_color": RULE, "locked": False}

LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "unit": {"indent": 1, "font_color": "#595959"},
    "wrap": {"text_wrap": True, "valign": "top", "indent": 1},
    "quiet": {"font_color": "#595959", "text_wrap": True, "valign": "top", "indent": 1},
    "title": {"bold": True, "font_size": 14},
    "section": {"bold": True, "font_color": HEAD, "bottom": 1, "bottom_color": HEAD},
    "head": {**_HEADING, "align": "center"},
    "head_left": {**_HEADING, "align": "left"},
    "money": {"num_format": MONEY},
    "flow": {"num_format": FLOW},
    "rate": {"num_format": RATE},
    "yield": {"num_format": "0.0000%"},
    "number": {"num_format": NUMBER, "align": "right"},
    "count": {"num_format": COUNT},
    "factor": {"num_format": FACTOR},
    "ratio": {"num_format": RATIO},
    "day": {"num_format": DAY, "align": "right"},
    "total": {"num_format": MONEY, "bold": True, "top": 1},
    "total_text": {"bold": True, "top": 1},
    "result": {"num_format": MONEY, "bold": True},
    "verdict": {"bold": True},
    "input_money": {**_INPUT, "num_format": MONEY},
    "input_rate": {**_INPUT, "num_format": RATE},
    "input_number": {**_INPUT, "num_format": NUMBER, "align": "right"},
    "input_doubt_money": {**_INPUT, "num_format": MONEY, "bg_color": DOUBT},
    "input_doubt_rate": {**_INPUT, "num_format": RATE, "bg_color": DOUBT},
    "input_doubt_number": {**_INPUT, "num_format": NUMBER, "bg_color": DOUBT, "align": "right"},
    "given_number": {"num_format": NUMBER, "align": "right", "font_color": "#595959"},
    "check": {"bold": True, "align": "center"},
}


def look_of(unit: str) -> str:
    """Return the look of a number by its unit."""
    return {"rate": "rate", "number": "number", "quote": "number"}.get(unit, "money")
