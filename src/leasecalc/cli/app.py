"""The application: every command by name. Imports the command-line library; the commands import the rest when they run."""

from __future__ import annotations

import os

import typer

from leasecalc.cli.commands.accounting import accounting
from leasecalc.cli.commands.batch import batch
from leasecalc.cli.commands.breakeven import breakeven
from leasecalc.cli.commands.check import check
from leasecalc.cli.commands.compare import compare
from leasecalc.cli.commands.completion import completion
from leasecalc.cli.commands.currency import currency
from leasecalc.cli.commands.diff import diff
from leasecalc.cli.commands.explain import explain
from leasecalc.cli.commands.funding import funding
from leasecalc.cli.commands.init import init
from leasecalc.cli.commands.landed import landed
from leasecalc.cli.commands.markets import markets
from leasecalc.cli.commands.optimise import optimise
from leasecalc.cli.commands.portfolio import portfolio
from leasecalc.cli.commands.price import price
from leasecalc.cli.commands.report import report
from leasecalc.cli.commands.schedule import schedule
from leasecalc.cli.commands.schema import schema
from leasecalc.cli.commands.show import show
from leasecalc.cli.commands.simulate import simulate
from leasecalc.cli.commands.solve import solve
from leasecalc.cli.commands.stress import stress
from leasecalc.cli.commands.sweep import sweep
from leasecalc.cli.commands.termination import termination
from leasecalc.cli.commands.tornado import tornado
from leasecalc.cli.commands.validate import validate
from leasecalc.cli.commands.yield_ import yield_

COMMANDS = (
    init,
    validate,
    price,
    compare,
    diff,
    check,
    schedule,
    termination,
    accounting,
    funding,
    currency,
    solve,
    optimise,
    yield_,
    sweep,
    tornado,
    breakeven,
    stress,
    simulate,
    batch,
    portfolio,
    report,
    landed,
    markets,
    show,
    explain,
    schema,
    completion,
)

HELP = "Structure and price cross-border vehicle leases, and compare them with an outright export sale."
EPILOG = (
    "Exit codes: 0 done, 1 the answer is no, 2 usage, 3 invalid input file, 4 no solution, 5 internal. "
    "Data goes to standard output, everything else to standard error."
)


VARIABLE = "_LEASECALC_COMPLETE"
"""Set by the script of `leasecalc completion` while a shell asks what comes next."""


def make_app() -> typer.Typer:
    """Return the application with all commands."""
    app = typer.Typer(
        help=HELP, epilog=EPILOG, no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    if os.environ.get(VARIABLE):
        from leasecalc.cli.completing import completing

        completing(COMMANDS)
    for command in COMMANDS:
        app.command()(command)
    app.callback()(_root)
    return app


def _version(asked: bool) -> None:
    if asked:
        from leasecalc._version import VERSION

        typer.echo(f"leasecalc {VERSION}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", "-V", callback=_version, is_eager=True, help="Show the version and leave."),
    debug: bool = typer.Option(False, "--debug", help="Show a traceback when the program itself fails."),
) -> None:
    """Structure and price cross-border vehicle leases, and compare them with an outright export sale."""


def run_app(arguments: list[str]) -> int:
    """Run the application on ``arguments`` and return the exit code; errors of the program are raised, usage errors are told here."""
    try:
        code = make_app()(args=arguments, prog_name="leasecalc", standalone_mode=False)
    except typer.Exit as left:
        return left.exit_code
    except SystemExit as left:  # the library leaves with 1 when nobody reads on, which is no fault
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        raise
    except Exception as error:
        if _is_usage(error):
            error.show()  # type: ignore[attr-defined]
            return 2
        if type(error).__name__ == "Abort":
            return 130
        raise
    return code if isinstance(code, int) else 0


def _is_usage(error: Exception) -> bool:
    """Return whether the command-line library refused the arguments (it is vendored, so its classes have no stable import path)."""
    return hasattr(error, "show") and any(cls.__name__ == "ClickException" for cls in type(error).__mro__)
