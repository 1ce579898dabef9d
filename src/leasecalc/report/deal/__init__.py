"""The report of one deal: its data, how they are built, and their tables."""
