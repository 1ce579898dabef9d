"""What the lease contract fixes: payment plan, interest, rounding, the instalment table."""
