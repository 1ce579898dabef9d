"""Gates: bans, licences, minimum values and conditions, examined as pass, fail or unknown."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import Facts
from leasecalc.charges.selectors import EVERYTHING, Selector
from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Count, Day, Identifier, Text
from leasecalc.records import record
from leasecalc.values import any_true

GateStatus: TypeAlias = Literal["pass", "pass with doubt", "fail", "unknown"]


@record(kw_only=True)
class Gate:
    """A rule that lets a deal through or not. It applies when `when` matches; it then demands `require` and
    `minimum_value` (of the customs value), or, without either, is breached by the match alone.

    `result` says what a breach means; `doubt` is why even a pass is not certain.
    """

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    id: Identifier
    label: Text
    when: Selector = EVERYTHING
    require: Selector | None = None
    result: Literal["fail", "unknown"] = "fail"
    minimum_value: Amount | None = None
    message: Text
    doubt: Text | None = None
    from_: Day | None = None
    until: Day | None = None
    source: Source
    confirmed_on: Day | None = None
    review_every_months: Count | None = None

    def in_force(self, on: date) -> bool:
        """Say whether the rule holds on a day."""
        return (self.from_ is None or on >= self.from_) and (self.until is None or on <= self.until)

    def requirements(self) -> Iterator[Requirement]:
        """Need an exchange rate for a foreign minimum value."""
        if self.minimum_value is not None:
            yield Requirement("currency", self.minimum_value.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse a gate that shuts out everything, and dates that make no period."""
        if self.when == EVERYTHING and self.require is None and self.minimum_value is None:
            yield Fault(
                (),
                "LC523",
                f"the gate `{self.id}` has no condition, so nothing would pass",
                "give `when`, `require` or `minimum_value`",
            )
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            yield Fault(("until",), "LC513", f"`until` {self.until} is before `from` {self.from_}")


@record
class GateResult:
    """What a gate said about one deal, why, and by which source."""

    id: str
    label: str
    status: GateStatus
    reason: str
    source: Source


def examine(gate: Gate, facts: Facts, context: Context) -> GateResult:
    """Put one deal before a gate that is in force.

    `context.amounts` holds the customs value if the gate has a minimum; without it the answer is `unknown`.
    """
    status, reason = _verdict(gate, facts, context)
    return GateResult(gate.id, gate.label, status, reason, gate.source)


def _verdict(gate: Gate, facts: Facts, context: Context) -> tuple[GateStatus, str]:
    """Decide whether the gate applies, and if so whether its demands are met."""
    applies = gate.when.match(facts)
    if applies.holds is False:
        return "pass", "does not apply"
    if applies.holds is None:
        return "unknown", _asks(applies.needs)
    if gate.require is None and gate.minimum_value is None:
        return gate.result, gate.message
    met = gate.require.match(facts) if gate.require is not None else applies
    if met.holds is None:
        return "unknown", _asks(met.needs)
    if not met.holds:
        return gate.result, gate.message
    return _value_verdict(gate, context)


def _value_verdict(gate: Gate, context: Context) -> tuple[GateStatus, str]:
    """Compare the customs value with the minimum, after every other demand is met."""
    if gate.minimum_value is not None:
        if "customs_value" not in context.amounts:
            return "unknown", _asks(("customs_value",))
        least = context.money(gate.minimum_value.amount, gate.minimum_value.currency)
        if any_true(context.amounts["customs_value"] < least):
            return gate.result, gate.message
    if gate.doubt is not None:
        return "pass with doubt", gate.doubt
    return "pass", "the conditions are met"


def _asks(needs: tuple[str, ...]) -> str:
    """Say which facts would decide."""
    return f"cannot be decided without {' and '.join(f'`{name}`' for name in needs)}"
