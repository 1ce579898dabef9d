"""A book: a table with a row for each deal, its columns knobs of one template, priced on the array face in fixed blocks."""
