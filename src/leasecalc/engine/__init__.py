"""The kernel: a resolved deal to dated flows and measures, pure, on floats or arrays; and what calls it."""
