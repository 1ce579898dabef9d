"""A file of scenarios: what happens to a deal, one event each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal

from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Day, Percent, Text
from leasecalc.records import record


@record(kw_only=True)
class Scenario:
    """One event. Every part is optional, but one must be there; parts that a deal has no number for are said and left out."""

    name: Text
    """What it is called in the table."""
    note: Text | None = None
    """What it means."""
    source: Source | None = None
    """Where its size was seen; without one the size is marked as assumed."""
    since: Day | None = None
    """The event reaches only deals whose import charges fall due on this day or later."""
    host_currency_falls: Percent | None = None
    """The currency of the destination is worth that much less in every other one: `48%`."""
    knobs: Mapping[str, Text] | None = None
    """Knobs and their values: `residual: x0.65`, `default_rate: 13%`, `fx.USD/ZAR: 25.1`."""
    lines: Mapping[str, Text] | None = None
    """Charge lines of the market and their rates: `duty: 50%`; a line that the market does not have is said and left out."""
    set: tuple[Text, ...] = ()
    """Values of the deal file, as for `--set`: `vat_refund.received=18 months after export`."""

    def faults(self) -> Iterable[Fault]:
        """Refuse a scenario in which nothing happens."""
        if not (self.host_currency_falls or self.knobs or self.lines or self.set):
            yield Fault(
                ("name",),
                "LC625",
                f"nothing happens in the scenario `{self.name}`",
                "write `knobs:`, `lines:`, `set:` or `host_currency_falls:`",
            )


@record(kw_only=True)
class ScenarioDocument:
    """All scenarios of a file."""

    leasecalc_scenarios: Literal["1"]
    """Version of the file format."""
    scenarios: tuple[Scenario, ...]

    __aliases__: ClassVar[Mapping[str, str]] = {}

    def faults(self) -> Iterable[Fault]:
        """Refuse two scenarios of one name."""
        names = [scenario.name for scenario in self.scenarios]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield Fault(("scenarios", place, "name"), "LC626", f"there are two scenarios `{name}`", "give each its own name")
