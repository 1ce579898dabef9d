"""Progress of long work on standard error: done, rate and time left; nothing where nobody looks."""

from __future__ import annotations

import sys
import time

EVERY = 0.2
"""Seconds between two lines."""


class Progress:
    """One line that is written over. Silent unless standard error is a terminal."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what
        self._shown = sys.stderr.isatty()
        self._began: float | None = None
        self._first = self.done = 0
        self._last = 0.0

    def told(self, done: int, of: int) -> None:
        """Say how much is done."""
        now = time.monotonic()
        if self._began is None:
            self._began, self._first = now, done
        self.done = done
        if not self._shown or (now - self._last < EVERY and done < of):
            return
        self._last = now
        rate = (done - self._first) / (now - self._began) if now > self._began else 0.0
        left = f", {duration((of - done) / rate)} left" if rate and done < of else ""
        sys.stderr.write(f"\r\x1b[K{self._name}: {done:,} of {of:,} {self._what}, {rate:,.0f}/s{left}")
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")
            self._last = 0.0


def duration(seconds: float) -> str:
    """Return a length of time in words: `42 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
