"""One file per command: its options and its one-line help. The work is in ``cli.actions``."""
