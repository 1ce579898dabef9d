"""Stored figures of deals, and whether they are still what the deals come to."""
