"""What the streams can show: colour, width, signs. The only place of the program that looks at the environment."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from leasecalc.report.render.output import Stream, look_of, wants_colour

if TYPE_CHECKING:
    from typing import TextIO

    from leasecalc.report.render.output import ColourChoice, Look


def stream_facts(stream: TextIO) -> Stream:
    """Return whether ``stream`` is a terminal, how wide, and its encoding."""
    is_terminal = stream.isatty()
    columns = None
    if is_terminal:
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except OSError:
            columns = 80
    return Stream(is_terminal=is_terminal, columns=columns, encoding=stream.encoding)


def look_of_stdout(choice: ColourChoice, *, wide: bool) -> Look:
    """Return how a page is drawn on standard output."""
    return look_of(stream_facts(sys.stdout), os.environ, choice=choice, wide=wide)


def wants_colour_on_stderr() -> bool:
    """Return whether messages may be coloured."""
    return wants_colour(stream_facts(sys.stderr), os.environ, choice="auto")
