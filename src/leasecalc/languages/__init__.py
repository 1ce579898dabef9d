"""Other languages for what people read: labels and sentences by catalogue, numbers and days by the rules of CLDR (Babel)."""

from __future__ import annotations

from leasecalc.languages.words import in_language, words_of

__all__ = ["in_language", "words_of"]
