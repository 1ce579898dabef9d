"""Pieces of Markdown that the pages share, and what a key of a file accepts."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = "<!-- written by docs/generate.py from the code; do not edit -->"


def page(title: str, introduction: str, parts: Iterator[str]) -> str:
    """Return a reference page."""
    return "\n\n".join([f"# {title}", WRITTEN, introduction, *parts]) + "\n"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def prose(docstring: str | None) -> str:
    """Return a docstring as Markdown: double back-quotes are code."""
    return inspect.cleandoc(docstring or "").replace("``", "`")


HEAD = ("key", "written as", "", "meaning")


def row(key: str, attribute: Any, meaning: str) -> tuple[str, ...]:
    """Return a line of the table of a record: key, what is accepted, whether it is needed, meaning."""
    return (f"`{key}`", _accepted(attribute.shape), "needed" if attribute.required else "", meaning)


def _accepted(shape: Any) -> str:
    words = []
    if shape.text is not None:
        choices = getattr(shape.text, "choices", ())
        described = shape.text.description
        examples = "" if described == "text" else ", ".join(f"`{example}`" for example in shape.text.examples[:2])
        words.append(
            ", ".join(f"`{word}`" for word in choices) if choices else f"{described}: {examples}" if examples else described
        )
    if shape.items is not None:
        words.append("a list of " + (_accepted(shape.items) if shape.items.text else "maps"))
    if shape.entries is not None:
        words.append("a map")
    return " or ".join(words)
