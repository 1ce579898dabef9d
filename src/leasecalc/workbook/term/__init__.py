"""The term as a cell: more rows than the deal needs, of which those beyond the term are nothing, and what follows the end, by term."""
