"""Medians and other quantiles, with Woodruff's interval.

The quantile is the lowest value at which the weighted distribution reaches p.
The share F at or below it is estimated with its standard error as any share is;
the distribution read backwards at F minus and plus t times that error gives the
interval, and its width over 2 t the standard error. Woodruff (1952); R
`svyquantile(qrule = "math", interval.type = "mean")`. Where the interval of F
leaves 0 to 1 the quantile's is open on that side, and has no standard error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind

from .breakdown import Breakdown, Groups
from .figures import (
    Figures,
    Layer,
    Precision,
    counts_of,
    evaluated,
    ratio,
    unknown_of,
    variance_of,
)
from .flags import Mask
from .ingredients import Parsed, ingredients
from .intervals import t_quantile
from .profiles import WEIGHT_UNITS
from .sample import Sample

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """Records and cells at one stage of the design."""

    groups: Groups
    breakdown: Breakdown
    sample: Sample


@dataclass(frozen=True)
class _Distribution:
    """Weighted distribution of each cell: values in order, and shares up to each."""

    values: tuple[Numbers, ...]
    shares: tuple[Numbers, ...]

    def at(self, shares: Numbers) -> Numbers:
        """Return the lowest value whose share reaches that wanted, cell by cell."""
        found = np.full(len(shares), np.nan)
        for cell, wanted in enumerate(shares):
            reached = self.shares[cell]
            if len(reached) and 0 <= wanted <= 1:
                place = min(int(np.searchsorted(reached, wanted)), len(reached) - 1)
                found[cell] = self.values[cell][place]
        return found


def quantiles(
    measures: Sequence[Parsed], places: Sequence[Place], precision: Precision
) -> Figures:
    """Estimate quantiles of one amount in every cell of one breakdown.

    Parameters
    ----------
    measures
        Quantiles of the amount by whose values the profiles are told apart.
    places
        Records and cells by stage of the design, the first stage first.
    precision
        How variances and intervals are made.
    """
    every = [_quantile(measure, places, precision) for measure in measures]
    return Figures(
        **{
            name: np.concatenate([getattr(figures, name) for figures in every])
            for name in Figures.__dataclass_fields__
        }
    )


def _quantile(
    measure: Parsed, places: Sequence[Place], precision: Precision
) -> Figures:
    distribution = _distribution(measure, places[0])
    cells = len(places[0].breakdown.cells)
    value = distribution.at(np.full(cells, measure.measure.p))
    share = _as_share(measure)
    layers = [_layer(share, place, value) for place in places]
    found = evaluated([share], layers)
    se = np.sqrt(variance_of(found, layers, precision))
    breakdown = places[0].breakdown
    counts = counts_of(found.members, breakdown, precision)
    t = t_quantile(counts.df, precision.confidence)
    low, high = (
        distribution.at((found.value + side * t * se)[0])[None, :] for side in (-1, 1)
    )
    of_quantile = (high - low) / (2 * t)
    return Figures(
        value=value[None, :],
        se=of_quantile,
        ci_low=low,
        ci_high=high,
        cv=ratio(of_quantile, np.abs(value[None, :])),
        deff=np.full((1, cells), np.nan),
        df=counts.df,
        n=counts.n,
        n_numerator=counts.n,
        n_psu=counts.psus,
        weighted_base=found.sums.base,
        unknown=unknown_of(layers[0]),
    )


def _as_share(measure: Parsed) -> Parsed:
    """Return the measure as the share of its base that lies at or below a value."""
    share = replace(measure.measure, kind=MeasureKind.RATE)
    return replace(measure, measure=share, amount="")


def _layer(share: Parsed, place: Place, value: Numbers) -> Layer:
    """Count the records at or below the quantile of their own cell."""
    cells = _cell_of_profile(place)
    # a profile outside every cell is compared with nothing, hence not below
    limit = np.append(value, np.nan)[cells]
    values = place.groups.profiles.values
    below = np.zeros(len(cells), dtype=bool) if values is None else values <= limit
    parts = ingredients([share], place.groups, having=below)
    return Layer(parts, place.breakdown, place.sample)


def _distribution(measure: Parsed, place: Place) -> _Distribution:
    profiles = place.groups.profiles
    cells = _cell_of_profile(place)
    base: Mask = profiles.flags.true(measure.among) & profiles.flags.known(measure.of)
    used = np.flatnonzero(base & (profiles.weight > 0) & (cells >= 0))
    values = np.zeros(len(cells)) if profiles.values is None else profiles.values
    used = used[np.lexsort((values[used], cells[used]))]
    count = len(place.breakdown.cells)
    bounds = np.searchsorted(cells[used], np.arange(count + 1))
    by_cell = [used[a:b] for a, b in pairwise(bounds)]
    reached: list[Numbers] = [
        np.cumsum(profiles.weight[c]) / WEIGHT_UNITS for c in by_cell
    ]
    return _Distribution(
        values=tuple(values[chosen] for chosen in by_cell),
        shares=tuple(up_to / up_to[-1] if len(up_to) else up_to for up_to in reached),
    )


def _cell_of_profile(place: Place) -> Integers:
    """Return the cell of each profile; -1 for none."""
    breakdown, groups = place.breakdown, place.groups
    row_sizes = np.diff(breakdown.row_starts, append=len(breakdown.order))
    cell_of_group = np.full(len(groups.starts), -1, dtype=np.int64)
    cell_of_group[breakdown.order] = np.repeat(breakdown.row_cell, row_sizes)
    sizes = np.diff(groups.starts, append=len(groups.profiles.weight))
    return np.repeat(cell_of_group, sizes)
