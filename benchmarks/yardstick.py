"""The yardstick in C: built by the machine's compiler where there is one, called through `ctypes`."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np

SOURCE = Path(__file__).with_suffix(".c")
FLAGS = ("-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
LANES = 16

Floats = np.ndarray
Yardstick = Callable[[Floats, Floats, Floats, int], tuple[Floats, Floats]]


def built(folder: Path) -> tuple[Yardstick | None, str]:
    """Build the yardstick in ``folder``; return it and how it was built, or None and why there is none."""
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None:
        return None, "C yardstick skipped: no C compiler (cc, gcc, clang) on this machine"
    library = folder / "yardstick.so"
    done = subprocess.run([compiler, *FLAGS, str(SOURCE), "-o", str(library), "-lm"], capture_output=True, text=True, check=False)
    if done.returncode:
        return None, f"C yardstick skipped: {compiler} could not build it ({done.stderr.splitlines()[:1]})"
    named = subprocess.run([compiler, "--version"], capture_output=True, text=True, check=False).stdout.splitlines()[0]
    return _called(ctypes.CDLL(str(library)).yardstick), f"C yardstick: {named}, {' '.join(FLAGS[:2])}"


def _called(function: Callable[..., None]) -> Yardstick:
    pointer = ctypes.POINTER(ctypes.c_double)

    def yardstick(financed: Floats, rent: Floats, residual: Floats, rows: int) -> tuple[Floats, Floats]:
        """Return the rate per period of each lease, and its balances in cents after each instalment (rows, leases)."""
        if len(financed) % LANES:
            raise ValueError(f"leases are taken {LANES} at a time")
        rates, balances = np.empty(len(financed)), np.empty((rows, len(financed)))
        arrays = (np.ascontiguousarray(one, dtype=np.float64) for one in (financed, rent, residual, rates, balances))
        function(ctypes.c_size_t(len(financed)), ctypes.c_size_t(rows), *(one.ctypes.data_as(pointer) for one in arrays))
        return rates, balances

    return yardstick
