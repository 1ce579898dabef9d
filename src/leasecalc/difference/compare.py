"""From two sides to their difference: what each cause does alone, what they do together, and each one's share."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.difference.inputs import TOLD_ONLY, can_move, changes
from leasecalc.difference.model import Cause, Difference, InputChanged, LawChanged, OutputMoved
from leasecalc.difference.outputs import figures_of
from leasecalc.difference.shares import MOST_IN_ALL_ORDERS, shared
from leasecalc.difference.sides import priced_side, same_data
from leasecalc.difference.units import units
from leasecalc.errors import LeasecalcError
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leasecalc.difference.inputs import Change, Keys
    from leasecalc.difference.model import CauseKind
    from leasecalc.difference.outputs import Figures, Output
    from leasecalc.difference.shares import Shared
    from leasecalc.difference.sides import PricedSide, Side
    from leasecalc.difference.units import Unit
    from leasecalc.engine.price import Priced

DATA: Keys = ("market data",)
"""The path of the one cause that no deal file writes."""


class _Between:
    """Deals between two sides: the first one with some values, or the market data, of the second. Each is priced once."""

    def __init__(self, before: PricedSide, after: PricedSide) -> None:
        self._before, self._after = (replace(side.side, deal=_that_moves(side.side.deal)) for side in (before, after))
        self._known: dict[frozenset[Keys], Figures | None] = {frozenset(): before.figures}

    def figures(self, paths: frozenset[Keys]) -> Figures | None:
        """Return the figures of the deal between, None where it cannot be priced."""
        if paths not in self._known:
            try:
                self._known[paths] = figures_of(self._priced(paths))
            except LeasecalcError:
                self._known[paths] = None
        return self._known[paths]

    def _priced(self, paths: frozenset[Keys]) -> Priced:
        return api.price(self.deal(paths), (self._after if DATA in paths else self._before).markets)

    def deal(self, paths: frozenset[Keys]) -> api.Deal:
        """Return the deal between."""
        from leasecalc.deal.document import DealDocument
        from leasecalc.reading.documents import structure
        from leasecalc.reading.grafting import grafted

        tree = grafted(self._before.deal.tree, self._after.deal.tree, sorted(paths - {DATA}))
        return api.Deal(structure(tree, DealDocument), tree, ())

    def says_the_same(self, path: Keys) -> bool:
        """Return whether a value is only written in another way."""
        try:
            return self.deal(frozenset((path,))).document == self._before.deal.document
        except LeasecalcError:
            return False


def _that_moves(deal: api.Deal) -> api.Deal:
    """Return a deal without the sections that move no figure: what they say may not fit a deal between two others."""
    from leasecalc.deal.document import DealDocument
    from leasecalc.reading.documents import structure
    from leasecalc.reading.grafting import without

    tree = without(deal.tree, TOLD_ONLY - {"leasecalc"})
    return api.Deal(structure(tree, DealDocument), tree, ())


def difference(before: Side, after: Side) -> Difference:
    """Return what differs between two sides. Raises like `api.price` where one of them cannot be priced."""
    first, last = priced_side(before), priced_side(after)
    found = changes(before.deal.tree.data, after.deal.tree.data)
    between = _Between(first, last)
    written_anew = {change.unit for change in found if can_move(change.unit) and between.says_the_same(change.unit)}
    acting = units(
        (change for change in found if change.unit not in written_anew),
        lambda paths: between.figures(frozenset(paths)) is not None,
    )
    causes: list[tuple[CauseKind, str, tuple[Keys, ...], tuple[Change, ...]]] = [
        ("deal", unit.name, unit.paths, unit.changes) for unit in acting
    ]
    if not same_data(first.data, last.data):
        causes.insert(0, ("market data", ", ".join(_other_files(first.data, last.data)), (DATA,), ()))
    outputs = tuple(_outputs(first.said.outputs, last.said.outputs))
    moved = tuple(filter(_has_moved, outputs))
    rest = _rest(first, last)
    attributed, together = _attributed(causes, between, moved, rest)
    left = _left_over(first, last, rest)
    return Difference(
        name=last.side.deal.document.deal.name,
        before=before.name,
        after=after.name,
        tool_before=first.said_tool,
        tool_after=last.said_tool,
        deal_changed=bool(found),
        data_changed=() if same_data(first.said_data, last.said_data) else _other_files(first.said_data, last.said_data),
        inputs=tuple(_input(change, before, after, anew=change.unit in written_anew) for change in found),
        laws=tuple(_laws(first, last, between)),
        outputs=moved,
        steady=tuple(output for output in outputs if output not in moved),
        causes=(*attributed, *left),
        together=together,
        order="all orders" if len(causes) <= MOST_IN_ALL_ORDERS else "order of the file",
        engine_changed=any("engine" in cause.kind for cause in left),
    )


def _units(found: tuple[Change, ...], between: _Between, written_anew: set[Keys]) -> tuple[Unit, ...]:
    def can_be_priced(paths: tuple[Keys, ...]) -> bool:
        return between.figures(frozenset(paths)) is not None

    return units((change for change in found if change.unit not in written_anew), can_be_priced)


def _other_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in before if name in after and before[name] != after[name])


def _outputs(before: Mapping[str, Output], after: Mapping[str, Output]) -> Iterator[OutputMoved]:
    """Yield every output of either side, in the order of the second."""
    for name in {**after, **before}:
        old, new = before.get(name), after.get(name)
        known = new or old
        assert known is not None  # noqa: S101 - one of them has it
        was, now = old.value if old else None, new.value if new else None
        comparable = was is not None and now is not None and (old and old.currency) == (new and new.currency)
        change = now - was if comparable and now is not None and was is not None else None
        yield OutputMoved(
            name=name,
            label=known.label,
            unit=known.unit,
            currency=new.currency if new else known.currency,
            currency_before=old.currency if old else known.currency,
            before=was,
            after=now,
            change=change,
            percent=change / abs(was) if change is not None and was else None,
        )


def _has_moved(output: OutputMoved) -> bool:
    if output.before is None and output.after is None:
        return False
    return output.before != output.after or output.currency != output.currency_before


def _rest(first: PricedSide, last: PricedSide) -> dict[str, Decimal]:
    """Return by output what the saved figures differ from those of this engine under the market data at hand, for both sides."""
    found: dict[str, Decimal] = {}
    for side, sign in ((first, 1), (last, -1)):
        if side.side.recorded is None:
            continue
        for name, now in side.figures.outputs.items():
            said = side.said.outputs.get(name)
            if said is not None and said.value is not None and now.value is not None and said.value != now.value:
                found[name] = found.get(name, Decimal(0)) + sign * (now.value - said.value)
    return {name: amount for name, amount in found.items() if amount}


def _attributed(
    causes: list[tuple[CauseKind, str, tuple[Keys, ...], tuple[Change, ...]]],
    between: _Between,
    moved: tuple[OutputMoved, ...],
    rest: Mapping[str, Decimal],
) -> tuple[list[Cause], dict[str, Decimal]]:
    def worth(acting: frozenset[int], name: str) -> Decimal | None:
        figures = between.figures(frozenset(path for cause in acting for path in causes[cause][2]))
        output = None if figures is None else figures.outputs.get(name)
        return None if output is None or output.currency != currency[name] else output.value

    currency = {output.name: output.currency for output in moved if output.change is not None}
    alone: list[dict[str, Decimal]] = [{} for _ in causes]
    shares: list[dict[str, Decimal]] = [{} for _ in causes]
    together: dict[str, Decimal] = {}
    for output in moved:
        found = shared(len(causes), worth, output.name) if output.change is not None else None
        if found is None or output.change is None or _whole(found) + rest.get(output.name, Decimal(0)) != output.change:
            continue
        together[output.name] = found.together
        for place, amount in enumerate(found.alone):
            alone[place][output.name] = amount
        for place, amount in enumerate(found.shares or ()):
            shares[place][output.name] = amount
    attributed = [
        Cause(kind=kind, name=name, changes=tuple(_told(change) for change in below), alone=alone[place], share=shares[place])
        for place, (kind, name, _, below) in enumerate(causes)
    ]
    return attributed, together


def _whole(found: Shared) -> Decimal:
    return sum(found.alone, Decimal(0)) + found.together


def _left_over(first: PricedSide, last: PricedSide, rest: Mapping[str, Decimal]) -> tuple[Cause, ...]:
    """Return the cause of what saved figures differ from those of today: other market data, another engine, or both."""
    if not rest:
        return ()
    kind: CauseKind = "priced anew"
    same_files, same_tool = same_data(first.said_data, last.said_data), first.said_tool == last.said_tool
    if first.side.recorded is None or last.side.recorded is None or not (same_files and same_tool):
        kind = "engine" if same_files else "market data" if same_tool else "market data or engine"
    names = {
        "engine": f"{first.said_tool} to {last.said_tool}" if not same_tool else f"other figures of {last.said_tool}",
        "market data": ", ".join(_other_files(first.said_data, last.said_data)),
    }
    return (Cause(kind=kind, name=names.get(kind, "not at hand"), changes=(), alone=rest, share=rest, left_over=True),)


def _told(change: Change) -> str:
    return f"{change.sign} {change.path} {' -> '.join(text for text in (change.before, change.after) if text)}"


def _input(change: Change, before: Side, after: Side, *, anew: bool) -> InputChanged:
    side = before if change.sign == "-" else after
    note = "the same value, written differently" if anew else "" if can_move(change.unit) else "moves no figure"
    return InputChanged(
        sign=change.sign,
        path=change.path,
        before=change.before,
        after=change.after,
        place=api.place_of(side.deal, change.path),
        note=note,
    )


def _laws(first: PricedSide, last: PricedSide, between: _Between) -> Iterator[LawChanged]:
    """Yield the lines of the landed cost that the market data of the second side says otherwise, for the first side's deal."""
    if same_data(first.said_data, last.said_data):
        return
    here = last.said  # a saved result says its own law; else the first side's deal is priced under the other market data
    if last.side.recorded is None:
        anew = between.figures(frozenset((DATA,))) if not same_data(first.data, last.data) else first.figures
        here = anew or here
    for line in {**first.said.laws, **here.laws}:
        old, new = first.said.laws.get(line), here.laws.get(line)
        was, now = (law.rate if law else "no such line" for law in (old, new))
        known = new or old
        if was != now and known is not None:
            yield LawChanged(line=line, label=known.label, before=was, after=now, source=known.source)
