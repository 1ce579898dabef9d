"""The auditor: recomputes a printed report with numpy-financial, so that nobody need take the kernel's word."""

from leasecalc.audit.findings import Finding, audit

__all__ = ["Finding", "audit"]
