"""Cash flows: every leg of both routes by day, what is left of them, and how much is out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import add, contractual, net
from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import absolute, cell_of
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.trace import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced

DATE, YEARS, FACTOR = range(3)
HEAD = 3
FIRST = HEAD + 1


class CashFlows:
    """The sheet, and the columns of its routes as areas: `years`, `factor`, `lease net`, `lease running`, `leg lease rent`."""

    def __init__(self, found: Traced, places: Places) -> None:
        self.found, self.places = found, places
        self.sheet = Sheet("Cash flows")
        self.deal = found.formulas.deal
        self.at = self._places_with_flows()
        self.last = FIRST + len(self.at) - 1
        self.column = FACTOR + 1

    def _routes(self) -> list[tuple[str, str, tuple[Leg, ...]]]:
        priced, tax = self.found.formulas, self.found.formulas.tax
        routes = [("lease", "Lease", priced.lease), ("sale", "Export sale", priced.sale)]
        if priced.funding:
            routes.append(("loan", "Loan", priced.funding))
        if tax is not None:
            routes += [("lease tax", "Income tax, lease", tax.lease_legs), ("sale tax", "Income tax, sale", tax.sale_legs)]
        return routes

    def _places_with_flows(self) -> list[int]:
        found = {at for _, _, legs in self._routes() for leg in legs for at, _ in leg.flows}
        return sorted(found | {0})

    def make(self) -> Sheet:
        """Return the sheet."""
        sheet = self.sheet
        sheet.put(0, 0, f"Cash of one car by day, {self.deal.currency}; + is cash to the lessor", "title")
        sheet.freeze, sheet.landscape, sheet.heads = (FIRST, 1), True, (HEAD, HEAD)
        sheet.pages_wide = 2
        sheet.widths = {DATE: 12, YEARS: 10, FACTOR: 10}
        for column, head in ((DATE, "Date"), (YEARS, "Years"), (FACTOR, "Factor")):
            sheet.put(HEAD, column, head, "head")
        self._days()
        for key, label, legs in self._routes():
            self._route(key, label, legs)
        self._fold()
        return sheet

    def _area(self, key: str, column: int) -> None:
        self.places.areas[key] = (self.sheet.name, FIRST, column, self.last, column)

    def _days(self) -> None:
        when = self.deal.timeline
        factors = discount_factors(self.found.formulas.inputs.discount_rate, when.years)
        for row, at in enumerate(self.at, FIRST):
            self.sheet.put(row, DATE, self._day(at), "day")
            self.sheet.put(row, YEARS, when.years[at], "factor")
            self.sheet.put(row, FACTOR, factors[at], "factor")
        self._area("years", YEARS)
        self._area("factor", FACTOR)

    def _day(self, at: int) -> Any:
        term, dates = self.found.term, self.deal.timeline.dates
        return (
            dates[at] if term is None or at < len(term.top.timeline.dates) else term.moved[at - len(term.top.timeline.dates)][0]
        )

    def _route(self, key: str, label: str, legs: tuple[Leg, ...]) -> None:
        first = self.column
        for leg in legs:
            self._leg(key, leg)
        self.sheet.put(HEAD - 1, first, label, "section")
        last = self.column - 1
        self._sums(f"{key} net", f"{label}, net", legs, (first, last))
        fixed = contractual(legs)
        if len(fixed) < len(legs) and key == "lease":
            kept = [first + place for place, leg in enumerate(legs) if leg.nature == "contractual"]
            self._sums("lease by contract", "Lease by contract, net", fixed, (kept[0], kept[-1]))
        if key in {"lease", "sale"}:
            self._running(key, label, legs)

    def _leg(self, key: str, leg: Leg) -> None:
        column = self.column
        self.sheet.put(HEAD, column, leg.label, "head")
        self.sheet.widths[column] = 13
        by_place: dict[int, list[Any]] = {}
        for at, amount in leg.flows:
            by_place.setdefault(at, []).append(amount)
        for row, at in enumerate(self.at, FIRST):
            if at in by_place:
                amount = add(by_place[at])
                if isinstance(amount, Formula) or amount:
                    self.sheet.put(row, column, amount, "flow")
        self._area(f"leg {key} {leg.name}", column)
        self.column += 1

    def _sums(self, key: str, label: str, legs: Sequence[Leg], columns: tuple[int, int]) -> None:
        """Add the column of what legs that stand side by side leave."""
        sheet, column = self.sheet, self.column
        self.places.register(sheet)
        sheet.put(HEAD, column, label, "head")
        sheet.widths[column] = 14
        sums: list[Any] = net(legs, len(self.deal.timeline.years))
        for row, at in enumerate(self.at, FIRST):
            area = f"{cell_of(row, columns[0])}:{cell_of(row, columns[1])}"
            sheet.put(row, column, Native(lambda _p, _s, area=area: f"SUM({area})", value_of(sums[at])), "flow")  # type: ignore[misc]
            total = sums[at]
            if isinstance(total, Formula) and total.op != "leaf":
                self.places.of.setdefault(total.number, (sheet.name, row, column))
        self._area(key, column)
        self.column += 1

    def _running(self, key: str, label: str, legs: tuple[Leg, ...]) -> None:
        """Add the running sum, and beside it when it is below zero and when it is back (what the months of cash back are found from)."""
        sheet, column = self.sheet, self.column
        years = [value_of(self.deal.timeline.years[at]) for at in self.at]
        sums = net(legs, len(self.deal.timeline.years))
        flows = [value_of(sums[at]) for at in self.at]
        totals = [sum(flow for year, flow in zip(years, flows, strict=True) if year <= here) for here in years]
        below = [year for year, total in zip(years, totals, strict=True) if total < 0.0]
        for offset, head in enumerate((f"{label}, running sum", "Below zero, years", "Back, years", "Net of the day")):
            sheet.put(HEAD, column + offset, head, "head")
            sheet.widths[column + offset] = 13
        self._area(f"{key} running", column)
        self._area(f"{key} below", column + 1)
        self._area(f"{key} back", column + 2)
        self._area(f"{key} day", column + 3)
        for row, (year, total) in enumerate(zip(years, totals, strict=True), FIRST):
            self._running_row(key, row, column, (year, total, min(below, default=float("inf"))))
        self._days_net(key, column + 3, years, flows)
        sheet.folded_columns += [column + 1, column + 2, column + 3]
        self.column += 4

    def _days_net(self, key: str, column: int, years: list[float], flows: list[float]) -> None:
        """Add the net flow of each day beside its first row: the end of the lease has a row of its own."""
        met: set[float] = set()
        for row, year in enumerate(years, FIRST):
            here = cell_of(row, YEARS)
            total = 0.0 if year in met else sum(flow for other, flow in zip(years, flows, strict=True) if other == year)
            met.add(year)
            seen = f"COUNTIF({absolute(FIRST, YEARS)}:{here},{here})=1"
            text = lambda p, s, seen=seen, here=here: (  # noqa: E731
                f"IF({seen},SUMIF({p.area('years', s)},{here},{p.area(key + ' net', s)}),0)"
            )
            self.sheet.put(row, column, Native(text, total), "flow")

    def _running_row(self, key: str, row: int, column: int, today: tuple[float, float, float]) -> None:
        here, sums, first_below = cell_of(row, YEARS), cell_of(row, column), absolute(FIRST, column + 1)
        year, total, first = today
        last_below = absolute(self.last, column + 1)
        put = self.sheet.put
        put(
            row,
            column,
            Native(lambda p, s: f"SUMPRODUCT(({p.area('years', s)}<={here})*{p.area(key + ' net', s)})", total),
            "flow",
        )
        put(row, column + 1, Native(lambda _p, _s: f'IF({sums}<0,{here},"")', year if total < 0.0 else ""), "factor")
        back = f'IF(AND({sums}>=0,COUNT({first_below}:{last_below})>0,{here}>MIN({first_below}:{last_below})),{here},"")'
        put(row, column + 2, Native(lambda _p, _s: back, year if total >= 0.0 and year > first else ""), "factor")

    def _fold(self) -> None:
        """Fold the days that only a longer term has."""
        if self.found.term is None:
            return
        top = self.found.term.top.timeline
        end = self.found.priced.deal.timeline.dates[-1]
        beyond = [row for row, at in enumerate(self.at, FIRST) if at < len(top.dates) and top.dates[at] > end]
        if beyond:
            self.sheet.folded.append((beyond[0], beyond[-1]))
