"""How a priced deal stands in the books of lessor and lessee; loaded by the command `accounting` alone."""
