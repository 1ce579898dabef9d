"""`completion`: the script of a shell."""

from __future__ import annotations

import sys

from leasecalc.cli.completing import SHELLS, script
from leasecalc.errors import UsageError

OK = 0
OTHER_NAMES = {"pwsh": "powershell"}


def completion(shell: str) -> int:
    """Print the script. Raises ``UsageError`` for a shell that is not known."""
    name = OTHER_NAMES.get(shell.lower(), shell.lower())
    if name not in SHELLS:
        raise UsageError(f"completion is for {', '.join(SHELLS)}, not `{shell}`")
    sys.stdout.write(script(name))
    return OK
