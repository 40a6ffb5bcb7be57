"""Second look at the chunks: the variance between PSUs of linearised figures.

For a stratum with n PSUs, of which m have a record in the cell, and PSU totals e
of the linearised figure::

    V = sum over strata of  n / (n - 1) * [ sum_m (e - ē)² + (n - m) ē² ],  ē = Σe / n

With a finite population correction each stratum is multiplied by 1 - f, the share
not drawn, and every later stage adds the same expression within its own units,
times the fractions drawn before it (Särndal et al. 4.3; R `survey::multistage`).

The PSUs without a record in the cell are the n - m zeros. This centred form keeps
its digits where the textbook form Σe² - (Σe)²/n loses them. Equal to R
`survey::svyrecvar` with replacement; Särndal, Swensson and Wretman (1992) 4.6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind

from .adding import taken
from .groups import Groups
from .layout import Layout, layout_of
from .sample import Sample, Strata
from .solving import Solved, linearised
from .spool import Part
from .stages import Stage, left_after
from .strata import Spread, StrataSpread
from .tabulation import Tabulation
from .tally import Presence, target_count, with_differences

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class LonelyRule:
    """What a stratum with a single PSU contributes.

    Parameters
    ----------
    share
        1 when its PSU counts by its distance from the mean PSU of the population's
        strata; 0 when the stratum contributes nothing.
    rescaled
        True when the variance of the other strata is scaled up to all strata.
    in_domains
        Also for strata of several PSUs of which one alone has the population.
    """

    share: float
    rescaled: bool
    in_domains: bool = False

    @property
    def looks_at_others(self) -> bool:
        """Tell whether it must be known where the base is present."""
        return bool(self.share) or self.rescaled


# R options(survey.lonely.psu = ...); "fail" has stopped before this table is read
LONELY_RULES = {
    "fail": LonelyRule(share=0.0, rescaled=False),
    "certainty": LonelyRule(share=0.0, rescaled=False),
    "adjust": LonelyRule(share=1.0, rescaled=False),
    "average": LonelyRule(share=0.0, rescaled=True),
}


class SampleSpread:
    """Adds up the variance between the units of every stage, part by part.

    Parameters
    ----------
    shape
        Cells and targets.
    sample
        The whole design.
    """

    def __init__(self, shape: tuple[int, int], sample: Sample) -> None:
        n = sample.psus_in_stratum
        factors = np.where(n > 1, n / np.maximum(n - 1, 1), 0.0) * sample.remaining
        self._sample = sample
        self._spread = StrataSpread(shape, factors)
        self._more = np.zeros(shape)

    def first(self, layout: Layout, e: Numbers, strata: Strata) -> None:
        """Take in the PSUs of the next part: their values by row, (rows, targets)."""
        units = np.bincount(strata.of_psu)[layout.segment_stratum]
        self._spread.add(_spread(e, layout, units), layout, strata)

    def lonely(
        self,
        layout: Layout,
        apart: Numbers,
        present: NDArray[np.bool_],
        strata: Strata,
    ) -> None:
        """Take in how far PSUs are from the mean PSU, where they are alone."""
        stratum = strata.first + layout.segment_stratum
        alone = self._sample.lonely[stratum][layout.row_segment]
        left = self._sample.remaining[stratum][layout.row_segment]
        counted = apart**2 * (present & alone[:, None]) * left[:, None]
        self._more += layout.rows_to_cells(counted)

    def thin(self, layout: Layout, e: Numbers, thin: Booleans, strata: Strata) -> None:
        """Leave out strata that lie in one PSU of the population alone.

        Their spread was taken in as e² times what the correction leaves.
        """
        stratum = (strata.first + layout.segment_stratum)[layout.row_segment]
        left = self._sample.remaining[stratum]
        counted = e**2 * thin[layout.row_segment] * left[:, None]
        self._more -= layout.rows_to_cells(counted)

    def thin_uncentred(
        self, layout: Layout, e: Numbers, thin: Booleans, strata: Strata
    ) -> None:
        """Count such PSUs by their distance from 0 instead of the stratum's mean."""
        stratum = (strata.first + layout.segment_stratum)[layout.row_segment]
        others = np.maximum(self._sample.psus_in_stratum[stratum] - 1, 1)
        share = self._sample.remaining[stratum] / others
        counted = e**2 * thin[layout.row_segment] * share[:, None]
        self._more += layout.rows_to_cells(counted)

    def later(self, layout: Layout, e: Numbers, stage: Stage, drawn: Numbers) -> None:
        """Take in the units of a later stage.

        Parameters
        ----------
        layout, e
            Values by row; segments are of units of the stage before.
        stage, drawn
            The stage, and the share drawn of each unit of the stage before.
        """
        n = stage.sizes
        spread = _spread(e, layout, n[layout.segment_stratum])
        left = drawn * left_after(stage.fraction)
        factor = np.where(n > 1, n / np.maximum(n - 1, 1), 0.0) * left
        scaled = factor[layout.segment_stratum][:, None] * spread.squares
        self._more += layout.segments_to_cells(scaled)

    def total(self) -> Numbers:
        """Return the variance, shape (cells, targets)."""
        return np.maximum(self._spread.total() + self._more, 0.0)


