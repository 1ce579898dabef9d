"""The lessor's income tax as data and as tables."""
