"""PyYAML's own syntax errors, retold: where it went wrong for the reader of the file, and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc.errors import Diagnostic, Span
from leasecalc.reading.lookalikes import first
from leasecalc.reading.suggest import quoted

if TYPE_CHECKING:
    from leasecalc.reading.nodes import Source

# Where a look-alike breaks the syntax, rather than standing in a text that it belongs to.
_SYNTAX_PLACES = (
    re.compile(r"^[\s-]*[\w./-]+\s*(：)"),
    re.compile(r"(?:^[\s-]*|:\s+|[\[{,]\s*)([“”‘’【])"),
    re.compile(r"^ *([\u00a0\u3000\u202f\u2003])"),
    re.compile(r":([\u00a0\u3000\u202f\u2003])"),
)
_RETOLD = tuple(
    (re.compile(pattern), code, message, hint, at_context)
    for pattern, code, message, hint, at_context in (
        ("quoted scalar.*end of stream", "LC113", "a quote is opened and never closed", "close it", True),
        (
            "escape|double-quoted.*hex",
            "LC117",
            "unknown escape after a backslash in double quotes",
            "use single quotes, or write `\\\\` for a backslash",
            False,
        ),
        ("flow sequence", "LC114", "bracket `[` is not closed, or a comma is missing", "", True),
        ("flow mapping", "LC114", "bracket `{` is not closed, or a comma is missing", "", True),
        (
            "mapping values are not allowed",
            "LC115",
            "a `:` is not allowed here",
            "mend the indentation, or quote text that has a colon and a space in it",
            False,
        ),
        (
            "expected ':'",
            "LC115",
            "a line has neither `:` nor `- `",
            "write `key: value`, or mend the indentation",
            True,
        ),
        (
            "block (mapping|collection|sequence)",
            "LC115",
            "the indentation does not fit the lines above",
            "begin sister keys in the same column",
            False,
        ),
    )
)
_TAB = re.compile(r"^ *(?:- *)*\t")


def syntax_fault(source: Source, error: Any) -> Diagnostic:
    """Return the diagnostic of a scanner or parser error of PyYAML (C or Python)."""
    problem = str(error.problem or "")
    context = str(error.context or "")
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    context_line = error.context_mark.line + 1 if error.context_mark else line
    earliest = max(1, line - 20, min(context_line, line - 1))
    known = _tab(source, line) or lookalike_fault(source, range(line, earliest - 1, -1))
    if known is not None:
        return known
    code, message, hint, at_context = _retell(problem, context, source, mark)
    where = error.context_mark if at_context and error.context_mark else mark
    place = Span(source.file, where.line + 1, where.column + 1) if where else Span(source.file, 1, 1)
    return Diagnostic(code, message, hint, (place,))


def _tab(source: Source, line: int) -> Diagnostic | None:
    match = _TAB.match(source.line(line))
    if match is None:
        return None
    span = Span(source.file, line, match.end())
    return Diagnostic("LC103", "a tab is used for indentation", "indent with spaces", (span,))


def lookalike_fault(source: Source, lines: range) -> Diagnostic | None:
    """Return a fault for the first of ``lines`` with a look-alike where YAML needs an ASCII character."""
    for line in lines:
        for pattern in _SYNTAX_PLACES:
            match = pattern.search(source.line(line))
            known = first(match[1]) if match else None
            if match is None or known is None:
                continue
            name, meant = known[1], known[2]
            hint = f"write `{meant}`" + (" and a space" if meant == ":" else "") if meant != " " else "use plain spaces"
            span = Span(source.file, line, match.start(1) + 1)
            return Diagnostic("LC112", f"a {name} stands where YAML needs an ASCII character", hint, (span,))
    return None


def _retell(problem: str, context: str, source: Source, mark: Any) -> tuple[str, str, str, bool]:
    """Return code, message, hint, and whether the place is that of the context."""
    if "cannot start any token" in problem and mark is not None:
        typed = source.line(mark.line + 1)[mark.column : mark.column + 1]
        return "LC116", f"text cannot begin with {quoted(typed)}", "put the text in quotes", False
    whole = f"{context} {problem}"
    if "expected key" in problem and mark is not None and source.line(mark.line + 1)[mark.column :].startswith(":"):
        return "LC107", "a key is missing before `:`", "write `key: value`", False
    if "expected key" in problem and mark is not None and source.line(mark.line + 1)[: mark.column].strip(" -"):
        return "LC116", "text follows a value that is complete", "put the whole value in quotes", False
    for pattern, code, message, hint, at_context in _RETOLD:
        if pattern.search(whole):
            return code, message, hint, at_context
    return "LC116", f"the text is no YAML that can be read: {problem or 'unknown cause'}", "", False
