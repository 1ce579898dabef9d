"""The verbs, for Python users and for the command line, which calls only these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from leasecalc.errors import CalculationError, Diagnostic, InputError, LeasecalcError, NoSolution, Span, UsageError, in_order
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.optimising.best import Optimised
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.engine.solving.counted import Counted
    from leasecalc.engine.solving.offers import Offer
    from leasecalc.engine.solving.subject import SolveWishes
    from leasecalc.engine.solving.targeting import Solved, Targeting
    from leasecalc.markets.library import Library
    from leasecalc.reading.files import FileText
    from leasecalc.reading.rewriting import Written
    from leasecalc.reading.tree import Tree
    from leasecalc.report.accounting.model import AccountingShown
    from leasecalc.report.basis import Basis
    from leasecalc.report.deal.build import Reading
    from leasecalc.report.deal.model import Report
    from leasecalc.report.termination.build import TerminationReport
    from leasecalc.streams import StreamAnswer, Wishes

T = TypeVar("T")

#: Where a question of the market is shown that names no other place in the deal.
MARKET: Final = "import.market"


#: Lists of a deal that may be written in a CSV file of their own.
LISTS: Final = (("lease", "structure", "stream"),)


@record
class Deal:
    """A deal file that was read and found good: its document, the tree that knows the place of each value, and the files it came from."""

    document: DealDocument
    tree: Tree
    files: tuple[FileText, ...]


def load(path: str, assignments: Iterable[str] = (), *, funding: str = "") -> Deal:
    """Read the deal at ``path`` (``-``: standard input) over its ``extends:``, under ``assignments`` (``lease.term=48 months``).

    The section of a file ``funding`` takes the place of the deal's own.

    Raises ``InputError`` with every fault at once.
    """
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.files import read_tree

    read = read_tree(path, assignments, section=("funding", funding), lists=LISTS)
    return Deal(structure(read.tree, DealDocument), read.tree, read.files)


def library(directories: Iterable[str] = ()) -> Library:
    """Return the market library: the shipped files, with those of ``directories`` added or in their place."""
    from leasecalc.markets.library import Library

    return Library.load(directories)


def resolve(deal: Deal, markets: Library) -> ResolvedDeal:
    """Return the deal ready to price. Raises ``InputError``, placed in the deal file, for what the market data must ask."""
    from leasecalc.engine.resolving.resolve import resolve as resolve_document

    return _told(deal, lambda: resolve_document(deal.document, markets))


def price(deal: Deal, markets: Library) -> Priced:
    """Return the priced deal: contract amounts and the flows of both routes.

    Raises like `resolve`, and ``NoSolution`` where the target of a rent is met by no instalment above zero.
    """
    from leasecalc.engine.price import price as price_deal

    resolved = resolve(deal, markets)
    priced = _told(deal, lambda: price_deal(resolved))
    if resolved.lease.target is not None and float(priced.contract.rent) <= 0.0:
        raise NoSolution(
            f"the target is met at an instalment of {priced.contract.rent:.2f}, not above zero: down payment, deposit, fees and residual "
            "bring more than the target asks for (leasecalc explain LC601)"
        )
    return priced


def report(deal: Deal, markets: Library, *, traced: bool = True) -> Report:
    """Return the whole report of a deal; ``traced``: with every payment that is exchanged. Raises like `resolve`."""
    from leasecalc.report.deal.build import build

    priced = price(deal, markets)
    read = _reading(deal, markets)
    return _told(deal, lambda: build(deal.document, priced, read, traced=traced))


def accounting(deal: Deal, markets: Library, *, standard: str = "", side: str = "lessor") -> AccountingShown:
    """Return the books of one side (``lessor``, ``lessee``) by a standard: ``ifrs16``, ``cas21``, ``asc842``, or that of the deal.

    Raises ``UsageError`` for a side or standard that does not exist, and like `resolve`.
    """
    from leasecalc.report.accounting.build import STANDARD_NAMES, accounting_shown

    if standard and standard not in STANDARD_NAMES:
        raise UsageError(f"there is no standard `{standard}`: use one of {', '.join(STANDARD_NAMES)}")
    if side not in {"lessor", "lessee"}:
        raise UsageError(f"there is no side `{side}`: use lessor or lessee")
    priced = price(deal, markets)
    chosen: Any = (side, standard or None)
    return _told(deal, lambda: accounting_shown(deal.document, priced, _reading(deal, markets), *chosen))


def _reading(deal: Deal, markets: Library) -> Reading:
    from leasecalc.report.deal.build import Reading
    from leasecalc.report.deal.model import FileRead

    hashes = markets.hashes()
    read = tuple(FileRead(path=file.name, sha256=file.sha256, holds="deal") for file in deal.files)
    data = tuple(FileRead(path=name, sha256=digest, holds="market data") for name, digest in hashes.items())
    written = {key: value for key, value in deal.tree.data.items() if key != "extends"}
    return Reading(files=(*read, *data), data=data_version(hashes), texts=dict(_texts("", deal.tree.data)), written=written)


def basis(deal: Deal, priced: Priced) -> Basis:
    """Return what the numbers of a priced deal rest on without proof: assumed inputs, and unverified or stale market figures."""
    return basis_of_deal(deal, priced.deal)


def basis_of_deal(deal: Deal, resolved: ResolvedDeal) -> Basis:
    """Return the same of a deal that is ready to price."""
    from leasecalc.report.basis import basis_of
    from leasecalc.report.deal.status import inputs_shown

    return basis_of(inputs_shown(deal.document, resolved, dict(_texts("", deal.tree.data))))


def termination(deal: Deal, markets: Library, *, method: str = "", on: date | None = None) -> TerminationReport:
    """Return termination values by date, and a settlement on the day ``on``; ``method`` replaces the deal's (default: balance).

    Raises ``UsageError`` for a day outside the lease, a method without its rate, or deliveries on several days; else like `price`.
    """
    from leasecalc.report.termination.build import build_termination

    priced = price(deal, markets)
    return replace(_told(deal, lambda: build_termination(priced, method, on)), basis=basis(deal, priced))


def solve(
    deal: Deal, markets: Library, *, knobs: Sequence[str], targets: Sequence[tuple[str, str]], wishes: SolveWishes | None = None
) -> Solved:
    """Return the value of one knob (or of two) at which one measure (or two) meets its target, put into the whole deal.

    ``targets`` are names of measures with a value and its unit: ``("lessor_yield", "14%")``. Raises ``UsageError`` for what does
    not exist, and ``InputError`` like `price`; a target that is not met is an answer with its status.
    """
    from leasecalc.engine.solving.goals import goal
    from leasecalc.engine.solving.one_knob import solve_one
    from leasecalc.engine.solving.subject import SolveWishes, Subject, knob_named, rent_role
    from leasecalc.engine.solving.targeting import Solved
    from leasecalc.engine.solving.terms import Terms
    from leasecalc.engine.solving.two_knobs import solve_two

    wishes = wishes or SolveWishes()
    today = price(deal, markets)
    names = [knob_named(today, name) for name in knobs]
    goals = [goal(today, name, typed) for name, typed in targets]
    subject = Subject(today, rent_role(today, names, goals, wishes.rent), Terms(deal.document, markets))
    if len(names) != len(goals) or len(names) not in {1, 2}:
        raise UsageError("solve takes one knob and one target, or two of each")
    if len(names) == 1:
        answer = solve_one(subject, names[0], goals[0], wishes.limits(subject.today, names[0]))
    else:
        answer = solve_two(subject, (names[0], names[1]), (goals[0], goals[1]))
    return Solved(answer=answer, put_in=_put_in(deal, markets, answer))


def _put_in(deal: Deal, markets: Library, answer: Targeting) -> tuple[str, ...]:
    """Return the assignments if they give the deal that was priced, else none."""
    from leasecalc.engine.solving.put_in import assignments
    from leasecalc.engine.solving.targeting import measured

    texts = () if answer.after is None else assignments(deal.document, answer)
    if not texts:
        return ()
    try:
        again = price(assign(deal, texts), markets)
    except LeasecalcError:
        return ()
    same = all(measured(again, found.goal) == found.achieved for found in answer.goals)
    return texts if same else ()


def counted(deal: Deal, markets: Library, measure: str) -> Counted:
    """Return what a measure counts in a deal, and its value. Raises ``UsageError`` for what is no measure of the deal."""
    from leasecalc.engine.solving.counted import counted as counted_in

    return counted_in(price(deal, markets), measure)


def assign(deal: Deal, assignments: Iterable[str]) -> Deal:
    """Return the deal under further ``assignments``. Raises ``InputError`` with every fault at once."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.setting import set_value

    tree = deal.tree
    for text in assignments:
        tree = set_value(tree, text)
    if tree is deal.tree:
        return deal
    return Deal(structure(tree, DealDocument), tree, deal.files)


