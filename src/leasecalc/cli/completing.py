"""What a shell completes: deal files, knobs, measures, codes, markets and the few words that some options know.

The command line library completes commands and options by itself. What follows an option is known by how its help calls it
(``KNOB=RANGE``, ``DEAL``), so that a new option of a known kind needs nothing here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, get_type_hints

from leasecalc.cli.request import COLOURS, LANGUAGES

PROGRAM = "leasecalc"
SHELLS = ("bash", "zsh", "fish", "powershell")
DEALS, RESULTS = (".yaml", ".yml"), (".yaml", ".yml", ".json")

Complete = Callable[[str], list[str]]


def files(incomplete: str, suffixes: Iterable[str] = ()) -> list[str]:
    """Return files and folders that begin so; where one folder alone does, what is in it, so that the shell goes on into it."""
    folder, begun = os.path.split(incomplete)
    found = _in(folder, begun, tuple(suffixes))
    if len(found) == 1 and found[0].endswith("/"):
        return _in(found[0], "", tuple(suffixes)) or found
    return found


def _in(folder: str, begun: str, suffixes: tuple[str, ...]) -> list[str]:
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:  # noqa: PTH111
            known = sorted((entry.name, entry.is_dir()) for entry in entries if entry.name.startswith(begun))
    except OSError:
        return []
    shown = [(name, is_folder) for name, is_folder in known if begun.startswith(".") or not name.startswith(".")]
    wanted = [f"{name}/" if is_folder else name for name, is_folder in shown if is_folder or name.endswith(suffixes or ("",))]
    return [os.path.join(folder, name) for name in wanted]  # noqa: PTH118


def _deals(incomplete: str) -> list[str]:
    return files(incomplete, DEALS)


def _results(incomplete: str) -> list[str]:
    return files(incomplete, RESULTS)


def _folders(incomplete: str) -> list[str]:
    return [name for name in files(incomplete, ("/",)) if name.endswith("/")]


def _of_a_list(names: Iterable[str], incomplete: str) -> list[str]:
    """Return names for the last word of a list with commas."""
    before, comma, begun = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in names if name.startswith(begun)]


def _knobs(incomplete: str) -> list[str]:
    from leasecalc.knobs import KNOBS

    return _of_a_list([knob.name for knob in KNOBS], incomplete)


def _measures(incomplete: str) -> list[str]:
    return _of_a_list(_measure_names(), incomplete)


def _measure_names() -> list[str]:
    from leasecalc.engine.measures import known_measures
    from leasecalc.engine.solving.goals import GOALS_BY_NAME, SHORT_NAMES

    return sorted({*known_measures(), *GOALS_BY_NAME, *SHORT_NAMES})


def _paths(incomplete: str) -> list[str]:
    from leasecalc.knobs import KNOBS

    paths = sorted({knob.path for knob in KNOBS if knob.path and "{" not in knob.path})
    return [f"{path}=" for path in paths if path.startswith(incomplete)]


def _topics(incomplete: str) -> list[str]:
    from leasecalc.engine.legs.leg_pages import BY_NAME as LEGS
    from leasecalc.reading.codes import CODES

    names = (*_measure_names(), *LEGS, *(code.code for code in CODES))
    return [name for name in names if name.startswith(incomplete)]


def _markets(incomplete: str) -> list[str]:
    from leasecalc.markets.library import Library

    return _of_a_list(Library.load().codes(), incomplete)


def _words(*words: str) -> Complete:
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


BY_OPTION: dict[str, Complete] = {
    "--measure": _measures,
    "--why": _measures,
    "--only": _words(),
    "--standard": _words("ifrs16", "cas21", "asc842"),
}
BY_METAVAR: dict[str, Complete] = {
    "DEAL": _deals,
    "DEAL...": _deals,
    "[DEAL]": _deals,
    "A B": _results,
    "OFFER": files,
    "[FLOWS]": files,
    "PORTFOLIO": _deals,
    "FILE": files,
    "DIR": _folders,
    "KNOB": _knobs,
    "KNOBS": _knobs,
    "KNOB=RANGE": _knobs,
    "KNOB=LOW..HIGH": _knobs,
    "MEASURE": _measures,
    "MEASURE=VALUE": _measures,
    "CONDITION": _measures,
    "PATH=VALUE": _paths,
    "PATH=V,V": _paths,
    "TOPIC": _topics,
    "MARKET": _markets,
    "[MARKET]": _markets,
    "CODES": _markets,
    "CODE": _words(*LANGUAGES),
    "WHEN": _words(*COLOURS),
    "FORMAT": _words("table", "json", "csv", "md"),
    "SIDE": _words("lessor", "lessee"),
    "SHELL": _words(*SHELLS),
}


def completing(commands: Iterable[Callable[..., int]]) -> None:
    """Tell the command line library how each option and argument of the commands is completed; only a shell that asks needs it."""
    for command in commands:
        hints = get_type_hints(command, include_extras=True)
        command.__annotations__ = hints  # read from text anew each time, the descriptions would be others
        for hint in hints.values():
            for described in getattr(hint, "__metadata__", ()):
                found = _complete(described)
                if found is not None and described.autocompletion is None:
                    described.autocompletion = _named(found)


def _complete(described: Any) -> Complete | None:
    first = getattr(
        described, "default", None
    )  # where the library keeps the first name of an option that an annotation describes
    names = (first if isinstance(first, str) else "", *(getattr(described, "param_decls", None) or ()))
    by_option = next((BY_OPTION[name] for name in names if name in BY_OPTION), None)
    return by_option or BY_METAVAR.get(getattr(described, "metavar", None) or "")


def _named(found: Complete) -> Complete:
    """Return the function with the parameter that the command line library looks for."""

    def complete(incomplete: str) -> list[str]:
        return found(incomplete)

    return complete


def script(shell: str) -> str:
    """Return the text that a shell reads to complete the program. Raises ``KeyError`` for a shell that is none of ``SHELLS``."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    from leasecalc.cli.app import VARIABLE

    if shell not in SHELLS:
        raise KeyError(shell)
    return str(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)) + "\n"
