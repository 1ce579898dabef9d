"""Structure and price cross-border vehicle leases, and compare them with an outright export sale."""
