"""Everything that is told of a stream of flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.streams.credit import credit_rates
from leasecalc.streams.rates import rates_of

if TYPE_CHECKING:
    from leasecalc.streams.credit import CreditRates
    from leasecalc.streams.rates import StreamRates, Wishes
    from leasecalc.streams.reading import Stream


@record(kw_only=True)
class StreamAnswer:
    """The rates of a stream, and its annual percentage rates or why it has none."""

    stream: Stream
    rates: StreamRates
    credit: CreditRates | str


def answer(stream: Stream, wishes: Wishes) -> StreamAnswer:
    """Return every rate of the flows of ``stream``."""
    return StreamAnswer(stream=stream, rates=rates_of(stream, wishes), credit=credit_rates(stream))
