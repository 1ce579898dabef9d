"""What `check` does: holds deals against their expectations and baselines, stores baselines, writes reports for machines."""
