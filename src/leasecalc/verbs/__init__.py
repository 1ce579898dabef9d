"""The verbs for Python and notebooks: each returns what its command prints, as a page, as data and as typed records."""
