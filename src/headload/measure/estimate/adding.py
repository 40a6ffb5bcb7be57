"""Adding rows up by their group, many columns at a time.

A sparse product with ones does it in compiled code: exact on integers, and on
floats in the order of rows.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

MOST_FLAGS = 2**27  # bytes; above, groups are found by sorting

Integers = NDArray[np.int64]


def added(rows: NDArray[Any], group: NDArray[Any], groups: int) -> NDArray[Any]:
    """Add up rows of shape (n, columns) by group to (groups, columns)."""
    n = len(rows)
    ones = np.ones(n, dtype=rows.dtype)
    indicator = sp.csc_array(
        (ones, group.astype(np.int32), np.arange(n + 1, dtype=np.int32)),
        shape=(groups, n),
    )
    result: NDArray[Any] = indicator @ rows
    return result


def taken(rows: NDArray[Any], columns: Sequence[int]) -> NDArray[Any]:
    """Return some columns, in memory as rows: plain indexing would turn them."""
    result: NDArray[Any] = np.take(rows, columns, axis=1)
    return result


def numbered(keys: Integers, size: int) -> tuple[Integers, Integers]:
    """Return the distinct keys in order, and the number of each key among them.

    Parameters
    ----------
    keys
        Integers from 0 to `size` - 1.
    """
    if size > MOST_FLAGS:
        found, number = np.unique(keys, return_inverse=True)
        return found, number
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    found = np.flatnonzero(present)
    place = np.cumsum(present, dtype=np.int32)
    return found, place[keys].astype(np.int64) - 1
