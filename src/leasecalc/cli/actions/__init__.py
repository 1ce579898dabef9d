"""What each command does, without the library that reads the command line (so that `price` starts fast)."""
