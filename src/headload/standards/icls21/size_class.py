"""Node input *size*: more persons than the national cut, a substitute only."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Number, Text, above, at_most, first_match


@variable(
    label="Size class of the unit (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "size_class"),
    cite=sources.methods("2.4, substitutes U7 to U10"),
)
def size_class(
    unit_size_low: Number,
    unit_size_high: Number,
    size_cut: Number,
) -> Text:
    """More than `size_cut` persons, at most so many, or not known.

    Size defines nothing in the 21st ICLS. It stands in for registration and
    accounts where these were not asked. A band that straddles the cut is missing.
    """
    return first_match(
        (above(unit_size_low, size_cut), "more_than_cut"),
        (at_most(unit_size_high, size_cut), "at_most_cut"),
    )
