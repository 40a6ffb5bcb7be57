"""Text as ranks: numbers that sort as the labels should.

Code lists order their own codes; every other text sorts by code point, so the
order of cells depends on the data alone, never on the order of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

UNKNOWN = -1


@dataclass(frozen=True)
class Ranked:
    """Distinct labels in order, and the rank of each value (-1 for null)."""

    labels: tuple[str, ...]
    ranks: NDArray[np.int64]


def ranked(values: pa.Array, first: Iterable[str] = ()) -> Ranked:
    """Rank texts: labels in `first` in their order, then the others sorted."""
    encoded = values.dictionary_encode()
    labels = encoded.dictionary.to_pylist()
    position = {label: i for i, label in enumerate(first)}
    order = sorted(
        range(len(labels)),
        key=lambda i: (position.get(labels[i], len(position)), labels[i]),
    )
    rank_of = np.empty(len(labels) + 1, dtype=np.int64)
    rank_of[order] = np.arange(len(labels))
    rank_of[UNKNOWN] = UNKNOWN
    indices = encoded.indices.fill_null(UNKNOWN).to_numpy()
    return Ranked(tuple(labels[i] for i in order), rank_of[indices])
