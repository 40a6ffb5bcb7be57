"""A plain joint program for counts, to measure our protection against.

One pass over the small cells: for each the cheapest deviation that carries it up by
the threshold, then hide what deviates (Kelly, Golden and Assad 1992). Cells hidden
for another's sake get no protection of their own, which is less than we promise.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from headload.terms import Estimate
from unit.audit.tables import WITHIN, Domain


def by_one_pass(cells: Sequence[Estimate], threshold: int = 10) -> tuple[int, int]:
    """Return how many cells are small, and how many are withheld with them."""
    counts = {frozenset(cell.dimensions.items()): cell.n for cell in cells}
    places = {domain: place for place, domain in enumerate(counts)}
    numbers = np.array(list(counts.values()), dtype=float)
    sums = _sums(places, numbers)
    small = [place for place, n in enumerate(numbers) if n < threshold]
    hidden = set(small)
    for place in sorted(small, key=lambda each: (numbers[each], each)):
        found = _cheapest(place, threshold, hidden, numbers, sums)
        hidden |= {int(each) for each in np.flatnonzero(np.abs(found) > 1e-6)}
    return len(small), len(hidden)


def _cheapest(
    place: int,
    threshold: int,
    hidden: set[int],
    numbers: np.ndarray,
    sums: sparse.csr_array,
) -> np.ndarray:
    size = len(numbers)
    cost = 1 + 0.01 * np.log1p(numbers)
    cost[list(hidden)] = 1e-6
    bounds = [(0.0, 1e4)] * size + [(0.0, float(n)) for n in numbers]
    bounds[place], bounds[size + place] = (threshold, threshold), (0.0, 0.0)
    both = sparse.hstack([sums, -sums])
    zero = np.zeros(sums.shape[0])
    solved = linprog(np.concatenate([cost, cost]), A_eq=both, b_eq=zero, bounds=bounds)
    assert solved.status == 0
    return np.asarray(solved.x[:size] - solved.x[size:])


def _sums(places: Mapping[Domain, int], numbers: np.ndarray) -> sparse.csr_array:
    """Return a row a sum: a cell, and its parts by one dimension or its cities.

    What a sum leaves out is nobody or not a cell, so it may only stay as it is.
    """
    families: dict[tuple[Domain, str], list[int]] = {}
    for domain, place in places.items():
        for name, code in domain:
            rest = domain - {(name, code)}
            families.setdefault((rest, name), []).append(place)
            for larger in WITHIN.get(name, {}).get(code, {}).items():
                if larger[0] not in dict(rest):
                    families.setdefault((rest | {larger}, name), []).append(place)
    rows = [
        (places[whole], parts)
        for (whole, _), parts in sorted(families.items(), key=lambda each: str(each[0]))
        if whole in places and numbers[parts].sum() == numbers[places[whole]]
    ]
    matrix = sparse.lil_array((len(rows), len(places)))
    for row, (whole, parts) in enumerate(rows):
        matrix[row, whole] = 1.0
        for part in parts:
            matrix[row, part] -= 1.0
    return matrix.tocsr()
