"""Node input *place*: whether the unit works from fixed, visible premises."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, known, one_of, stated
from headload.terms import codelist


@variable(
    label="Fixed visible premises (node input)",
    unit="unit of production",
    codes=answers("icls17", "fixed_premises"),
    cite=(sources.ilo_block("node place"), sources.methods("2.3 and 7")),
)
def fixed_premises(place_of_work: Text) -> Text:
    """One of two: fixed visible premises or any other place; else not known.

    The employer's or the worker's own office, shop, factory or workshop are fixed
    visible premises. Home, markets, streets, building sites, farms and other
    places are not. Not stated, not asked and not known are missing.
    """
    place = stated(place_of_work)
    fixed = codelist("place_of_work").where("group", "fixed")
    return first_match(
        (one_of(place, *fixed), "fixed"),
        (known(place), "not_fixed"),
    )
