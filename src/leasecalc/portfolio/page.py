"""The page of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.portfolio.basis import basis_table, book_basis
from leasecalc.portfolio.losses_shown import losses_blocks
from leasecalc.portfolio.positions import Missing, Position
from leasecalc.report.page import Block, Cell, Column, Figures, Item, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import money

if TYPE_CHECKING:
    from leasecalc.portfolio.basis import BookBasis
    from leasecalc.portfolio.book import Book
    from leasecalc.portfolio.sums import Funding, Month
    from leasecalc.roots import Root

MOST_GROUPS = 8
RATE_DIGITS = 2
STATUSES = ("add", "subtract", "ignore")


def portfolio_page(book: Book) -> Page:
    """Return the page of a book: sums, lines, gates, where it leans, cash by month, rates of exchange."""
    count = len(book.lines)
    subtitle = f"{count} {'deal' if count == 1 else 'deals'}, {_when(book)} in {book.document.currency}"
    rests = book_basis(book)
    blocks: list[Block] = [
        _figures(book),
        *_missing(book),
        _deals(book, rests),
        _statuses(book),
        *_limits(book),
        _concentration(book),
    ]
    if book.losses is not None:
        blocks += losses_blocks(book.losses, book.document.currency)
    blocks += [_months(book), *_rates(book), *basis_table(rests), _notes(book)]
    return Page(book.document.name, subtitle, tuple(blocks), rests.in_short)


def _when(book: Book) -> str:
    days = sorted({line.priced.deal.pricing_date for line in book.priced if line.sign})
    return f"priced on {days[0]}" if days else "none priced"


def _figures(book: Book) -> Figures:
    found, currency = book.totals, book.document.currency

    def amount(label: str, value: float, remark: str = "") -> Item:
        return Item(label, money(value, currency), "money", unit=currency, remark=remark)

    def share(value: float) -> str:
        return f"{100.0 * value / found.financed:.2f} % of the amounts financed" if found.financed > 0.0 else ""

    items = (
        Item("Cars", found.cars, "count", remark=f"without {', '.join(book.missing_in_sums)}" if book.missing_in_sums else ""),
        amount("Amounts financed", found.financed),
        amount("Lease NPV", found.amounts["lease_npv"], "each deal at its own discount rate"),
        amount("Lease minus sale", found.amounts["lease_minus_sale"]),
        amount("Expected loss", found.expected_loss, share(found.expected_loss)),
        _yield("Pooled yield, expected", found.expected_yield),
        _yield("Pooled yield, contractual", found.contractual_yield),
        amount("Peak funding, expected", found.expected.peak, _peak(found.expected)),
        amount("Peak funding, contractual", found.contractual.peak, _peak(found.contractual)),
        _back("Cash back, expected", found.expected),
        _back("Cash back, contractual", found.contractual),
    )
    return Figures("book", "The book", items)


def _yield(label: str, found: Root) -> Item:
    others = [f"{100.0 * rate:.4f} %" for rate in (*found.roots, *found.beyond) if rate != found.value]
    remark = found.reason if found.value is None else "effective a year"
    if others:
        remark += f"; also {', '.join(others)}: {found.reason}"
    return Item(label, found.value, "rate", digits=4, remark=remark)


def _peak(found: Funding) -> str:
    return f"on {found.peak_on}" if found.peak_on is not None else "no cash is ever out"


def _back(label: str, found: Funding) -> Item:
    if found.back_on is None:
        return Item(label, None, "date", remark="never" if found.peak > 0.0 else "no cash is ever out")
    return Item(label, found.back_on, "date", remark=f"{found.back_months:.4g} months after pricing")


def _missing(book: Book) -> list[Table]:
    if not book.missing:
        return []
    columns = (
        Column("deal", "Deal", "text"),
        Column("status", "Status", "text"),
        Column("code", "Code", "text"),
        Column("reason", "Why it has no price", "text"),
    )
    rows = tuple(
        (line.label, line.status, line.code, f"{line.place}: {line.reason}" if line.place else line.reason)
        for line in book.missing
    )
    counted = book.missing_in_sums
    note = f"the sums are those of the other deals: without {', '.join(counted)}" if counted else "the sums would not count them"
    return [Table("missing", "Deals without a price", columns, rows, notes=(note,))]


def _deals(book: Book, rests: BookBasis) -> Table:
    currency = book.document.currency
    columns = (
        Column("deal", "Deal", "text"),
        Column("status", "Status", "text"),
        Column("cars", "Cars", "count"),
        Column("npv", "Lease NPV", "money", currency=currency),
        Column("yield", "Yield", "rate", digits=RATE_DIGITS),
        Column("peak_cash", "Peak cash", "money", currency=currency),
        Column("expected_loss", "Exp. loss", "money", currency=currency, priority=1),
        Column("lease_minus_sale", "vs sale", "money", currency=currency, priority=2),
        Column("financed", "Financed", "money", currency=currency, priority=3),
        Column("market", "Market", "text", priority=4),
        Column("lessee", "Lessee", "text", priority=5),
    )
    rows = tuple(_deal(line, currency) for line in book.lines)
    notes = ("amounts of all cars of a deal; yield effective a year on expected flows",)
    marks = tuple("" if isinstance(line, Missing) else rests.mark_of(line) for line in book.lines)
    return Table("deals", f"Deals, {currency}", columns, rows, notes=notes, row_marks=marks)


def _deal(line: Position | Missing, currency: str) -> tuple[Cell, ...]:
    if isinstance(line, Missing):
        return (line.label, "no price", *(None,) * 9)
    return (
        line.label,
        line.status,
        line.cars,
        money(line.amount("lease_npv"), currency),
        line.rate("expected_yield_effective"),
        money(line.amount("lease_peak_cash"), currency),
        money(line.expected_loss, currency),
        money(line.amount("lease_minus_sale"), currency),
        money(line.financed, currency),
        line.priced.deal.market,
        lessee_of(line),
    )


def lessee_of(line: Position) -> str:
    """Return who leases, as it is shown."""
    return line.lessee if line.lessees == 1 else f"{line.lessees} lessees"


def _whole(book: Book) -> tuple[Cell, ...]:
    found, currency = book.totals, book.document.currency
    sums = (found.amounts["lease_npv"], found.financed, found.expected_loss)
    count = sum(1 for line in book.priced if line.sign)
    return ("in the sums", count, found.cars, *(money(value, currency) for value in sums))


def _statuses(book: Book) -> Table:
    currency = book.document.currency
    columns = (
        Column("status", "Status", "text"),
        Column("deals", "Deals", "count"),
        Column("cars", "Cars", "count"),
        Column("npv", "Lease NPV", "money", currency=currency),
        Column("financed", "Financed", "money", currency=currency),
        Column("expected_loss", "Expected loss", "money", currency=currency),
    )
    rows = tuple(_status(book, status) for status in STATUSES)
    note = "added less subtracted; ignored deals are priced, not counted"
    return Table("statuses", f"By status, {currency}", columns, rows, _whole(book), notes=(note,))


def _status(book: Book, status: str) -> tuple[Cell, ...]:
    lines = [line for line in book.priced if line.status == status]
    currency = book.document.currency
    sums = (
        sum(line.amount("lease_npv") for line in lines),
        sum(line.financed for line in lines),
        sum(line.expected_loss for line in lines),
    )
    return (status, len(lines), sum(line.cars for line in lines), *(money(value, currency) for value in sums))


def _limits(book: Book) -> list[Table]:
    if not book.gates:
        return []
    columns = (
        Column("limit", "Limit", "text"),
        Column("gate", "Gate", "text"),
        Column("figure", "Figure", "text"),
        Column("bound", "Bound", "text"),
        Column("remark", "Remark", "text", priority=1),
    )
    currency = book.document.currency

    def said(value: float, *, in_money: bool) -> str:
        return f"{money(value, currency):,} {currency}" if in_money else f"{100.0 * value:.2f} %"

    rows = []
    for gate in book.gates:
        figure = "not known" if gate.figure is None else said(gate.figure, in_money=gate.in_money)
        bounds = [
            f"{word} {said(bound, in_money=gate.in_money)}"
            for word, bound in (("at most", gate.at_most), ("at least", gate.at_least))
            if bound is not None
        ]
        rows.append((gate.what, gate.status.upper(), figure, ", ".join(bounds), gate.reason))
    return [Table("limits", "Limits", columns, tuple(rows), row_marks=tuple(gate.status for gate in book.gates))]


def _concentration(book: Book) -> Table:
    currency = book.document.currency
    columns = (
        Column("by", "By", "text"),
        Column("name", "Name", "text"),
        Column("financed", "Financed", "money", currency=currency),
        Column("share", "Share", "rate", digits=RATE_DIGITS),
        Column("herfindahl", "Herfindahl", "factor", digits=4),
    )
    rows: list[tuple[Cell, ...]] = []
    notes = ["shares of the amounts financed; Herfindahl index: sum of squared shares, 1 where all is one"]
    for found in book.concentrations:
        if found.herfindahl is None:
            notes.append(f"{found.by}: no shares, {found.reason}")
            continue
        shown = found.groups if len(found.groups) <= MOST_GROUPS + 1 else found.groups[:MOST_GROUPS]
        for place, group in enumerate(shown):
            index = found.herfindahl if place == 0 else None
            rows.append((found.by, group.name, money(group.financed, currency), group.share, index))
        rest = found.groups[len(shown) :]
        if rest:
            amount, share = sum(group.financed for group in rest), sum(group.share for group in rest)
            rows.append((found.by, f"{len(rest)} others", money(amount, currency), share, None))
    return Table("concentration", f"Concentration, {currency}", columns, tuple(rows), notes=tuple(notes))


def _months(book: Book) -> Table:
    currency = book.document.currency
    columns = (
        Column("month", "Month", "text"),
        Column("expected", "Expected", "money", currency=currency),
        Column("expected_so_far", "so far", "money", currency=currency),
        Column("contractual", "Contractual", "money", currency=currency),
        Column("contractual_so_far", "so far", "money", currency=currency),
    )
    rows = tuple(_month(found, currency) for found in book.totals.months)
    note = "peak funding is found by day, so it may exceed what any month ends with"
    return Table("months", f"Cash by month, {currency}", columns, rows, notes=(note,))


def _month(found: Month, currency: str) -> tuple[Cell, ...]:
    amounts = (found.expected, found.expected_so_far, found.contractual, found.contractual_so_far)
    return (found.month, *(money(value, currency) for value in amounts))


def _rates(book: Book) -> list[Table]:
    used = {line.label: line.conversion for line in book.priced if line.conversion.rates_of}
    if not used:
        return []
    columns = (
        Column("deal", "Deal", "text"),
        Column("of", "From", "text"),
        Column("rate", f"{book.document.currency} per unit", "number", digits=6),
        Column("rates_of", "Rates of the", "text"),
        Column("as_of", "As of", "date"),
        Column("source", "Source", "text", priority=1),
    )
    rows = tuple((label, one.of, one.rate, one.rates_of, one.as_of, one.source) for label, one in used.items())
    marks = tuple("assumed" if one.assumed else "" for one in used.values())
    return [Table("rates", "Rates of exchange", columns, rows, row_marks=marks)]


def _notes(book: Book) -> Notes:
    lines = [
        Note("every deal is priced whole by the same engine as `price`; the book only adds, deal by deal, cars times amount")
    ]
    if any(line.conversion.rates_of for line in book.priced):
        lines.append(Note("other currencies are converted at the spot rate of the pricing date on every date of a deal"))
    laws = [line.label for line in book.priced if line.sign and line.deal.document.simulation is not None]
    if book.losses is not None and laws:
        lines.append(
            Note(
                f"only defaults are drawn: the other laws in `simulation:` of {', '.join(laws)} are held at what is expected",
                "doubt",
            )
        )
    moved = [f"{line.label} from {line.moved_from}" for line in book.priced if line.moved_from is not None]
    if moved:
        lines.append(Note(f"priced on the day of the book: {', '.join(moved)}", "doubt"))
    lines += _differing_rates(book)
    return Notes("how", "How", tuple(lines))


def _differing_rates(book: Book) -> list[Note]:
    """Return a doubt for each currency that two deals convert at two rates."""
    rates: dict[str, set[float]] = {}
    for line in book.priced:
        if line.sign and line.conversion.rates_of:
            rates.setdefault(line.conversion.of, set()).add(line.conversion.rate)
    return [
        Note(f"{of} is converted at {len(found)} different rates; write `fx` in the portfolio for one", "doubt")
        for of, found in rates.items()
        if len(found) > 1
    ]


__all__ = ["lessee_of", "portfolio_page"]
