"""Documents that a reader takes away: the term sheet of a deal, the ranking of a batch, the risk of a simulation; as HTML and PDF, with charts."""
