"""Answers of `solve`, `optimise` and `yield` as pages."""
