"""The books of either side as data and as pages."""
