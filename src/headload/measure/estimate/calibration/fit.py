"""What known totals explain of each figure, to be taken out of its variance.

A linearised figure z is fitted by codes of the margins, and only what is left
varies from sample to sample: f = sum over margins of the effect of the record's
code. The fit needs sums of z by code of a margin, and how many persons share two
codes, under a weight of its own:

=================  ==================  ======================================
method             weight of the fit   effects
=================  ==================  ======================================
post-stratified    before calibration  weighted mean of z in the stratum
linear             before calibration  least squares
raked              1                   means of what is left, margin by margin
                                       in turn, ten rounds
=================  ==================  ======================================

As R `survey::svyrecvar` does for `postStratify`, `calibrate` and `rake`; Särndal,
Swensson and Wretman (1992), section 6.6; Deville, Särndal and Sautory (1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headload.measure.estimate.adding import added
from headload.measure.estimate.chunk import Chunk
from headload.measure.estimate.distribution import DistributionScan
from headload.measure.estimate.facts import refuse_many_cells
from headload.measure.estimate.groups import Groups, Units, grouped
from headload.measure.estimate.layout import cells_of
from headload.measure.estimate.parts import FIT, under_replicate
from headload.measure.estimate.replication import under_weight
from headload.measure.estimate.solving import (
    Solved,
    above_and_below,
    linear,
    shares_up_to,
)
from headload.measure.estimate.sums import WEIGHT, Mask
from headload.measure.estimate.tabulation import Tabulation
from headload.measure.estimate.tally import sums_in
from headload.measure.estimate.units import WEIGHT_UNITS
from headload.terms import CalibrationMethod

from .sweeping import multiplied, swept
from .weights import not_calibrated

ROUNDS = 10  # of raking residuals, as in R

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """What is taken out of the linearised targets of one tabulation.

    Parameters
    ----------
    of_code
        By code of every margin, shape (codes, cells, targets).
    persons
        Calibrated persons by code.
    """

    of_code: Numbers
    persons: Numbers


class FitScan:
    """Adds every tabulation up by code of each margin, under the weight of the fit.

    Parameters
    ----------
    tabulations
        What is asked.
    margins
        Number of codes by column, in the order of the calibration.
    method
        How the weights were calibrated.

    Raises
    ------
    WrongUse
        ``HL-EST-14`` for a breakdown with too many figures once it is crossed.
    """

    def __init__(
        self,
        tabulations: Sequence[Tabulation],
        margins: Mapping[str, int],
        method: CalibrationMethod,
    ) -> None:
        self._method = method
        self._tabulations = tabulations
        self._margins = margins
        codes = sum(margins.values())
        self._shared = np.zeros((codes, codes), dtype=np.int64)
        self._persons = np.zeros(codes, dtype=np.int64)
        self._crossed = [
            [_crossed(one, column, size) for one in tabulations]
            for column, size in margins.items()
        ]
        self._whole = [
            [np.zeros((one.cells, len(one.at_units.columns)), np.int64) for one in some]
            for some in self._crossed
        ]
        self._scans = [
            [DistributionScan(one) if one.value else None for one in some]
            for some in self._crossed
        ]
        self.most_units = 1

    def units(self, chunk: Chunk, units: Units) -> Integers:
        """Take in all records of the next chunk; return its persons by unit and code.

        Returns
        -------
        ndarray
            In billionths, shape (units of the last stage, codes of all margins).
        """
        code = self._codes(chunk)
        size = len(self._persons)
        fit = chunk.values[under_replicate(WEIGHT, FIT)]
        weight = chunk.values[WEIGHT]
        shape = len(units.psu), size
        persons = np.zeros(shape, dtype=np.int64)
        for own in code:
            persons += _table(weight, units.of_record, own, shape)
            for other in code:
                self._shared += _table(fit, own, other, (size, size))
        self._persons += persons.sum(axis=0)
        self.most_units = max(self.most_units, len(persons))
        return persons

    def add(self, chunk: Chunk, masks: Mapping[Mask, NDArray[np.bool_]]) -> None:
        """Take in the counted records of the next chunk."""
        together = Units.together(len(chunk.psu))
        for m, some in enumerate(self._crossed):
            sums = [one.at_units for one in some]
            names = {name for parts in sums for name, _ in parts.columns}
            turned = under_weight(chunk, names, FIT)
            for groups, served in grouped(turned, together, some, sums, masks):
                for i in served:
                    self._add(m, i, groups)

    def effects(self, position: int, found: Solved) -> Effects:
        """Return what the margins explain of one tabulation."""
        sums = np.concatenate(
            [self._linear(m, position, found) for m in range(len(self._margins))]
        )
        shared = self._shared / WEIGHT_UNITS
        if self._method is CalibrationMethod.RAKE:
            of_code = self._in_turn(shared, sums)
        else:
            of_code = multiplied(swept(shared), sums)
        return Effects(of_code, self._persons / WEIGHT_UNITS)

    def _codes(self, chunk: Chunk) -> list[Integers]:
        """Return each record's code of every margin, numbered among all codes."""
        numbered, first = [], 0
        for column, size in self._margins.items():
            ranks = chunk.codes[column]
            if (ranks < 0).any():
                raise not_calibrated("have lost codes of margins after calibration")
            numbered.append(ranks.astype(np.int64) + first)
            first += size
        return numbered

    def _in_turn(self, shared: Numbers, sums: Numbers) -> Numbers:
        """Return effects of margins, each the mean of what the others leave."""
        records = np.maximum(np.diag(shared), 1.0)[:, None, None]
        effects = np.zeros_like(sums)
        ends = np.cumsum(list(self._margins.values()))
        for _ in range(ROUNDS):
            for end, size in zip(ends, self._margins.values(), strict=True):
                own = slice(end - size, end)
                left = sums[own] - multiplied(shared[own], effects)
                effects[own] += left / records[own]
        return effects

    def _linear(self, margin: int, position: int, found: Solved) -> Numbers:
        """Return the sums of linearised targets, shape (codes, cells, targets)."""
        one = self._tabulations[position]
        crossed = self._crossed[margin][position]
        codes = crossed.sizes[-1]
        cell = np.repeat(np.arange(one.cells), codes)
        whole = self._whole[margin][position]
        own, below = above_and_below(whole, crossed.at_units, one)
        scan = self._scans[margin][position]
        if scan is not None:
            shares = shares_up_to(found.value[cell], scan.distributions())
            own = np.nan_to_num(shares) * below
        z = linear(own, below, cell=cell, tabulation=one, found=found)
        return np.swapaxes(z.reshape(one.cells, codes, -1), 0, 1)

    def _add(self, margin: int, position: int, groups: Groups) -> None:
        one = self._crossed[margin][position]
        cell, kept = cells_of(groups.ranks, len(groups.unit), one)
        whole = sums_in(groups, one.at_units)
        rows = whole if kept is None else whole[kept]
        self._whole[margin][position] += added(rows, cell, one.cells)
        scan = self._scans[margin][position]
        if scan is not None:
            scan.add(groups, cell, kept)


def _crossed(one: Tabulation, column: str, size: int) -> Tabulation:
    """Return a tabulation broken down further by a margin, with what variance needs."""
    by, sizes = (*one.by, column), (*one.sizes, size)
    refuse_many_cells(by, sizes, len(one.targets.figures))
    return replace(
        one,
        by=by,
        columns=(*one.columns, column),
        sizes=sizes,
        at_units=one.at_units.only(one.targets.linear),
    )


def _table(
    values: Integers, row: Integers, column: Integers, shape: tuple[int, int]
) -> Integers:
    """Add values up to a table of rows by columns."""
    key = row * shape[1] + column
    table: Integers = added(values[:, None], key, shape[0] * shape[1])
    return table.reshape(shape)
