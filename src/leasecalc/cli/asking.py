"""What commands share: their options are named once, and reach a command as one request."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, get_type_hints

from leasecalc.cli import options
from leasecalc.cli.request import request_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., int]

SHARED: dict[str, tuple[Any, Any]] = {
    "deal": (options.DealFile, inspect.Parameter.empty),
    "assignments": (options.Assignments, None),
    "markets": (options.MarketDirectories, None),
    "format": (options.Format, ""),
    "output": (options.Output, ""),
    "color": (options.Colour, "auto"),
    "wide": (options.Wide, False),
    "strict": (options.Strict, False),
    "table": (options.TableName, ""),
    "language": (options.Language, "en"),
}
"""The shared options by name: how the command line reads each, and what it is when it is not written."""

PRINTING = ("format", "output", "color", "wide", "table", "language")
"""How and where a result is printed."""
ON_MARKETS = ("markets", *PRINTING)
ON_A_DEAL = ("deal", "assignments", *ON_MARKETS)
SEVERAL = ("assignments", "markets")


def asking(*names: str) -> Callable[[Command], Command]:
    """Return a decorator that lets a command take a ``Request`` in the place of the shared options ``names``.

    The command's own parameters stand between the deal and the other shared ones, as its help prints them.
    """

    def decorate(work: Command) -> Command:
        own = list(inspect.signature(work).parameters.values())[1:]
        hints = get_type_hints(work, include_extras=True)

        def command(**given: Any) -> int:
            shared = {name: given.pop(name) for name in names}
            shared |= {name: tuple(shared[name] or ()) for name in SEVERAL if name in shared}
            colour = shared.pop("color", "auto")
            return work(request_of(**{"deal": "", **shared}, colour=colour), **given)

        taken = [_parameter(name) for name in names]
        parameters = [
            *taken[: names.count("deal")],
            *(_keyword(each, hints[each.name]) for each in own),
            *taken[names.count("deal") :],
        ]
        command.__name__, command.__doc__, command.__module__ = work.__name__, work.__doc__, work.__module__
        command.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
        command.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": int}
        return command

    return decorate


def _parameter(name: str) -> inspect.Parameter:
    annotation, default = SHARED[name]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def _keyword(parameter: inspect.Parameter, annotation: Any) -> inspect.Parameter:
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
