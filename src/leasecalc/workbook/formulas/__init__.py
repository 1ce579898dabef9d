"""The third face of a quantity: a formula, which knows its value and how it came about."""
