"""Early ends as data and as a page."""
