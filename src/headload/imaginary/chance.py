"""Seeded chance for the imaginary country, the same on every version of NumPy.

Only the raw words of PCG64 are used: NumPy promises that bit generators never
change, but not that `normal` or `poisson` keep their streams. The true values in
`checks.toml` would otherwise move with an upgrade.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

from headload.imaginary.tables import Shares

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]


class Chance:
    """A stream of random numbers for one stage of the making.

    Parameters
    ----------
    seed
        Seed of the country or of the sample.
    stage
        Name of the stage; stages have independent streams, so that a change in
        one does not move the others.
    """

    def __init__(self, seed: int, stage: str) -> None:
        sequence = np.random.SeedSequence([seed, zlib.crc32(stage.encode())])
        self._bits = np.random.PCG64(sequence)

    def uniform(self, size: int) -> Numbers:
        """Return `size` numbers in [0, 1)."""
        words = np.asarray(self._bits.random_raw(size), dtype=np.uint64)
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def happens(self, probability: Numbers) -> Flags:
        """Return whether each event of the given probability happens."""
        return self.uniform(len(probability)) < probability

    def normal(self, size: int) -> Numbers:
        """Return `size` standard normal numbers, by the Box-Muller transform."""
        radius = np.sqrt(-2.0 * np.log1p(-self.uniform(size)))
        return np.asarray(radius * np.cos(2.0 * np.pi * self.uniform(size)))

    def between(self, low: Numbers, high: Numbers) -> Numbers:
        """Return one number for each range [low, high)."""
        return low + (high - low) * self.uniform(len(low))

    def count(self, mean: Numbers, most: int) -> Indices:
        """Return Poisson counts of the given means, cut at `most`."""
        left = self.uniform(len(mean)) - np.exp(-mean)
        term = np.exp(-mean)
        found = np.zeros(len(mean), dtype=np.int64)
        for k in range(1, most + 1):
            found += left >= 0
            term = term * mean / k
            left = left - term
        return found

    def pick(self, shares: Shares, rows: NDArray[np.integer]) -> Codes:
        """Return a category of `shares` for each row number; -1 where blank."""
        point = self.uniform(len(rows))
        found = np.zeros(len(rows), dtype=np.int16)
        for limit in shares.limits:
            found += point >= limit[rows]
        found[shares.blank[rows]] = -1
        return found

    def order(self, size: int) -> Indices:
        """Return a random order of `size` things."""
        return np.argsort(self.uniform(size), kind="stable")
