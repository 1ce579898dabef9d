"""`python -m leasecalc` and the console script: answers the version at once, then hands over."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from leasecalc._version import VERSION

        sys.stdout.write(f"leasecalc {VERSION}\n")
        return
    from leasecalc.cli.run import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
