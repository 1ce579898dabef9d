"""Dated flows of each route, leg by leg. Plus is cash to the lessor."""
