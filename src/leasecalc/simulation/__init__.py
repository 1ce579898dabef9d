"""Monte Carlo on the one kernel: what is drawn, how a path becomes inputs of a block, and what the answers add up to."""
