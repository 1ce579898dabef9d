"""What moves beside the rent, resolved: numbers that a knob can set, and the places of their flows on the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.engine.resolved import Quantity
    from leasecalc.values import Value


@record(kw_only=True)
class MoneyInputs:
    """The numbers; each may be a float or an array (S,). Rates are fractions; None: the deal has no such thing."""

    running_fees: tuple[Quantity, ...] = ()
    commissions: tuple[Quantity, ...] = ()
    subsidy: Quantity | None = None
    subsidy_rate: Value | None = None
    buy_rate: Value | None = None
    margin_share: Value | None = None
    fee_share: Value | None = None
    settlement_cost: Quantity | None = None
    deposit_rate: Value | None = None
    service_vat_rates: tuple[float, ...] = ()
    recoverable_rate: Value = 1.0
    tax_rate: Value | None = None
    salvage: Quantity | None = None


@record(kw_only=True)
class FeePlan:
    """A running fee: where it is paid, how far it has grown by then, and the instalments or services that it is a share of."""

    name: str
    follows: Literal["", "instalment", "balance", "services"]
    at: tuple[int, ...]
    growth: tuple[float, ...] = ()
    rows: tuple[int, ...] = ()
    """Instalments (counted from 0) with which a share of instalment or balance is paid."""
    by_lessor: bool = False


@record(kw_only=True)
class CommissionPlan:
    """A commission: where it is paid; a share of the first ``instalments`` instalments has no place of its own."""

    name: str
    at: int
    instalments: int = 0


@record(kw_only=True)
class RentVatPlan:
    """What bears value-added tax, who accounts for it, and where it is remitted and recovered, per instalment and per service payment."""

    on: Literal["rent", "interest", "none"]
    accounts: Literal["lessor", "lessee"]
    remitted_at: tuple[int, ...]
    recovered_at: tuple[int, ...]
    services_remitted_at: tuple[tuple[int, ...], ...]
    services_recovered_at: tuple[tuple[int, ...], ...]


@record(kw_only=True)
class TaxPlan:
    """Tax years of the lessor, from the first that the deal touches to the last, and the rules of its income tax."""

    first_year: int
    settled_at: tuple[int, ...]
    """Where the tax of each year is paid."""
    losses: Literal["carried", "used_at_once"]
    loss_years: int
    credited: bool
    credit_years: int
    written_off: tuple[float, ...]
    """Share of the cost of an operating lessor's car, less salvage, that each year writes off; empty for a finance lease."""


@record(kw_only=True)
class MoneyPlan:
    """The places and rules."""

    fees: tuple[FeePlan, ...] = ()
    commissions: tuple[CommissionPlan, ...] = ()
    subsidy_at: int = 0
    dealer_at: int = 0
    received: tuple[int, ...] = ()
    """Where each instalment reaches the lessor; empty: where it is paid."""
    arrivals: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """By kind of payment and place on the grid: where it reaches the lessor, if that is later."""
    deposit_interest: tuple[Literal["simple", "compound"], Literal["at_return", "with_instalments"]] | None = None
    rent_vat: RentVatPlan | None = None
    tax: TaxPlan | None = None
