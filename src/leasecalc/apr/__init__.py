"""Annual percentage rates as the laws define them; each rule counts intervals in its own way.

=============================  ===================================  ==========================================
rule                           interval between two dates           rate
=============================  ===================================  ==========================================
12 CFR 1026 appendix J (US)    `unit_periods_between`               `appendix_j_rate`: nominal, simple interest
                                                                    over the fraction of a unit-period
12 CFR 1030 appendix A (US)    days                                 `annual_percentage_yield`: effective, 365
2008/48/EC, 2014/17/EU (EU)    `directive_years`: counts back       `directive_rate`: effective
CONC App 1.2 (UK)              `conc_years`: counts forward         `conc_rate`: effective
CONC App 1.1 (UK, on land)     `conc_secured_years`                 `rate_of_charge` of its times
=============================  ===================================  ==========================================

Advances are what the consumer receives, net of what is prepaid; payments are what the consumer pays. Both are
positive. Rates are fractions.
"""

from leasecalc.apr.equation import DatedAmount, TimedAmount, rate_of_charge, rounded_percentage
from leasecalc.apr.eu_directives import DirectiveFrequency, directive_rate, directive_years
from leasecalc.apr.uk_conc import ConcFrequency, conc_rate, conc_secured_years, conc_years
from leasecalc.apr.us_appendix_j import (
    NominalRate,
    RegularPayments,
    UnitPeriod,
    UnitPeriods,
    appendix_j_rate,
    single_payment_rate,
    unit_periods_between,
)
from leasecalc.apr.us_yield import annual_percentage_yield
from leasecalc.apr.whole_months import WholeMonths, whole_months_back, whole_months_forward

__all__ = [
    "ConcFrequency",
    "DatedAmount",
    "DirectiveFrequency",
    "NominalRate",
    "RegularPayments",
    "TimedAmount",
    "UnitPeriod",
    "UnitPeriods",
    "WholeMonths",
    "annual_percentage_yield",
    "appendix_j_rate",
    "conc_rate",
    "conc_secured_years",
    "conc_years",
    "directive_rate",
    "directive_years",
    "rate_of_charge",
    "rounded_percentage",
    "single_payment_rate",
    "unit_periods_between",
    "whole_months_back",
    "whole_months_forward",
]