def stream_rates(path: str, wishes: Wishes | None = None) -> StreamAnswer:
    """Return every rate of the flows at ``path`` (``-``: standard input). Raises ``InputError`` with every fault at once."""
    from leasecalc import streams

    return streams.answer(streams.read(path), wishes or streams.Wishes())


def offer(deal: Deal, markets: Library, path: str) -> Offer:
    """Return the deal with the instalments at ``path`` in the place of its own. Raises ``InputError`` where they do not fit."""
    from leasecalc import streams
    from leasecalc.engine.price import price as price_deal
    from leasecalc.engine.solving.offers import Offer, with_offer

    ours = price(deal, markets)
    document = with_offer(deal.document, ours, streams.read(path))
    theirs = Deal(document, deal.tree, deal.files)
    return Offer(ours=ours, theirs=_told(theirs, lambda: price_deal(resolve(theirs, markets))))


def optimise(deal: Deal, markets: Library) -> Optimised:
    """Return the best instalments within the limits that the deal's `optimise:` writes, rounded, and the whole deal with them.

    Needs scipy (extra ``leasecalc[optimise]``). Raises ``UsageError`` where it is not there or the deal asks for nothing, ``InputError``
    like `price`, and for floors that are not linear; limits that cannot be kept together are an answer with its status.
    """
    from leasecalc.engine.solving.offers import best_instalments

    if deal.document.optimise is None:
        raise UsageError("the deal has no `optimise:`; write one, or say what to seek: --objective lessee_cost")
    today = price(deal, markets)
    return _told(deal, lambda: best_instalments(deal.document, today, markets))


