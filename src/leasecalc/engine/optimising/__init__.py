"""The best instalments within limits: a linear programme on the kernel's own response to each instalment."""
