"""What each measure adds up: numerator, base, their counts, and the unknown.

Every figure is a total or a ratio of two totals. For each measure (a row of
each array) and each group (a column):

==========  =======================  ==========================  ==============
kind        numerator                base                        members
==========  =======================  ==========================  ==============
total       of, among                among, of known             numerator
rate        of, among                among, of known             base
mean        sum of of, among         among, of known             base
==========  =======================  ==========================  ==============

The members of a total are its contributors (for an amount: those whose amount is
not zero), because they carry the figure; its base serves the design effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.terms import MeasureKind

from .breakdown import Groups
from .condition import Clause, parse
from .flags import Mask
from .measures import Measure
from .profiles import Profiles

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Parsed:
    """A measure with its conditions parsed.

    `amount` is the number column that is added up; empty for persons.
    """

    measure: Measure
    of: tuple[Clause, ...]
    among: tuple[Clause, ...]
    amount: str

    @property
    def is_total(self) -> bool:
        """Tell whether the figure is a total, not a ratio."""
        return self.measure.kind is MeasureKind.TOTAL


@dataclass(frozen=True)
class Ingredients:
    """Arrays of shape (measures, groups).

    Parameters
    ----------
    numerator
        Billionths of persons (integers), or amounts (floats).
    base
        Weighted base in billionths.
    squares
        Weighted squares of amounts; None for persons, where they equal the
        numerator.
    numerator_members, base_members
        Records behind numerator and base.
    unknown
        Records of the population whose property is not known.
    """

    numerator: NDArray[Any]
    base: Integers
    squares: NDArray[np.float64] | None
    numerator_members: Integers
    base_members: Integers
    unknown: Integers


def parsed(measure: Measure, *, is_amount: bool) -> Parsed:
    """Parse the conditions of a measure."""
    of = parse(measure.of, where=f"{measure.indicator}, of")
    among = parse(measure.among or "", where=f"{measure.indicator}, among")
    return Parsed(measure, of, among, of[0].column if is_amount else "")


def ingredients(measures: Sequence[Parsed], groups: Groups) -> Ingredients:
    """Add up profiles to groups for measures that are all of persons or of amounts."""
    profiles = groups.profiles
    base, having, unknown = _masks(measures, profiles)
    weights = [profiles.weight] * len(measures)
    members = [profiles.members] * len(measures)
    amounts = [profiles.amounts[m.amount] for m in measures if m.amount]
    numerator, squares = _added(having, weights, groups), None
    if amounts:
        numerator = _added(base, [amount.sums for amount in amounts], groups)
        squares = _added(base, [amount.squares for amount in amounts], groups)
    return Ingredients(
        numerator=numerator,
        base=_added(base, weights, groups),
        squares=squares,
        numerator_members=_added(having, members, groups),
        base_members=_added(base, members, groups),
        unknown=_added(unknown, members, groups),
    )


def _masks(
    measures: Sequence[Parsed], profiles: Profiles
) -> tuple[list[Mask], list[Mask], list[Mask]]:
    """Return base, numerator and unknown profiles of each measure."""
    flags = profiles.flags
    base, having, unknown = [], [], []
    for measure in measures:
        among = flags.true(measure.among)
        known = flags.known(measure.of)
        base.append(among & known)
        having.append(among & flags.true(measure.of))
        unknown.append(among & ~known)
    return base, having, unknown


def _added(
    masks: Sequence[Mask], values: Sequence[NDArray[Any]], groups: Groups
) -> NDArray[Any]:
    """Add up the values of each mask's profiles, group by group."""
    sums = np.zeros((len(masks), len(groups.starts)), dtype=values[0].dtype)
    chosen = np.empty_like(values[0])
    for row, mask, value in zip(sums, masks, values, strict=True):
        if mask.any():
            np.multiply(value, mask, out=chosen)
            np.add.reduceat(chosen, groups.starts, out=row)
    return sums
