"""The words of the sheet: those of the field that stand in it, and what each measure counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.term_sheet.model import Section, Terms

if TYPE_CHECKING:
    from leasecalc.term_sheet.deal.material import Material

ALWAYS = (
    ("Net present value (NPV)", "all cash to and from the lessor, discounted to the pricing date; above zero the route earns more than the discount rate"),
    ("Lessor's yield", "the rate of return on all that a contract or a law fixes: car, refund, freight, charges, deposit, instalments, residual"),
    ("Customer's rate", "the rate of return on the amount financed, the instalments and the residual alone"),
    ("Implicit rate", "the rate at which instalments and residual are worth what the car and the initial direct cost come to (IFRS 16)"),
    ("Peak cash out", "the lowest point of the running sum of all flows: what must be found before cash comes back"),
    ("Landed cost", "the value of the car at the port of export, with freight, insurance and every charge of import"),
    ("Export VAT refund", "what the country of origin gives back of the value-added tax in the price of an exported car"),
    ("Residual", "what is left to pay, or to fetch for the car, at the end of the lease"),
    ("Gate", "a rule with a source that a deal passes or fails; unknown: nobody could tell"),
    ("Band", "the range of the difference when each thing that is not known is the other way, or each assumed number alone moves"),
)  # fmt: skip
MARKED = {
    "assumed": "a number of the deal that no source stands behind",
    "default": "a rule of the program that the deal does not write otherwise; never a business number",
    "unverified": "a figure of a market file that nobody has checked against the law",
    "secondary": "a figure of a market file that somebody reports; its law was not read",
    "stale": "a figure of a market file whose day of review has passed",
    "overridden": "a figure of a market file that the deal replaces",
}


def glossary_section(found: Material) -> Section:
    """Return terms and marks."""
    lines = (mark for line in found.report.landed.lines for mark in line.marks)
    inputs = ("overridden" if entry.mark == "override" else entry.mark for entry in found.report.inputs)
    marks = dict.fromkeys((*inputs, *lines))
    told = tuple((mark, MARKED[mark]) for mark in marks if mark in MARKED)
    return Section(id="glossary", title="Glossary", parts=(Terms((*ALWAYS, *told)),))
