"""The command line: reads arguments, calls ``api``, writes what was asked for to standard output and everything else to standard error."""
