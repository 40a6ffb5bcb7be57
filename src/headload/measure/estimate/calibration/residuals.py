"""Second look under calibration: the spread between PSUs of what is left.

e = sum of w (z - f) over all records of a PSU: a PSU without a record in the cell
has none of z but all of f. So every PSU counts in every cell here, in blocks of
cells that fit in memory. For the rules of lonely strata every cell is present
everywhere, as in R, where a subset of a calibrated design keeps all its records.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from headload.measure.estimate.adding import added
from headload.measure.estimate.groups import Groups
from headload.measure.estimate.layout import Layout, layout_of
from headload.measure.estimate.sample import Sample
from headload.measure.estimate.solving import Solved, linearised
from headload.measure.estimate.spool import Part
from headload.measure.estimate.tabulation import Tabulation
from headload.measure.estimate.tally import target_count
from headload.measure.estimate.units import WEIGHT_UNITS
from headload.measure.estimate.variance import (
    LonelyRule,
    SampleSpread,
    whole_targets,
)

from .fit import Effects
from .sweeping import multiplied

BLOCK = 2**22  # numbers held at once: 32 MB

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


class ResidualScan:
    """Adds up the variance of one tabulation of calibrated figures.

    Parameters
    ----------
    tabulation, found, effects
        What is asked, its figures, and what the margins explain of them.
    sample, rule
        The whole design, and the treatment of single-PSU strata.
    most_units
        Units of the chunk that has most.
    """

    def __init__(
        self,
        tabulation: Tabulation,
        found: Solved,
        effects: Effects,
        *,
        sample: Sample,
        rule: LonelyRule,
        most_units: int,
    ) -> None:
        targets = target_count(tabulation)
        size = max(1, BLOCK // (most_units * targets))
        starts = range(0, tabulation.cells, size)
        self._tabulation, self._found, self._effects = tabulation, found, effects
        self._sample = sample
        self._blocks = [slice(a, min(a + size, tabulation.cells)) for a in starts]
        self._spreads = [
            SampleSpread((block.stop - block.start, targets), sample)
            for block in self._blocks
        ]
        self._mean = None
        self._scale = 1.0
        lonely = int(sample.lonely.sum())
        if rule.share and lonely:
            explained = multiplied(effects.persons[None], effects.of_code)[0]
            every = whole_targets(tabulation, found) - explained
            self._mean = every / sample.psus_in_stratum.sum()
        if rule.rescaled and lonely:
            strata = len(sample.strata)
            self._scale = strata / (strata - lonely) if strata > lonely else np.nan

    def add(self, groups: Groups, part: Part) -> None:
        """Take in the groups of the next part."""
        drawn = self._sample.drawn_of(part.strata)
        for stage in range(len(part.stages) + 1):
            for spread, block, layout, e in self._residuals(groups, part, stage):
                if stage:
                    spread.later(layout, e, part.stages[stage - 1], drawn)
                    continue
                spread.first(layout, e, part.strata)
                if self._mean is not None:
                    everywhere = np.ones_like(e, dtype=bool)
                    mean = self._mean[block][layout.row_cell]
                    spread.lonely(layout, e - mean, everywhere, part.strata)
            if stage:
                drawn = part.stages[stage - 1].drawn_after(drawn)

    def variance(self) -> Numbers:
        """Return the variance of each target, shape (cells, targets)."""
        every = np.concatenate([spread.total() for spread in self._spreads])
        return every * self._scale

    def _residuals(
        self, groups: Groups, part: Part, stage: int
    ) -> Iterator[tuple[SampleSpread, slice, Layout, Numbers]]:
        """Yield values of every unit of a stage in every cell, block by block."""
        stratum = part.stratum(stage)
        unit = part.unit(groups, stage)
        layout = layout_of(groups, self._tabulation, unit, stratum)
        z = linearised(groups, layout, self._tabulation, self._found)
        persons = self._persons(part, stage)
        having = _units_having(persons)
        for spread, block in zip(self._spreads, self._blocks, strict=True):
            cells = block.stop - block.start
            inside = (layout.row_cell >= block.start) & (layout.row_cell < block.stop)
            e = np.zeros((len(stratum), cells, z.shape[1]))
            e[layout.row_unit[inside], layout.row_cell[inside] - block.start] = z[
                inside
            ]
            for code, units in having.items():
                known = self._effects.of_code[code, block]
                e[units] -= persons[units, code, None, None] * known
            yield spread, block, _every_cell(stratum, cells), e.reshape(-1, z.shape[1])

    def _persons(self, part: Part, stage: int) -> Numbers:
        """Return the persons of each unit of a stage by code of the margins."""
        whole = np.zeros((0, 0), np.int64) if part.margins is None else part.margins
        if stage < len(part.stages):
            unit = part.unit_of(np.arange(len(whole)), stage)
            whole = added(whole, unit, len(part.stratum(stage)))
        return whole / WEIGHT_UNITS


def _units_having(persons: Numbers) -> dict[int, slice | Integers]:
    """Return the units with persons of each code; all where most have some."""
    having: dict[int, slice | Integers] = {}
    for code in range(persons.shape[1]):
        units = np.flatnonzero(persons[:, code])
        if len(units):
            having[code] = units if 2 * len(units) < len(persons) else slice(None)
    return having


def _every_cell(stratum: Integers, cells: int) -> Layout:
    """Return the layout in which every unit has a row in every cell."""
    units, strata = len(stratum), int(stratum[-1]) + 1
    row_cell = np.tile(np.arange(cells), units)
    return Layout(
        kept=None,
        group_row=None,
        row_unit=np.repeat(np.arange(units), cells),
        row_cell=row_cell,
        row_segment=np.repeat(stratum, cells) * cells + row_cell,
        segment_stratum=np.repeat(np.arange(strata), cells),
        segment_cell=np.tile(np.arange(cells), strata),
        cells=cells,
    )
