"""Variance from replicate weights.

V = scale * sum over r of rscale_r (figure_r - centre)², the centre being the mean
of the replicates or the full-sample figure: R `survey::svrVar`. A replicate in
which a figure is not defined is left out of that figure, as in R.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from headload.errors import WrongUse
from headload.terms import Design, ReplicateMethod, Replicates

from .adding import added
from .chunk import Chunk
from .distribution import DistributionScan
from .groups import Groups, Units, grouped
from .layout import cells_of
from .parts import under_replicate
from .solving import Solved, shares_up_to, solved
from .sums import WEIGHT, Mask
from .tabulation import Tabulation
from .tally import sums_in
from .units import WEIGHT_UNITS

# R degf.svyrep.design takes the rank with tolerance 1e-5; here of the cross
# products, hence squared
_RANK_TOLERANCE = 1e-10

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


def replicate_variance(figures: Numbers, full: Numbers, how: Replicates) -> Numbers:
    """Return the variance of each figure.

    Parameters
    ----------
    figures
        Figures by replicate, shape (replicates, ...); NaN where not defined.
    full
        The full-sample figures, shape (...).
    how
        Scales and centre.

    Returns
    -------
    ndarray
        Shape (...); NaN where no replicate has a figure.
    """
    count = len(figures)
    scales = np.array(how.rscales or (1.0,) * count)
    scales = scales.reshape((count,) + (1,) * full.ndim)
    defined = ~np.isnan(figures)
    used = defined & (scales > 0)
    number = used.sum(axis=0)
    mean = np.where(used, figures, 0.0).sum(axis=0) / np.maximum(number, 1)
    centre = full if how.around_full_sample else mean
    squares = np.where(defined, figures - centre, 0.0) ** 2
    variance = how.factor * (scales * squares).sum(axis=0)
    return np.where(number > 0, variance, np.nan)


class ReplicateScan:
    """Adds every tabulation up under every replicate weight.

    Only cells are needed, not PSUs, because replicates carry the design.
    """

    def __init__(self, tabulations: Sequence[Tabulation], count: int) -> None:
        self._tabulations = tabulations
        self._count = count
        self._whole = [
            np.zeros((count, one.cells, len(one.at_units.columns)), dtype=np.int64)
            for one in tabulations
        ]
        self._products = np.zeros((count, count))
        self._scans = [
            [DistributionScan(one) for _ in range(count)] if one.value else []
            for one in tabulations
        ]

    def add(self, chunk: Chunk, masks: Mapping[Mask, NDArray[np.bool_]]) -> None:
        """Take in the records of the next chunk."""
        together = Units.together(len(chunk.psu))
        sums = [one.at_units for one in self._tabulations]
        names = [under_replicate(WEIGHT, r) for r in range(self._count)]
        weights = np.column_stack([chunk.values[name] for name in names]) / WEIGHT_UNITS
        self._products += weights.T @ weights
        every = {name for one in self._tabulations for name, _ in one.at_units.columns}
        for r in range(self._count):
            turned = under_weight(chunk, every, r)
            for groups, served in grouped(
                turned, together, self._tabulations, sums, masks
            ):
                for i in served:
                    self._add(i, r, groups)

    def figures(self, position: int, found: Solved) -> Numbers:
        """Return the targets of a tabulation, (replicates, cells, targets).

        Of a quantile, the share at or below the quantile of the full sample.
        """
        one = self._tabulations[position]
        if not one.value:
            return np.array([solved(one, sums).value for sums in self._whole[position]])
        return np.array(
            [
                shares_up_to(found.value, scan.distributions())
                for scan in self._scans[position]
            ]
        )

    def df(self) -> int:
        """Return the rank of the replicate weights minus 1: R `degf` of the design."""
        size = np.sqrt(np.diag(self._products))
        scale = np.where(size > 0, size, 1.0)
        correlation = self._products / np.outer(scale, scale)
        rank = np.linalg.matrix_rank(correlation, tol=_RANK_TOLERANCE, hermitian=True)
        return max(int(rank) - 1, 0)

    def _add(self, position: int, replicate: int, groups: Groups) -> None:
        one = self._tabulations[position]
        cell, kept = cells_of(groups.ranks, len(groups.unit), one)
        whole = sums_in(groups, one.at_units)
        rows = whole if kept is None else whole[kept]
        self._whole[position][replicate] += added(rows, cell, one.cells)
        if one.value:
            self._scans[position][replicate].add(groups, cell, kept)


def under_weight(chunk: Chunk, names: Iterable[str], replicate: int | str) -> Chunk:
    """Return records with some values under a replicate weight, or that of a fit.

    Counts and squares have none.
    """
    values = dict(chunk.values)
    for name in names:
        if name.startswith((WEIGHT, "product")):
            values[name] = chunk.values[under_replicate(name, replicate)]
    return replace(chunk, values=values)


def replicates_of(design: Design, columns: Sequence[str]) -> Replicates:
    """Return the declared replicates, checked against the columns of the table.

    Raises
    ------
    WrongUse
        ``HL-EST-52`` when none are declared, columns are missing, or the numbers
        do not fit the method.
    """
    how = design.replicates
    if how is None:
        raise _refusal("The design declares replicate weights but lists none")
    missing = [name for name in how.columns if name not in columns]
    if missing:
        raise _refusal(
            f"{len(missing)} of {len(how.columns)} replicate weights are not in the "
            f"persons table, the first being {missing[0]}"
        )
    if len(how.columns) < 2 or len(set(how.columns)) < len(how.columns):
        raise _refusal("A variance needs at least two different replicate weights")
    if how.rscales and len(how.rscales) != len(how.columns):
        raise _refusal(
            f"There are {len(how.columns)} replicate weights but {len(how.rscales)} "
            "rscales"
        )
    if how.method is ReplicateMethod.JKN and not how.rscales:
        raise _refusal("The method jkn needs rscales, (n - 1) / n of each stratum")
    if how.method is ReplicateMethod.OTHER and how.scale is None:
        raise _refusal('The method "other" needs a scale')
    fay = how.method is ReplicateMethod.FAY
    if not 0 <= how.rho < 1 or (how.rho != 0) != fay:
        raise _refusal("rho goes with the method fay, between 0 and 1, and only there")
    if (how.scale is not None and not how.scale > 0) or min(how.rscales or (0,)) < 0:
        raise _refusal("A scale is not positive")
    return how


def _refusal(what: str) -> WrongUse:
    return WrongUse(
        what,
        where="the design, replicates",
        to_do="see the producer's note on replicate weights and correct design.toml",
        code="HL-EST-52",
    )
