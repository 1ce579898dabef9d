"""A market file of a reader's own, as CONTRIBUTING.md says to write it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DEAL = ROOT / "deals" / "za-box-60m.yaml"
MARKET = """market: XK
name: Somewhere else
currency: EUR
customs_value:
  base: {of: cif}
  source: {title: made up, confidence: unverified}
lines:
  - id: duty
    label: Customs duty
    group: duty
    base: {of: customs_value}
    in_force:
      - from: 2020-01-01
        until: 2025-12-31
        rate: {kind: ad_valorem, rate: 5%}
        source: {title: made up, confidence: unverified}
      - from: 2026-01-01
        rate: {kind: max_of, of: [{kind: ad_valorem, rate: 10%}, {kind: fixed, amount: 1000 EUR}]}
        source: {title: made up, confidence: unverified}
  - id: battery_fee
    label: Battery fee
    group: fee
    base: {of: units}
    in_force:
      - from: 2020-01-01
        when: {powertrain: [bev]}
        rate: {kind: specific, amount: 2 EUR per kwh}
        source: {title: made up, confidence: unverified}
      - from: 2020-01-01
        rate: {kind: exempt}
        source: {title: made up, confidence: unverified}
  - id: vat
    label: VAT
    group: vat
    base: {of: customs_value, plus: [duty, battery_fee]}
    in_force:
      - from: 2020-01-01
        rate: {kind: ad_valorem, rate: 18%}
        source: {title: made up, confidence: unverified}
    recoverable: {share: 100%, when: {importer_business: [rental]}}
gates:
  - id: right_hand_drive
    label: Age of cars
    require: {age_months: {up_to: 60}}
    message: Cars older than five years are not admitted
    source: {title: made up, confidence: unverified}
"""
