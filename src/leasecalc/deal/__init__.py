"""What the user writes: one module per section of a deal file, all plain frozen dataclasses typed by ``reading.fields``."""
