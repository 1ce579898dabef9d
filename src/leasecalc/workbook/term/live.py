"""The term as a formula: the longest lease that the workbook holds, with rows beyond the term that are nothing and an end that moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from leasecalc.deal.terms import PER_YEAR, STEP_DAYS, STEP_MONTHS
from leasecalc.engine.risk_plan import CarValue
from leasecalc.errors import CalculationError
from leasecalc.records import replace
from leasecalc.rounding import Rounding
from leasecalc.values import where
from leasecalc.workbook.lifting.cells import About, Cells
from leasecalc.workbook.term.accrual import ClockOnCells
from leasecalc.workbook.term.arrivals import moved_arrivals

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.engine.contract.accrual import Accrual
    from leasecalc.engine.contract.payment_plan import PaymentPlan
    from leasecalc.engine.resolved import ResolvedDeal, Timeline
    from leasecalc.reading.fields import Length
    from leasecalc.workbook.formulas.formula import Formula, Graph, Operand
    from leasecalc.workbook.term.terms import ByTerm

WHOLE = Rounding(1.0)
#: Days that a moment of the deal file may count from the end of the lease.
_MOMENTS = ("purchase", "export", "refund", "shipping", "charges", "recovered", "end", "residual", "premium")


class MovedDay:
    """A day that the term moves: it comes after every day of the grid, and its year is a formula."""

    def __init__(self, year: Operand) -> None:
        self.year = year

    def __ge__(self, other: object) -> bool:
        return True

    def __gt__(self, other: object) -> bool:
        return not isinstance(other, MovedDay)

    def __le__(self, other: object) -> bool:
        return isinstance(other, MovedDay)

    def __lt__(self, other: object) -> bool:
        return False


class LiveTerm:
    """The term of one deal in one workbook."""

    def __init__(
        self, graph: Graph, known: ByTerm, written: Length, moved: list[tuple[Operand, Operand, MovedDay]] | None = None
    ) -> None:
        self.graph, self.known, self.written, self.cells = graph, known, written, Cells(graph)
        self.top = known.deals[known.capacity]
        self.count = self._count(written)
        self.active: tuple[Any, ...] = tuple(
            self.graph.make("le", self.cells.number(row), self.count) for row in range(1, known.capacity + 1)
        )
        self.moved: list[tuple[Operand, Operand, MovedDay]] = [] if moved is None else moved
        """Days that the end of the lease moves: what stands for each on the grid, and its years."""
        self.of = ""
        self._tables: dict[tuple[float, ...], Formula] = {}
        self.days: dict[str, Operand] = {}
        """Those days, as numbers of a spreadsheet, by the name of the event."""

    def _count(self, written: Length) -> Formula:
        """Return the number of instalments by the cell of the term."""
        payments = self.top.lease.payments
        unit = written.unit
        about = About(label=f"Term, {unit}", unit="number", section="term", path="lease.term")
        term = self.graph.leaf("term", float(written.count), about)
        per_unit = self.known.today / written.count
        if per_unit == 1.0:
            return term
        step = STEP_MONTHS.get(payments) or STEP_DAYS[payments]
        label = f"Instalments for each of the {unit} ({PER_YEAR[payments]:g} a year, one every {step})"
        each = self.graph.leaf("instalments of a unit", per_unit, About(label=label, unit="number", section="facts"), fixed=True)
        return (term * each).rounded(WHOLE)  # type: ignore[no-any-return]

    def by_term(self, name: str, of: Callable[[Accrual], float]) -> Operand:
        """Return a number of the clock by the term."""
        return self.table(name, {count: of(deal.lease.plan.accrual) for count, deal in self.known.deals.items()})

    def table(self, name: str, values: dict[int, float]) -> Operand:
        """Return a number by the term: the number itself, the term, or a column of the calendar that the term enters."""
        if len(set(values.values())) == 1:
            return self.cells.one(name, next(iter(values.values())))
        if all(value == count for count, value in values.items()):
            return self.count
        key = tuple(values.values())
        if key not in self._tables:
            self._tables[key] = self._column(name, values)
        return self._tables[key]

    def _column(self, name: str, values: dict[int, float]) -> Formula:
        name = f"{name}{self.of}"
        cells = [
            self.graph.leaf(f"{name}, term {count}", values.get(count, float("nan")), About(label=name, unit="number", section="calendar", order=count))
            for count in range(1, self.known.capacity + 1)
        ]  # fmt: skip
        return self.graph.make("lookup", self.count, *cells)

    def inputs(self) -> dict[str, Operand]:
        """Return the inputs that the law makes hang on the term."""
        shares = {count: float(deal.inputs.lease_refund_share) for count, deal in self.known.deals.items()}
        return {} if len(set(shares.values())) == 1 else {"lease_refund_share": self.table("Refund granted to the lease", shares)}

    def facts(self) -> dict[str, Operand]:
        """Return the facts of a charge that hang on the term."""
        return {"term_months": self._months()}

    def _months(self) -> Operand:
        return self.table("Months of the lease", {count: deal.lease.term_months for count, deal in self.known.deals.items()})

    def masked(self, deal: ResolvedDeal) -> ResolvedDeal:
        """Return the longest lease, already on formulas, with rows and days by the term."""
        plan = deal.lease.plan
        changes = {"services": self._services(deal), "credit": self._credit(deal), "money": self._money(deal), "ends": self._ends(deal),
                   "funding": self._loan(deal)}  # fmt: skip
        when = self._days(deal)
        changes["money"] = moved_arrivals(self, deal, changes["money"], when)
        weights = tuple(where(active, weight, 0.0) for active, weight in zip(self.active, plan.weights, strict=True))
        clock = ClockOnCells(
            **{name: getattr(plan.accrual, name) for name in _CLOCK},
            lengths=self._lengths(plan.accrual),
            cells=self.cells,
            term=self,
        )
        plan = replace(plan, accrual=clock, weights=weights, level=False, present=self.active, parts=self._parts(plan))
        lease = replace(deal.lease, plan=plan, term_months=self._months())
        return replace(deal, timeline=self._grid(when), lease=lease, **changes)

    def _parts(self, plan: PaymentPlan) -> tuple[Any, ...]:
        """Return the fixed amounts of each instalment, none beyond the term; what only the last one pays moves with it."""
        if not plan.parts:
            return ()
        shorter = [deal.lease.plan.parts for count, deal in self.known.deals.items() if count < self.known.capacity]
        own = shorter[-1][-1] if shorter else ()
        at_end = tuple(part for part in own if part not in plan.parts[len(shorter[-1]) - 1]) if shorter else ()
        rows = []
        for row, parts in enumerate(plan.parts):
            regular = tuple(
                (place, where(self.active[row], times, 0.0)) for place, times in parts if (place, times) not in at_end
            )
            rows.append((*regular, *((place, where(self.ends_at(row), times, 0.0)) for place, times in at_end)))
        return tuple(rows)

    def ends_at(self, row: int) -> Operand:
        """Return whether an instalment, counted from 0, is the last."""
        return self.graph.make("eq", self.cells.number(row + 1), self.count)

    def _ends(self, deal: ResolvedDeal) -> Any:
        """Return what is expected of the end with its days by the term."""
        if deal.ends is None or deal.ends.expected is None:
            return deal.ends
        changes = {
            name: tuple(
                self.place(f"{name} {n}", place, lambda one, name=name, n=n: getattr(one.ends.expected, name)[n])  # type: ignore[misc]
                for n, place in enumerate(getattr(deal.ends.expected, name))
            )
            for name in ("rents_at", "ended_at", "sold_at")
        }
        expected = deal.ends.expected
        months = tuple(
            self._of_end(f"Months of use, way {n + 1}", lambda one, n=n: one.ends.expected.months[n])  # type: ignore[misc]
            for n in range(len(expected.months))
        )
        cars = expected.car_values
        if cars is not None:
            cars = tuple(
                self._car(f"returned, way {n + 1}", lambda one, n=n: one.ends.expected.car_values[n])  # type: ignore[misc]
                for n in range(len(cars))
            )
        return replace(deal.ends, expected=replace(expected, **changes, months=months, car_values=cars))

    def _lengths(self, clock: Accrual) -> tuple[Any, ...]:
        if not clock.lengths:
            return ()
        return (*clock.lengths[:-1], self.by_term("Length of the last gap", lambda plain: plain.lengths[-1]))

    def _days(self, deal: ResolvedDeal) -> Timeline:
        """Return the time line with a place of its own for every day that the end of the lease moves."""
        when = deal.timeline
        changes: dict[str, Any] = {}
        for name in _MOMENTS:
            if getattr(when, name) is not None:
                changes[name] = self.place(name, getattr(when, name), lambda one, name=name: getattr(one.timeline, name))  # type: ignore[misc]
        for name in ("fees", "tranches"):
            places = getattr(when, name)
            changes[name] = tuple(
                self.place(f"{name} {n}", place, lambda one, name=name, n=n: getattr(one.timeline, name)[n])  # type: ignore[misc]
                for n, place in enumerate(places)
            )
        return replace(when, **changes)

    def place(self, name: str, place: int, of: Callable[[ResolvedDeal], int]) -> int:
        """Return the place of a day on the grid, one of its own beyond it where the term moves the day."""
        days = {count: deal.timeline.dates[of(deal)] for count, deal in self.known.deals.items()}
        if len(set(days.values())) == 1:
            return place
        years = {count: deal.timeline.years[of(deal)] for count, deal in self.known.deals.items()}
        found = self.table(f"Years to the {_EVENTS.get(name, name)}", years)
        self.days[name] = self.table(
            f"Day of the {_EVENTS.get(name, name)}", {count: float(serial(day)) for count, day in days.items()}
        )
        for number, (_, known, _) in enumerate(self.moved):
            if known is found:
                return len(self.top.timeline.dates) + number
        calendar_years = self.table(
            f"Year of the {_EVENTS.get(name, name)}", {count: float(day.year) for count, day in days.items()}
        )
        self.moved.append((self.days[name], found, MovedDay(calendar_years)))
        return len(self.top.timeline.dates) + len(self.moved) - 1

    def on_grid(self, deal: ResolvedDeal) -> ResolvedDeal:
        """Return a delivery with the moved days of all on its grid."""
        size = len(self.top.timeline.dates)
        when = replace(deal.timeline, dates=deal.timeline.dates[:size], years=deal.timeline.years[:size])
        return replace(deal, timeline=replace(self._grid(when), due=when.due))

    def _grid(self, when: Timeline) -> Timeline:
        """Return the time line with the moved days, which come after all others."""
        return replace(
            when,
            dates=(*when.dates, *(day for _, _, day in self.moved)),
            years=(*when.years, *(years for _, years, _ in self.moved)),
            due=(*when.due[:-1], self._due()),
        )

    def _due(self) -> Any:
        """Return the day on which the residual falls due, by the term."""
        years = {count: float(deal.timeline.due[-1].year) for count, deal in self.known.deals.items()}
        return MovedDay(self.table("Year of the residual", years))

    def _services(self, deal: ResolvedDeal) -> tuple[Any, ...]:
        return tuple(
            replace(plan, growth=self._while(f"Payments of {plan.name}", plan.growth, lambda one, n=n: len(one.services[n].at)))  # type: ignore[misc]
            for n, plan in enumerate(deal.services)
        )

    def _while(self, name: str, growth: tuple[Any, ...], of: Callable[[ResolvedDeal], int]) -> tuple[Any, ...]:
        """Return the growth of payments, 0 for those beyond the term."""
        last = self.table(name, {count: float(of(deal)) for count, deal in self.known.deals.items()})
        if isinstance(last, float):
            return growth
        numbered = ((self.cells.number(row), grown) for row, grown in enumerate(growth, 1))
        return tuple(self.graph.where(self.graph.make("le", number, last), grown, 0.0) for number, grown in numbered)

    def _credit(self, deal: ResolvedDeal) -> Any:
        """Return the plan of a default with the days after the end of the lease at their own places."""
        plan = deal.credit
        changes: dict[str, Any] = {}
        if plan.resale_share is not None:
            last = self._of_end("Resale share at the end", lambda one: one.credit.resale_share[-1])  # type: ignore[index]
            changes["resale_share"] = (*plan.resale_share[:-1], last)
        if plan.car_values is not None:
            changes["car_values"] = (*plan.car_values[:-1], self._car("at the end", lambda one: one.credit.car_values[-1]))  # type: ignore[index]
        for name in ("repossession_at", "recovery_at", "payout_at"):
            places = getattr(plan, name)
            if places:
                after = f"{name.removesuffix('_at')} after the end"
                last = self.place(after, places[-1], lambda one, name=name: getattr(one.credit, name)[-1])  # type: ignore[misc]
                changes[name] = (*places[:-1], last)
        return replace(plan, **changes)

    def _of_end(self, name: str, of: Callable[[ResolvedDeal], float]) -> Operand:
        return self.table(name, {count: of(deal) for count, deal in self.known.deals.items()})

    def _car(self, name: str, of: Callable[[ResolvedDeal], CarValue]) -> CarValue:
        """Return what moves the value of a car that comes back with the end of the lease."""
        share = self._of_end(f"Value of the car {name}", lambda one: of(one).share)
        return CarValue(
            share=share, km_above_plan=self._of_end(f"Kilometres above the plan {name}", lambda one: of(one).km_above_plan)
        )

    def _money(self, deal: ResolvedDeal) -> Any:
        plan = deal.money
        if plan is None:
            return None
        if plan.tax is not None:
            plan = replace(plan, tax=replace(plan.tax, written_off=self._written_off(plan.tax.written_off)))
        fees = tuple(
            replace(fee, growth=self._while(f"Payments of {fee.name}", fee.growth, lambda one, n=n: len(one.money.fees[n].at)))  # type: ignore[misc]
            for n, fee in enumerate(plan.fees)
        )
        return replace(plan, fees=fees)

    def _written_off(self, shares: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what each tax year writes off, by the term."""

        def of(deal: ResolvedDeal, year: int) -> float:
            assert deal.money is not None and deal.money.tax is not None  # noqa: S101, PT018 - a deal with tax
            known = deal.money.tax.written_off
            return known[year] if year < len(known) else 0.0

        return tuple(
            self._of_end(f"Share written off in year {year + 1}", lambda one, year=year: of(one, year))  # type: ignore[misc]
            for year in range(len(shares))
        )

    def _loan(self, deal: ResolvedDeal) -> Any:
        """Return the loan: one that is matched to the lease ends with it."""
        plan = deal.funding
        if plan is None:
            return None
        if plan.repayment == "matched":
            last = self.place("last day of the loan", plan.rows[-1], lambda one: one.funding.rows[-1])  # type: ignore[union-attr]
            return replace(plan, rows=(*plan.rows[:-1], last))
        raise CalculationError("the loan has a term of its own")

    def lots(self) -> tuple[LiveTerm, ...]:
        """Return the term of each delivery, on the grid that all share; days that it moves have their places in this one."""
        found = []
        for number in range(len(self.top.lots)):
            deals = {count: deal.lots[number].deal for count, deal in self.known.deals.items()}
            lot = LiveTerm(self.graph, replace(self.known, deals=deals), self.written, self.moved)
            lot.of, lot._tables = f", delivery {number + 1}", self._tables
            found.append(lot)
        return tuple(found)


_CLOCK = ("periods", "odd", "odd_interest", "tail", "tail_row", "tail_simple", "still", "simple", "capitalised")
_EVENTS = {"end": "end of the lease", "residual": "residual"}
_EPOCH = date(1899, 12, 30)


def serial(day: date) -> int:
    """Return the number by which a spreadsheet knows a day."""
    return (day - _EPOCH).days
