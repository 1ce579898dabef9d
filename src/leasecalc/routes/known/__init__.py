"""Every route, one small file each; the tuple is the order in which equal ones are shown."""

from __future__ import annotations

from leasecalc.routes.known import export_sale, instalment_sale, leases, local_assembly, spv_lease

ROUTES = (
    leases.FINANCE,
    leases.OPERATING,
    export_sale.ROUTE,
    instalment_sale.ROUTE,
    spv_lease.ROUTE,
    local_assembly.ROUTE,
)
