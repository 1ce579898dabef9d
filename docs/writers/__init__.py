"""One module for each reference page, or few of a kind; each function returns the text of a page."""
