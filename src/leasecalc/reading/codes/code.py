"""What the program knows about one code of a diagnostic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code, a title of a few words, what it means and how to mend it, and a bad and a good example of a file.

    An example is empty where a file cannot show the fault.
    """

    code: str
    title: str
    explanation: str
    bad: str = ""
    good: str = ""
