"""`explain` and `schema`: what the program knows about itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError
from leasecalc.records import fields_of

if TYPE_CHECKING:
    from leasecalc.engine.measures import Measure

OK = 0


def explain(topic: str) -> int:
    """Print the page of a code, a measure, a leg or a kind of rate. Raises ``UsageError`` for a topic that is none."""
    sys.stdout.write(_page(topic))
    return OK


def _page(topic: str) -> str:
    from leasecalc.charges.kinds import RATE_KINDS
    from leasecalc.engine.legs.leg_pages import BY_NAME as LEGS
    from leasecalc.engine.legs.leg_pages import leg_page
    from leasecalc.engine.measures import known_measures
    from leasecalc.engine.solving.goals import GOALS_BY_NAME, SHORT_NAMES
    from leasecalc.reading.codes import CODES
    from leasecalc.reading.suggest import nearest

    if topic.upper() in {code.code for code in CODES}:
        from leasecalc.reading.explain import explain as page_of_code

        return page_of_code(topic.upper()).rstrip("\n") + "\n"
    measure = known_measures().get(topic) or GOALS_BY_NAME.get(SHORT_NAMES.get(topic, topic))
    if measure is not None:
        return page_of_measure(measure)
    if (page := leg_page(topic)) is not None:
        return page
    kinds = {found.default: kind for kind in RATE_KINDS for found in fields_of(kind) if found.name == "kind"}
    if topic in kinds:
        return f"{topic}\n\n{(kinds[topic].__doc__ or '').strip()}\n"
    near = nearest(topic, (*(code.code for code in CODES), *GOALS_BY_NAME, *known_measures(), *LEGS, *kinds))
    hint = f"did you mean `{near}`?" if near else "codes are LCnnn, measures, legs and kinds of rate are named as in the reports"
    raise UsageError(f"nothing is called `{topic}`; {hint}")


def page_of_measure(measure: Measure) -> str:
    """Return what a measure is: the flows that it includes, and its formula."""
    return f"{measure.name}: {measure.label}\n\nFlows included\n  {measure.flows}\n\nFormula\n  {measure.formula}\n"


def schema_of(what: str) -> dict[str, Any]:
    """Return the JSON schema of a kind of file. Raises ``UsageError`` for a kind that is none."""
    from leasecalc.reading.json_schema import json_schema

    if what == "deal":
        from leasecalc.deal.document import DealDocument

        return json_schema(DealDocument, title="A leasecalc deal")
    if what == "market":
        from leasecalc.markets.schema import MarketDocument

        return json_schema(MarketDocument, title="A leasecalc market")
    if what == "origin":
        from leasecalc.markets.origin import OriginDocument

        return json_schema(OriginDocument, title="A leasecalc country of origin")
    if what == "portfolio":
        from leasecalc.portfolio.document import PortfolioDocument

        return json_schema(PortfolioDocument, title="A leasecalc portfolio")
    raise UsageError(f"there is no schema `{what}`: deal, market, origin or portfolio")


def schema(what: str, output: str) -> int:
    """Print the schema, or write it to a file."""
    from leasecalc.report.render.json import dumps

    text = dumps(schema_of(what))
    if output in {"", "-"}:
        sys.stdout.write(text)
    else:
        from leasecalc.report.render.output import write_whole

        write_whole(output, text)
    return OK
