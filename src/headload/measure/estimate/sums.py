"""What each figure adds up: sums of one value over the records that pass a mask.

Every figure is a total or a ratio of two totals:

==========  =======================  ==========================  ==============
kind        numerator                divisor                     members
==========  =======================  ==========================  ==============
total       of, among                none                        numerator
rate        of, among                among, of known             divisor
mean        sum of of, among         among, of known             divisor
ratio       sum of of, among, part   sum of per, among, known    base
quantile    at or below it, among    among, of known             divisor
==========  =======================  ==========================  ==============

The members of a total are its contributors (for an amount: those whose amount is
not zero), because they carry the figure. Figures that need the same sum share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.terms import MeasureKind

from .condition import Clause
from .parsing import Parsed

WEIGHT = "weight"
MEMBERS = "members"


@dataclass(frozen=True)
class Mask:
    """Records on which every clause is true and every condition is known.

    With `unknown`, those on which every clause is true and some condition is not.
    """

    true: frozenset[Clause]
    known: frozenset[tuple[Clause, ...]] = frozenset()
    unknown: bool = False


@dataclass(frozen=True)
class Sum:
    """A value added up over a mask.

    `value` is ``weight``, ``members`` (records with a positive weight), or the name
    of an amount column, weighted; `squared` for its weighted squares.
    """

    value: str
    mask: Mask
    squared: bool = False


@dataclass(frozen=True)
class Figure:
    """The sums behind one figure.

    Parameters
    ----------
    kind
        Total, rate, mean, ratio, or median for any quantile.
    numerator
        None for a quantile, whose numerator is found on the way.
    divisor
        None for a total.
    base
        Weighted population.
    squares
        Weighted squares of an amount; None where the design effect needs none.
    having, in_base, unknown
        Records behind the numerator and the base, and those left out.
    p
        Share of a quantile.
    """

    kind: MeasureKind
    numerator: Sum | None
    divisor: Sum | None
    base: Sum
    squares: Sum | None
    having: Sum
    in_base: Sum
    unknown: Sum
    p: float = 0.5

    @property
    def members(self) -> Sum:
        """Return the records that carry the figure."""
        return self.having if self.kind is MeasureKind.TOTAL else self.in_base

    @property
    def by_unit(self) -> tuple[Sum, ...]:
        """Return the sums that are needed PSU by PSU."""
        every = (self.numerator, self.divisor, self.members)
        return tuple(one for one in every if one is not None)

    @property
    def by_cell(self) -> tuple[Sum, ...]:
        """Return the sums that are needed for the cell alone."""
        every = (self.squares, self.base, self.having, self.in_base, self.unknown)
        return tuple(one for one in every if one is not None)


@dataclass(frozen=True)
class Difference:
    """The first figure minus the second, over the second when `relative`."""

    first: int
    second: int
    relative: bool


@dataclass(frozen=True)
class Targets:
    """The figures of one tabulation, and the differences between them.

    Parameters
    ----------
    figures
        Each once.
    differences
        By position of their figures.
    of_measure
        Position of each measure among figures and then differences.
    """

    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    of_measure: tuple[int, ...]

    def by_unit(self, *, with_bases: bool) -> tuple[Sum, ...]:
        """Return the sums needed PSU by PSU, once.

        Parameters
        ----------
        with_bases
            Also the records of bases, for rules on lonely strata.
        """
        wanted = dict.fromkeys(one for f in self.figures for one in f.by_unit)
        if with_bases:
            wanted |= dict.fromkeys(figure.in_base for figure in self.figures)
        return tuple(wanted)

    def by_cell(self, besides: frozenset[Sum]) -> tuple[Sum, ...]:
        """Return the other sums, needed for cells alone."""
        wanted = dict.fromkeys(one for f in self.figures for one in f.by_cell)
        return tuple(one for one in wanted if one not in besides)

    @property
    def linear(self) -> tuple[Sum, ...]:
        """Return the sums that figures divide, which carry their variance."""
        pairs = ((f.numerator, f.divisor) for f in self.figures)
        used = (one for pair in pairs for one in pair if one is not None)
        return tuple(dict.fromkeys(used))


def targets_of(measures: Sequence[Parsed]) -> Targets:
    """Return what measures ask for, without repetition."""
    figures: dict[Figure, int] = {}
    differences: dict[Difference, int] = {}
    found: list[tuple[bool, int]] = []
    for measure in measures:
        if measure.sides:
            first, second = (
                figures.setdefault(figure_of(side), len(figures))
                for side in measure.sides
            )
            wanted = Difference(first, second, measure.measure.relative)
            place = differences.setdefault(wanted, len(differences))
            found.append((True, place))
        else:
            figure = figure_of(measure)
            found.append((False, figures.setdefault(figure, len(figures))))
    return Targets(
        figures=tuple(figures),
        differences=tuple(differences),
        of_measure=tuple(i + len(figures) * is_diff for is_diff, i in found),
    )


def figure_of(measure: Parsed) -> Figure:
    """Return the sums behind one measure that is not a difference."""
    among = frozenset(measure.among)
    conditions = [measure.of, measure.part]
    if measure.per:
        conditions.append((Clause(measure.per),))
    known = frozenset(one for one in conditions if one)
    base = Mask(among, known)
    having = Mask(among | frozenset(measure.part) | frozenset(measure.of), known)
    above = Mask(among | frozenset(measure.part), known) if measure.amount else having
    quantile = measure.measure.kind is MeasureKind.MEDIAN
    # of a ratio of amounts there is no simple random sample to compare with
    squared = bool(measure.amount) and not measure.per and not quantile
    counted = base if quantile or squared else having
    return Figure(
        kind=measure.measure.kind,
        numerator=None if quantile else Sum(measure.amount or WEIGHT, above),
        divisor=None if measure.is_total else Sum(measure.per or WEIGHT, base),
        base=Sum(WEIGHT, base),
        squares=Sum(measure.amount, base, squared=True) if squared else None,
        having=Sum(MEMBERS, counted if not measure.is_total else having),
        in_base=Sum(MEMBERS, base),
        unknown=Sum(MEMBERS, Mask(among, known, unknown=True)),
        p=measure.measure.p,
    )
