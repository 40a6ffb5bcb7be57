"""Numbers as integers, so that sums are exact whatever the order and the engine.

A weight enters as ``floor(weight * 1e9 + 1/2)``. A weighted amount enters as
``floor(weight * amount * 10^d + 1/2)``, with as many digits d as 62 bits hold for
the largest weight and amount of the file; that integer is added up in two halves
(`high` * 2^31 + `low`), which cannot overflow.
"""

from dataclasses import dataclass, field
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

WEIGHT_UNITS = 1e9
LARGEST_WEIGHT = 9e9  # persons; in billionths, a larger sum leaves 64 bits
LARGEST_AMOUNT = 1e12
HALF = 2**31
ROOM = 2.0**62
MOST_DIGITS = 12

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """How many decimal digits each weighted amount, and its square, keeps.

    Parameters
    ----------
    digits
        By amount column; negative where amounts are that large.
    square_digits
        Of weighted squares, which feed the design effect alone and are added in
        one half.
    """

    digits: dict[str, int] = field(default_factory=dict)
    square_digits: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls, largest_amounts: dict[str, float], largest_weight: float, records: int
    ) -> "Units":
        """Return the units that fit the largest weight and amounts of a file."""
        return cls(
            {c: _digits(largest_weight * a) for c, a in largest_amounts.items()},
            {
                c: _digits(largest_weight * a * a * max(records, 1))
                for c, a in largest_amounts.items()
            },
        )


def halves(products: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return `high` and `low` with ``high * 2^31 + low`` equal to the products."""
    high = products >> 31
    return high, products - (high << 31)


def whole(values: Numbers, scale: float) -> NDArray[np.int64]:
    """Return numbers times a scale, rounded to the nearest integer."""
    return np.floor(values * scale + 0.5).astype(np.int64)


def _digits(largest: float) -> int:
    if not largest > 0:
        return MOST_DIGITS
    return min(MOST_DIGITS, floor(log10(ROOM / largest)))
