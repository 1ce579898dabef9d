"""The answers of `sweep`, `tornado`, `breakeven` and `stress`: a page for people, data for programs."""
