"""Streams of cash from a CSV file: every rate of return, values at rates, and the annual percentage rates of three laws."""

from leasecalc.streams.answer import StreamAnswer, answer
from leasecalc.streams.credit import CreditRates, credit_rates
from leasecalc.streams.rates import StreamRates, Wishes, rates_of
from leasecalc.streams.reading import Flow, Stream, parse, read

__all__ = [
    "CreditRates", "Flow", "Stream", "StreamAnswer", "StreamRates", "Wishes", "answer", "credit_rates", "parse", "rates_of", "read",
]  # fmt: skip
