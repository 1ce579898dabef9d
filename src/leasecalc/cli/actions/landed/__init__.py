"""Actions of `landed`."""
