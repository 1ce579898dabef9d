"""How a lease may end: termination values, settlement on a day."""
