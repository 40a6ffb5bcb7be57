"""Criterion *size* of the 15th ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Number, YesNo, above, answer, at_most


@variable(
    label="Small unit (15th ICLS)",
    unit="unit of production",
    cite=sources.ICLS15,
)
def small_unit(
    unit_size_low: Number,
    unit_size_high: Number,
    size_cut: Number,
) -> YesNo:
    """At most `size_cut` persons, a number that each country sets.

    A band that straddles the cut is unknown.

    To be confirmed against the text.
    """
    return answer(
        yes=at_most(unit_size_high, size_cut),
        no=above(unit_size_low, size_cut),
    )