def optimised_text(deal: Deal, markets: Library, answer: Optimised) -> str:
    """Return the deal file with the optimised instalments as its own stream: comments kept where one file holds the whole deal.

    Raises ``CalculationError`` if the text would not be priced as the answer is, so that nothing wrong is written.
    """
    from leasecalc.engine.optimising.put_down import values_to_write
    from leasecalc.reading.rewriting import as_yaml, rewritten

    values = values_to_write(deal.document, answer)
    plain = deal
    for path, value in values.items():
        plain = Deal(plain.document, _put(plain.tree, path, value), plain.files)
    for made in (
        rewritten(deal.tree, values),
        as_yaml({key: value for key, value in plain.tree.data.items() if key != "extends"}),
    ):
        if made is not None and _priced_so(made, deal, markets, answer):
            return made
    raise CalculationError("the optimised deal cannot be written to a file that is priced the same")


def _put(tree: Tree, path: tuple[str, ...], value: Written) -> Tree:
    from leasecalc.reading.setting import set_value

    steps = (*path[:-1], value.key or path[-1])
    written = set_value(tree, f"{'.'.join(steps)}={value.text or ''}")
    return set_value(written, f"{'.'.join(path)}=") if value.key else written


def _priced_so(text: str, deal: Deal, markets: Library, answer: Optimised) -> bool:
    """Return whether a deal file is priced with the instalments of the answer."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.tree import parse

    try:
        tree = parse(text, deal.tree.file)
        again = price(Deal(structure(tree, DealDocument), tree, deal.files), markets)
    except LeasecalcError:
        return False
    return tuple(map(float, again.contract.instalments)) == answer.instalments


def _told(deal: Deal, work: Callable[[], T]) -> T:
    """Do the work; place in the deal what is wrong with it, also where a number grows beyond what can be exact (LC602)."""
    try:
        return work()
    except InputError as error:
        raise placed(error, deal.tree) from None
    except (CalculationError, ArithmeticError) as error:
        what = "an amount has no value, because a rate that it needs does not exist" if "nan" in str(error) else str(error)
        message = f"the numbers of the deal lead to one that cannot be calculated to the cent: {what}"
        hint = "look for an amount, rate, length or exchange rate with too many digits, or in the wrong unit"
        raise InputError((Diagnostic("LC602", message, hint, (Span(deal.tree.file, 1, 1),)),)) from error


def _texts(path: str, node: Any) -> Iterator[tuple[str, str]]:
    """Yield the path of every node of a deal and its text; a map or list reads as its parts in a row."""
    if isinstance(node, dict | list):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        parts = []
        for key, child in items:
            below = list(_texts(f"{path}.{key}" if path else str(key), child))
            yield from below
            if below:
                text = below[-1][1]
                parts.append(text if isinstance(key, int) else f"{key} {text}")
        yield path, ", ".join(parts)
    elif node is not None:
        yield path, str(node)


def data_version(hashes: dict[str, str]) -> str:
    """Return a short name of the market data that was read: the SHA-256 of the hashes of its files."""
    from leasecalc.reading.hashing import sha256

    text = "\n".join(f"{name} {digest}" for name, digest in sorted(hashes.items()))
    return f"sha256:{sha256(text.encode()).hexdigest()[:16]}"


def placed(error: InputError, tree: Tree) -> InputError:
    """Give each diagnostic that only names a path in the deal the place of that path, or of what would hold it."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.shapes import attributes

    sections = attributes(DealDocument)

    def with_place(diagnostic: Diagnostic) -> Diagnostic:
        path = diagnostic.path or (MARKET if diagnostic.code.startswith("LC5") and not diagnostic.spans else "")
        steps: tuple[str | int, ...] = tuple(int(step) if step.isdigit() else step for step in path.split("."))
        if steps[0] not in sections:  # a path into a market file
            return diagnostic
        return replace(diagnostic, spans=(_place(tree, steps), *diagnostic.spans))

    diagnostics = in_order(with_place(diagnostic) for diagnostic in error.diagnostics)
    return InputError(diagnostics, {**tree.sources, **error.sources})


def place_of(deal: Deal, path: str) -> str:
    """Return where in its files a value of the deal stands, by its path: ``deal.yaml:34:12``."""
    steps = path.split(".")
    span = deal.tree.place(tuple(int(step) if step.isdigit() else step for step in steps))
    return f"{span.file}:{span.line}:{span.column}"


def _place(tree: Tree, steps: tuple[str | int, ...]) -> Span:
    """Return the place of a value; of a whole section, that of its key."""
    node = tree.data
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return tree.key_place(steps) if isinstance(node, dict) else tree.place(steps)
