"""Least squares on margins, in an order of operations that never changes.

Columns that say who belongs to which code of which margin always repeat one
another (each margin adds up to everybody), so their cross products have no
inverse. The sweep operator (Goodnight 1979) leaves such columns out one by one
and gives a generalised inverse; fitted values do not depend on which it leaves
out. It is written out here because compiled solvers may add in another order on
another machine, and figures have the same bits everywhere.
"""

import numpy as np
from numpy.typing import NDArray

REPEATS = 1e-10  # share of a column's square left after the columns before it

Numbers = NDArray[np.float64]


def swept(products: Numbers) -> Numbers:
    """Return a generalised inverse of cross products, shape (columns, columns).

    Parameters
    ----------
    products
        X'WX, symmetric; a column that repeats others has zeros in the result.
    """
    a = products.copy()
    size = np.diag(products).copy()
    used = np.zeros(len(a), dtype=bool)
    for k in range(len(a)):
        pivot = a[k, k]
        if pivot <= REPEATS * size[k]:
            continue
        row = a[k] / pivot
        column = a[:, k].copy()
        a -= column[:, None] * row
        a[k] = row
        a[:, k] = -column / pivot
        a[k, k] = 1.0 / pivot
        used[k] = True
    a[~used] = 0.0
    a[:, ~used] = 0.0
    return a


def multiplied(left: Numbers, right: Numbers) -> Numbers:
    """Return the product of two arrays, added up column by column of `left`."""
    result = np.zeros((len(left), *right.shape[1:]))
    for j in range(left.shape[1]):
        result += left[:, j].reshape(-1, *[1] * (right.ndim - 1)) * right[j]
    return result
