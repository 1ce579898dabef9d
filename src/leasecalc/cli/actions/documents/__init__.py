"""Actions that write documents."""
