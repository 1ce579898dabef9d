"""What `diff` does: two sides, or the files of a git revision beside those of today."""
