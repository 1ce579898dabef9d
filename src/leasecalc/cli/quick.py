"""The commands that scripts run most, read without the command-line library, which costs more to start than they do to run.

Only plain spellings are taken (`price deal.yaml --format json -o out.json --set a.b=c`); everything else, also every mistake, is left to the
application, so that there is one place for help and for usage errors. A test holds both ways together.
"""

from __future__ import annotations

VALUED = {
    "--format": "format",
    "-f": "format",
    "-o": "output",
    "--output": "output",
    "--table": "table",
    "--color": "colour",
    "--language": "language",
}
REPEATED = {"--set": "assignments", "--markets": "markets"}
FLAGS = {"--wide": "wide", "--strict": "strict", "--audit": "audit"}
COLOURS = ("auto", "always", "never")
LANGUAGES = ("en", "zh", "ru", "es")


def quick(arguments: list[str]) -> int | None:
    """Return the exit code of a plain command on a deal, or None where the application must read the arguments."""
    if arguments == ["--help"]:
        from leasecalc.cli.help import show_help

        return show_help()
    if not arguments or arguments[0] not in {"price", "schedule", "compare"}:
        return None
    options = _read(arguments[1:])
    if options is None:
        return None
    from leasecalc.cli.actions import deals
    from leasecalc.cli.request import Request

    action = {"price": deals.price, "schedule": deals.schedule, "compare": deals.compare}[arguments[0]]
    return action(Request(**options))  # type: ignore[arg-type]


def _read(arguments: list[str]) -> dict[str, object] | None:
    found: dict[str, object] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument in FLAGS:
            found[FLAGS[argument]] = True
        elif argument in VALUED or argument in REPEATED:
            value = next(rest, None)
            if value is None or value.startswith("--"):
                return None
            if argument in REPEATED:
                found[REPEATED[argument]] = (*found.get(REPEATED[argument], ()), value)  # type: ignore[misc]
            else:
                found[VALUED[argument]] = value
        elif (argument.startswith("-") and argument != "-") or "deal" in found:
            return None
        else:
            found["deal"] = argument
    plain = found.get("colour", "auto") in COLOURS and found.get("language", "en") in LANGUAGES
    return found if "deal" in found and plain else None
