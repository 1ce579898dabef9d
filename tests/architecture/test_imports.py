"""Imports go one way, from the command line down to numbers; what is slow to import is imported late."""

from __future__ import annotations

import graphlib

from program_source import FILES, imports

#: Each room may use those above it. `audit` reads the printed report and stands beside nothing.
FLOORS = (
    (
        "_version",
        "errors",
        "records",
        "record_on_demand",
        "cache",
        "kept_code",
        "money",
        "values",
        "rounding",
        "dates",
        "day_counts",
        "roots",
        "annuity",
        "apr",
        "loans",
        "accounting",
        "buying",
        "credit_capital",
        "currency",
        "depreciation",
        "premium",
        "tax_credit",
        "knobs",
        "charts",
    ),
    ("reading", "charges"),
    ("deal", "markets", "streams", "scenarios"),
    ("engine",),
    ("routes",),
    ("report",),
    ("languages",),
    ("audit", "workbook"),
    ("api", "workers"),
    ("analyses", "batching", "simulation", "difference"),
    ("portfolio", "verbs", "term_sheet", "baselines"),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
#: What a rate of charge is typed with, and nothing else of reading.
READ_BY_CHARGES = {f"leasecalc.reading.{name}" for name in ("fields", "faults", "suggest", "scalar", "numbers")}
#: What follows from a deal file alone (counts, currencies, dates) is plain functions on plain values.
DEAL_FUNCTIONS = {"leasecalc.deal.terms"}
#: The term as a knob, or another party's instalments: each trial is a deal of its own, resolved again from the document.
RESOLVES_AGAIN = {"engine/solving/terms.py", "engine/solving/offers.py"}
HEAVY = {"numpy", "numpy_financial", "scipy", "pandas", "pydantic", "pydantic_core", "rich", "yaml", "typer"}
MAY_BE_SLOW = {
    "reading/validation.py": {"pydantic", "pydantic_core"},  # imported for bad files only
    "audit/findings.py": {"numpy_financial"},  # imported by `price --audit` only
    "engine/optimising/programme.py": {"scipy"},  # the extra `optimise`
    "cli/app.py": {"typer"},
    "cli/options.py": {"typer"},
    "cli/car_options.py": {"typer"},
}


def room_of(name: str) -> str:
    """Return the top room of a file (`engine/price.py`) or of a module (`leasecalc.engine.price`)."""
    return name.removeprefix("leasecalc.").replace("/", ".").removesuffix(".py").split(".")[0]


def test_imports_go_down() -> None:
    wrong = [
        f"{file}:{found.line} imports {found.module}"
        for file in FILES
        for found in imports(file)
        if file != "__init__.py" and found.module.startswith("leasecalc") and not goes_down(room_of(file), found.module)
    ]
    assert wrong == []


def goes_down(room: str, module: str) -> bool:
    """Return whether files of a room may import a module: from its own room, or from a floor above it (numbers are floor 0)."""
    other = room_of(module)
    if room == "charges" and other == "reading":
        return module in READ_BY_CHARGES
    return FLOOR[other] < FLOOR[room] or other == room or FLOOR[room] == FLOOR[other] == 0


def test_every_room_has_its_floor() -> None:
    assert {room_of(file) for file in FILES} - {"__init__"} == set(FLOOR)


def test_no_circle_of_imports() -> None:
    known = {"leasecalc." + file.removesuffix(".py").removesuffix("/__init__").replace("/", "."): file for file in FILES}
    graph = {
        name: {found.module for found in imports(file) if found.module in known and found.at_top and found.module != name}
        for name, file in known.items()
    }
    tuple(graphlib.TopologicalSorter(graph).static_order())


def test_the_kernel_knows_no_deal_file() -> None:
    """Only `engine/resolving/` turns what was written into what is priced; the rest may name its types, and use plain functions."""
    kernel = [
        file
        for file in FILES
        if file.startswith("engine/") and not file.startswith("engine/resolving/") and file not in RESOLVES_AGAIN
    ]
    wrong = [
        f"{file}:{found.line} imports {found.module}"
        for file in kernel
        for found in imports(file)
        if found.module.startswith("leasecalc.deal") and not found.for_types and found.module not in DEAL_FUNCTIONS
    ]
    assert wrong == []


def test_what_is_slow_is_imported_late() -> None:
    wrong = [
        f"{file}:{found.line} imports {found.module}"
        for file in FILES
        for found in imports(file)
        if found.at_top and (package := found.module.split(".")[0]) in HEAVY and package not in may_be_slow(file)
    ]
    assert wrong == []


def may_be_slow(file: str) -> set[str]:
    return {"typer"} if file.startswith("cli/commands/") else MAY_BE_SLOW.get(file, set())


def test_extras_are_imported_where_they_are_used() -> None:
    found = {(file, one.module.split(".")[0]) for file in FILES for one in imports(file)}
    assert {file for file, package in found if package == "scipy"} == {"engine/optimising/programme.py", "simulation/draws.py"}
    assert {file for file, package in found if package == "pandas"} == {"verbs/frames.py", "verbs/result.py", "verbs/many.py"}
    assert {file for file, package in found if package == "babel"} == {"languages/catalogue.py", "languages/words.py"}
