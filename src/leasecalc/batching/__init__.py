"""Many deals: deals x markets x values, a row for each; parts on disk that survive a kill, and one file in the end."""
