"""A priced deal as a spreadsheet whose figures are live formulas: the engine runs once more, on formulas instead of numbers."""
