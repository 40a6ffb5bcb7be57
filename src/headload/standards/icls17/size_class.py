"""Node input *size*: whether it has more persons than the national cut."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Number, Text, above, at_most, first_match


@variable(
    label="Size class of the unit (node input)",
    unit="unit of production",
    codes=answers("icls17", "size_class"),
    cite=(sources.ilo_block("node size"), sources.methods("2.3")),
)
def size_class(
    unit_size_low: Number,
    unit_size_high: Number,
    size_cut: Number,
) -> Text:
    """More than `size_cut` persons, at most so many, or not known.

    A band counts as more when its lower bound is above the cut (five persons by
    the ILO's default) and as fewer when its upper bound is not. A band that
    straddles the cut is missing.
    """
    return first_match(
        (above(unit_size_low, size_cut), "more_than_cut"),
        (at_most(unit_size_high, size_cut), "at_most_cut"),
    )