class VarianceScan:
    """Adds up the variance of one tabulation while parts pass by again.

    Parameters
    ----------
    tabulation, found
        What is asked, and its figures.
    sample, rule
        The whole design, and the treatment of single-PSU strata.
    presence
        Where the bases are present, for rules that look at it.
    """

    def __init__(
        self,
        tabulation: Tabulation,
        found: Solved,
        sample: Sample,
        rule: LonelyRule,
        presence: Presence | None,
    ) -> None:
        shape = tabulation.cells, target_count(tabulation)
        self._tabulation, self._found, self._sample = tabulation, found, sample
        self._spread = SampleSpread(shape, sample)
        self._rule = rule
        self._thin = None if presence is None else presence.thin
        self._mean = None
        self._scale = None
        if presence is not None and rule.share:
            self._mean = whole_targets(tabulation, found) / np.maximum(
                presence.psus(), 1
            )
        if presence is not None and rule.rescaled:
            self._scale = presence.scale()

    def add(self, groups: Groups, part: Part) -> None:
        """Take in the groups of the next part."""
        layout, e = self._values(groups, part, 0)
        self._spread.first(layout, e, part.strata)
        if self._mean is not None:
            present = in_base(groups, layout, self._tabulation)[layout.row_segment]
            apart = e - self._mean[layout.row_cell]
            self._spread.lonely(layout, apart, present, part.strata)
        if self._thin is not None:
            thin = self._thin.of(layout, part.strata)
            take = (
                self._spread.thin_uncentred if self._rule.share else self._spread.thin
            )
            take(layout, e, thin, part.strata)
        drawn = self._sample.drawn_of(part.strata)
        for position, stage in enumerate(part.stages):
            layout, e = self._values(groups, part, position + 1)
            self._spread.later(layout, e, stage, drawn)
            drawn = stage.drawn_after(drawn)

    def variance(self) -> Numbers:
        """Return the variance of each target, shape (cells, targets)."""
        variance = self._spread.total()
        return variance if self._scale is None else variance * self._scale

    def _values(self, groups: Groups, part: Part, stage: int) -> tuple[Layout, Numbers]:
        unit = part.unit(groups, stage)
        layout = layout_of(groups, self._tabulation, unit, part.stratum(stage))
        return layout, linearised(groups, layout, self._tabulation, self._found)


def in_base(
    groups: Groups, layout: Layout, tabulation: Tabulation
) -> NDArray[np.bool_]:
    """Tell which segments have a record of each target's base."""
    return base_psus(groups, layout, tabulation) > 0


def base_psus(groups: Groups, layout: Layout, tabulation: Tabulation) -> Integers:
    """Return the PSUs of each segment with a record of each target's base."""
    bases = [figure.in_base for figure in tabulation.targets.figures]
    whole = layout.to_rows(taken(groups.whole, groups.parts.positions(bases)))
    records = with_differences(whole, tabulation.targets)
    psus: Integers = layout.rows_to_segments((records > 0).astype(np.int64))
    return psus


def _spread(e: Numbers, layout: Layout, units: Integers) -> Spread:
    """Return mean and squared distances of each segment, absent units being 0.

    A unit that adds 0 is taken as absent, so that a figure has the same bits
    whatever else is asked of the same units.
    """
    mean = layout.rows_to_segments(e) / units[:, None]
    there = e != 0
    distances = np.where(there, (e - mean[layout.row_segment]) ** 2, 0.0)
    squares, present = np.split(
        layout.rows_to_segments(np.column_stack([distances, there])), 2, axis=1
    )
    return Spread(mean, squares + (units[:, None] - present) * mean**2)


def whole_targets(tabulation: Tabulation, found: Solved) -> Numbers:
    """Return the sum of each linearised target: a total's value, 0 for a ratio."""
    kinds: Sequence[MeasureKind] = [f.kind for f in tabulation.targets.figures]
    total = np.array([kind is MeasureKind.TOTAL for kind in kinds], dtype=bool)
    own = np.where(total, found.share, 0.0)
    pairs = tabulation.targets.differences
    if not pairs:
        return own
    first, second = own[:, [d.first for d in pairs]], own[:, [d.second for d in pairs]]
    apart = (first - np.nan_to_num(found.ratio) * second) / np.nan_to_num(
        found.divisor, nan=1.0
    )
    return np.column_stack([own, apart])
