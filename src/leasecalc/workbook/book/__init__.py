"""The cells of a workbook, where each is, and how its formula is written."""
