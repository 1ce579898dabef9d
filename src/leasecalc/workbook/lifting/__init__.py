"""The resolved deal with a formula for every number."""
