"""The car: what it is, as far as price, tariff or use depend on it."""

from __future__ import annotations

from typing import Literal

from leasecalc.charges.facts import Powertrain
from leasecalc.reading.fields import Count, Number, Text, Whole
from leasecalc.records import record


@record(kw_only=True)
class Vehicle:
    """The car, and how many of it."""

    make: Text
    """Brand on the bonnet."""
    model: Text
    """Model and variant."""
    maker: Text | None = None
    """Producer named by maker-specific duties (default: the make)."""
    powertrain: Powertrain
    """bev, erev (range extender), phev, hev, mhev, petrol, diesel, gas or hydrogen."""
    hs: Text
    """Customs code of the Harmonised System, for example 8703.80."""
    condition: Literal["new", "used"] = "new"
    """New or used, as the market of import defines it."""
    age_months: Whole = 0
    """Months since manufacture at the border."""
    battery_kwh: Number | None = None
    """Gross battery capacity in kWh."""
    power_kw: Number | None = None
    """Peak power in kW."""
    engine_cc: Number | None = None
    """Engine displacement in cubic centimetres."""
    co2_g_km: Number | None = None
    """CO2 emissions in g/km by the market's test cycle."""
    kerb_mass_kg: Number | None = None
    """Kerb mass in kg."""
    range_km: Number | None = None
    """Electric range in km."""
    seats: Count | None = None
    """Number of seats."""
    quantity: Count = 1
    """Number of cars in the deal; amounts in the file are per car."""
