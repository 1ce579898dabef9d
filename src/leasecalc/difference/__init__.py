"""Two deals, or two results of one: which inputs changed, which outputs moved, and by how much each change moved them."""
