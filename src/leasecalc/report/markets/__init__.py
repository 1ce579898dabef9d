"""Pages of markets, of origin and of landed cost."""
