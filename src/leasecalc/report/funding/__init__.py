"""The loan of a deal as data and as a page."""
