"""Market files: what each country charges on an imported vehicle, dated and sourced, and how to look it up."""
