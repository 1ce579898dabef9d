"""Charges on a vehicle that crosses a border: kinds of rate, their bases, and the stack that evaluates them."""
