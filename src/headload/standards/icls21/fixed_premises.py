"""Node input *place*: fixed visible premises, a substitute only."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, known, one_of, stated
from headload.terms import codelist


@variable(
    label="Fixed visible premises (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "fixed_premises"),
    cite=sources.methods("2.4, substitutes U7 to U10, and 7"),
)
def fixed_premises(place_of_work: Text) -> Text:
    """One of two: fixed visible premises or any other place; else not known.

    Premises define nothing in the 21st ICLS. They stand in for registration and
    accounts where these were not asked.
    """
    place = stated(place_of_work)
    fixed = codelist("place_of_work").where("group", "fixed")
    return first_match(
        (one_of(place, *fixed), "fixed"),
        (known(place), "not_fixed"),
    )
