"""What each measure adds up: numerator, base, their counts, and the unknown.

Every figure is a total or a ratio of two totals. For each measure (a row of
each array) and each group (a column):

==========  =======================  ==========================  ==============
kind        numerator                base                        members
==========  =======================  ==========================  ==============
total       of, among                among, of known             numerator
rate        of, among                among, of known             base
mean        sum of of, among         among, of known             base
ratio       sum of of, among, part   sum of per, among, known    base
==========  =======================  ==========================  ==============

The members of a total are its contributors (for an amount: those whose amount is
not zero), because they carry the figure; its base serves the design effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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

    `amount` is the number column that is added up; empty for persons. `per` is the
    number column that a ratio divides by, and `part` narrows its numerator alone.
    `sides` are the two figures that a difference subtracts.
    """

    measure: Measure
    of: tuple[Clause, ...]
    among: tuple[Clause, ...]
    amount: str
    per: str = ""
    part: tuple[Clause, ...] = ()
    sides: tuple["Parsed", ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return every clause that needs an answer."""
        divisor = (Clause(self.per),) if self.per else ()
        own = (*self.of, *self.among, *self.part, *divisor)
        return (*own, *(clause for side in self.sides for clause in side.clauses))

    @property
    def quantile_of(self) -> str:
        """Return the amount whose quantile is asked; empty for other figures."""
        return self.amount if self.measure.kind is MeasureKind.MEDIAN else ""

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
    divisor
        Amounts that ratios divide by; None where the base is the divisor.
    replicates
        Numerator and divisor under each replicate weight.
    """

    numerator: NDArray[Any]
    base: Integers
    squares: NDArray[np.float64] | None
    numerator_members: Integers
    base_members: Integers
    unknown: Integers
    divisor: NDArray[np.float64] | None = None
    replicates: tuple["Fraction", ...] = ()

    @property
    def fraction(self) -> "Fraction":
        """Return what the figure divides, under the full-sample weight."""
        return Fraction(self.numerator, self._divided_by)

    @property
    def _divided_by(self) -> NDArray[Any]:
        return self.base if self.divisor is None else self.divisor


@dataclass(frozen=True)
class Fraction:
    """Numerator and divisor under one weight, of shape (measures, groups)."""

    numerator: NDArray[Any]
    divisor: NDArray[Any]


@dataclass(frozen=True)
class _Masks:
    """Profiles in the base, in the numerator, having the property, and unknown."""

    base: list[Mask]
    numerator: list[Mask]
    having: list[Mask]
    unknown: list[Mask]


def parsed(measure: Measure, *, is_amount: bool) -> Parsed:
    """Parse the conditions of a measure."""
    of = parse(measure.of, where=f"{measure.indicator}, of")
    among = parse(measure.among or "", where=f"{measure.indicator}, among")
    part = parse(measure.part, where=f"{measure.indicator}, part")
    amount = of[0].column if is_amount else ""
    sides = tuple(
        parsed(_side(measure, side), is_amount=is_amount) for side in measure.between
    )
    return Parsed(measure, of, among, amount, measure.per, part, sides)


def _side(measure: Measure, condition: str) -> Measure:
    """Return one of the two figures of a difference."""
    among = " and ".join(part for part in (measure.among, condition) if part)
    kind = measure.figure or MeasureKind.RATE
    return replace(measure, kind=kind, among=among, between=())


def ingredients(
    measures: Sequence[Parsed], groups: Groups, *, having: Mask | None = None
) -> Ingredients:
    """Add up profiles to groups for measures of one shape (see `shape`).

    Parameters
    ----------
    measures, groups
        What to add up, and how.
    having
        Profiles that have the property, where no condition says which.
    """
    profiles = groups.profiles
    masks = _masks(measures, profiles)
    if having is not None:
        chosen = [base & having for base in masks.base]
        masks = replace(masks, numerator=chosen, having=chosen)
    weights = [profiles.weight] * len(measures)
    members = [profiles.members] * len(measures)
    sums = {column: amount.sums for column, amount in profiles.amounts.items()}
    full = _fraction(measures, masks, profiles.weight, sums, groups)
    squares = [profiles.amounts[m.amount].squares for m in measures if m.amount]
    of_amounts = measures[0].amount and not measures[0].per
    return Ingredients(
        numerator=full.numerator,
        base=_added(masks.base, weights, groups),
        squares=_added(masks.base, squares, groups) if of_amounts else None,
        numerator_members=_added(masks.having, members, groups),
        base_members=_added(masks.base, members, groups),
        unknown=_added(masks.unknown, members, groups),
        divisor=full.divisor if measures[0].per else None,
        replicates=tuple(
            _fraction(measures, masks, replicate.weight, replicate.amounts, groups)
            for replicate in profiles.replicates
        ),
    )


def shape(measure: Parsed) -> tuple[bool, bool, bool, str]:
    """Return what measures must share to be worked out in one array.

    Whether the numerator is an amount, whether the divisor is one, whether it is a
    difference, and of which amount it is a quantile.
    """
    return (
        bool(measure.amount),
        bool(measure.per),
        bool(measure.sides),
        measure.quantile_of,
    )


def _fraction(
    measures: Sequence[Parsed],
    masks: _Masks,
    weight: Integers,
    amounts: Mapping[str, NDArray[np.float64]],
    groups: Groups,
) -> Fraction:
    above = [amounts[m.amount] if m.amount else weight for m in measures]
    below = [amounts[m.per] if m.per else weight for m in measures]
    return Fraction(
        _added(masks.numerator, above, groups), _added(masks.base, below, groups)
    )


def _masks(measures: Sequence[Parsed], profiles: Profiles) -> _Masks:
    flags = profiles.flags
    masks = _Masks([], [], [], [])
    for measure in measures:
        among, part = flags.true(measure.among), flags.true(measure.part)
        known = flags.known(measure.of) & flags.known(measure.part)
        if measure.per:
            known &= flags.known((Clause(measure.per),))
        base = among & known
        having = base & part & flags.true(measure.of)
        masks.base.append(base)
        masks.numerator.append(base & part if measure.amount else having)
        masks.having.append(having)
        masks.unknown.append(among & ~known)
    return masks


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
