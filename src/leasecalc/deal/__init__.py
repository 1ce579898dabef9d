"""What the user writes: one module per section of a deal file, all records typed by ``reading.fields``."""
