"""Strict YAML to typed documents, or to diagnostics with their places; knows nothing of deals or markets."""
