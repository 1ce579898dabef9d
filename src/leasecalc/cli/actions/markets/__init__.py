"""Actions of `markets`."""
