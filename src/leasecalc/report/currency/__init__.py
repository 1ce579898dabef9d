"""Exposure and conversions as a page."""
