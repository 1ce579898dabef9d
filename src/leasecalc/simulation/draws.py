"""Standard normal draws of named factors, block by block: the same seed gives the same numbers on any number of workers.

Each factor of each block has its own stream, seeded by (seed, block, name). So two deals that share a factor share its draws
(common random numbers), whichever other factors they have, and a block can be drawn anywhere, at any time.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from leasecalc.errors import CalculationError, UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Sampling = Literal["plain", "antithetic", "sobol"]

BLOCK = 8_192
"""Paths of a block: a power of two, small enough for the cache of a processor."""


@record(kw_only=True)
class Factors:
    """The factors of a deal and how they move together: a Gaussian copula with the lower Cholesky factor ``root``."""

    names: tuple[str, ...]
    root: tuple[tuple[float, ...], ...]

    @classmethod
    def correlated(cls, names: Sequence[str], correlations: Mapping[tuple[str, str], float]) -> Factors:
        """Return factors with correlations by pair, zero where none is given.

        Raises ``UsageError`` for correlations that cannot hold together (their matrix is not positive definite).
        """
        size = len(names)
        matrix = [[1.0 if row == column else 0.0 for column in range(size)] for row in range(size)]
        for (left, right), value in correlations.items():
            row, column = names.index(left), names.index(right)
            matrix[row][column] = matrix[column][row] = value
        return cls(names=tuple(names), root=_cholesky(matrix, names))


def _cholesky(matrix: list[list[float]], names: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """Return the lower triangular root of a correlation matrix."""
    size = len(matrix)
    root = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = matrix[row][column] - math.fsum(root[row][k] * root[column][k] for k in range(column))
            if row == column:
                if rest <= 1e-12:
                    raise UsageError(
                        f"the correlations of {', '.join(names[: row + 1])} cannot hold together: no such joint distribution exists"
                    )
                root[row][row] = math.sqrt(rest)
            else:
                root[row][column] = rest / root[column][column]
    return tuple(tuple(line) for line in root)


@record(kw_only=True)
class Draw:
    """How paths are drawn: how many, from which seed, by which sampling."""

    paths: int
    seed: int
    sampling: Sampling = "plain"

    @property
    def blocks(self) -> int:
        """Return the number of blocks; the last may be shorter."""
        return -(-self.paths // BLOCK)

    def size(self, block: int) -> int:
        """Return the paths of one block."""
        return min(BLOCK, self.paths - block * BLOCK)


def normals(factors: Factors, draw: Draw, block: int) -> dict[str, Floats]:
    """Return correlated standard normal draws of one block, an array (S,) for each factor."""
    import numpy as np

    size = draw.size(block)
    if draw.sampling == "sobol":
        free = _sobol(len(factors.names), draw, block)
    else:
        free = [_own(name, draw, block) for name in factors.names]
    drawn: dict[str, Floats] = {}
    for row, name in enumerate(factors.names):
        total: Any = free[row] * factors.root[row][row]
        for column in range(row):
            if factors.root[row][column]:
                total = total + free[column] * factors.root[row][column]
        drawn[name] = np.asarray(total[:size])
    return drawn


def increments(name: str, draw: Draw, block: int) -> Iterator[Floats]:
    """Yield independent standard normal draws of one factor's own path, each (S,), without end; antithetic paths mirror theirs."""
    generator, size = _generator(f"{name}#", draw, block), draw.size(block)
    while True:
        yield _drawn(generator, draw)[:size]


def uniforms(draws: Floats) -> Floats:
    """Return the standard normal distribution function of draws, from a table of 2^14 points (error below 1e-8), within (0, 1)."""
    import numpy as np

    points, values = _table()
    return np.interp(draws, points, values)


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    import numpy as np

    points = np.linspace(-8.0, 8.0, 16_385)
    return points, np.array([0.5 * math.erfc(-point / math.sqrt(2.0)) for point in points])


def _own(name: str, draw: Draw, block: int) -> Floats:
    """Return the draws of one stream of one block."""
    return _drawn(_generator(name, draw, block), draw)


def _generator(name: str, draw: Draw, block: int) -> np.random.Generator:
    import numpy as np

    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(draw.seed, spawn_key=(block, crc32(name.encode())))))


def _drawn(generator: np.random.Generator, draw: Draw) -> Floats:
    """Return the next draws of a stream; an antithetic block holds each path and its mirror image, side by side."""
    import numpy as np

    if draw.sampling != "antithetic":
        return generator.standard_normal(BLOCK)
    half = generator.standard_normal(BLOCK // 2)
    both = np.empty(BLOCK)
    both[0::2] = half
    np.negative(half, out=both[1::2])
    return both


def _sobol(dimensions: int, draw: Draw, block: int) -> list[Floats]:
    """Return one scrambled Sobol' net of a block, as normals: each block is an independent randomisation (Owen 1997)."""
    try:
        from scipy.special import ndtri
        from scipy.stats import qmc
    except ImportError as fault:
        raise UsageError("--sobol needs the extra `leasecalc[optimise]` (the library scipy)") from fault
    import numpy as np

    seed = np.random.default_rng(np.random.SeedSequence(draw.seed, spawn_key=(block, crc32(b"sobol"))))
    engine = (
        qmc.Sobol(dimensions, scramble=True, rng=seed) if _takes_rng(qmc) else qmc.Sobol(dimensions, scramble=True, seed=seed)
    )
    points = engine.random(BLOCK)
    if not np.isfinite(points).all():
        raise CalculationError("the Sobol' points are not numbers")
    return [ndtri(np.clip(points[:, column], 1e-16, 1.0 - 1e-16)) for column in range(dimensions)]


def _takes_rng(qmc: Any) -> bool:
    from inspect import signature

    return "rng" in signature(qmc.Sobol.__init__).parameters
