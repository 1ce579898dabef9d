"""The commands, read from the signatures of their functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from writers.markdown import page, prose, table


def commands() -> str:
    """Return the page of the commands."""
    from leasecalc.cli.app import COMMANDS, EPILOG

    introduction = f"{EPILOG}\n\nOptions may stand before or after arguments. `leasecalc COMMAND --help` prints the same."
    return page("Commands", introduction, (_command(command) for command in COMMANDS))


def _command(command: Callable[..., int]) -> str:
    from typer.models import ArgumentInfo

    hints = get_type_hints(command, include_extras=True)
    arguments, options = [], []
    for name, parameter in inspect.signature(command).parameters.items():
        info = hints[name].__metadata__[0]
        if isinstance(info, ArgumentInfo):
            arguments.append((_metavar(name, info, hints[name].__origin__, parameter), info.help or ""))
        else:
            options.append((_option(name, info), info.help or ""))
    usage = " ".join(["leasecalc", command.__name__, *(metavar for metavar, _ in arguments), "[OPTIONS]"])
    rows = [(f"`{first}`", second.replace("<", "&lt;")) for first, second in (*arguments, *options)]
    return (
        f"## leasecalc {command.__name__}\n\n{prose(command.__doc__)}\n\n    {usage}\n\n{table(('argument or option', ''), rows)}"
    )


def _metavar(name: str, info: Any, hint: Any, parameter: inspect.Parameter) -> str:
    metavar = (info.metavar or name.upper()).strip()
    if metavar.startswith("[") and " " in metavar:  # a choice of forms, written out
        return metavar
    several = "list" in str(hint) and not metavar.endswith("...")
    shown = metavar.strip("[]") + ("..." if several else "")
    return shown if parameter.default is inspect.Parameter.empty else f"[{shown}]"


def _option(name: str, info: Any) -> str:
    first = (
        [info.default] if isinstance(info.default, str) else []
    )  # under Annotated the first spelling stands where the default would
    words = [*first, *info.param_decls] or [f"--{name.replace('_', '-')}"]
    return ", ".join(sorted(words, key=len)) + (f" {info.metavar}" if info.metavar else "")
