"""Charts as SVG: bars in rows, curves over days, histograms and heat maps. They know nothing of leases, and no colour: that is a style sheet's."""
