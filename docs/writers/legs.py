"""The legs of a deal: what each is, the sample deal that has it, the tests that show its amount, and what switches it off."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from writers.markdown import ROOT, page, table

TABLE = ROOT / "tests" / "legs" / "legs.toml"
HEAD = ("leg", "what it is", "sample deal", "shown by", "switched off by", "moves with it")


def legs() -> str:
    """Return the page of the legs."""
    from leasecalc.engine.legs.leg_pages import BY_NAME

    entries = tomllib.loads(TABLE.read_text(encoding="utf-8"))

    def label(name: str) -> str:
        return BY_NAME[name].label if name in BY_NAME else BY_NAME[re.sub(r"[1-9][0-9]*(_fee|_cost)?$", "", name)].label

    def parts() -> Iterator[str]:
        yield table(HEAD, [_row(name, label(name), entry) for name, entry in entries.items()])

    introduction = (
        "Every leg of the lease, of the sale, of the lessor's tax and of the loan (those of the routes stand in [routes](../concepts/routes.md)).\n"
        "The table is [tests/legs/legs.toml](../../tests/legs/legs.toml), which the tests read: the sample deal has the leg, the tests named exist,\n"
        "and switched off the leg is gone, the others named move with it, and nothing else changes to the last bit.\n"
        "`leasecalc explain LEG` says how a leg is reckoned, what default does to it and how it is taxed."
    )
    return page("Legs", introduction, parts())


def _row(name: str, label: str, entry: dict[str, Any]) -> tuple[str, ...]:
    deal, off = entry["deal"], entry.get("off") or [f"{knob} at {value:g}" for knob, value in entry["knobs"].items()]
    shown = ", ".join(
        f"[{place.rpartition('/')[2].replace('.py', '').replace('::', ': ')}](../../{place.partition('::')[0]})"
        for place in entry["shown_by"]
    )
    return (
        f"`{name}`",
        label,
        f"[{deal}](../../deals/{deal}.yaml)",
        shown,
        ", ".join(f"`{word}`" for word in off),
        ", ".join(f"`{other}`" for other in entry.get("moves", ())),
    )
