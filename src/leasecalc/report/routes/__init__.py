"""The pages of routes: their ranking and the verdict."""
