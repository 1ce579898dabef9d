"""The term sheet of one deal: which sections, and what stands in each."""
