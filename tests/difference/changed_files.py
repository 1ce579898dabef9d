"""Changing files, and committing them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DUTY = "rate: {kind: ad_valorem, rate: 25%}"
MORE_DUTY = "rate: {kind: ad_valorem, rate: 30%}"


def git(where: Path, *arguments: str) -> None:
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(where), *who, *arguments], check=True, capture_output=True)  # noqa: S607


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
