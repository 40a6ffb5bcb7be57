"""Age in the broad bands of labour statistics."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Number, Text, at_least, first_match
from headload.terms import codelist


@variable(
    label="Age band",
    unit="person",
    codes=codelist("age_band"),
    cite=(sources.ILO_AGE, sources.methods("4, table T7")),
)
def age_band(age: Number) -> Text:
    """Youth (15 to 24), prime age (25 to 54), 55 to 64, 65 and over.

    Those under 15 stand apart, for countries whose working age begins earlier.
    """
    return first_match(
        (at_least(age, 65), "65+"),
        (at_least(age, 55), "55-64"),
        (at_least(age, 25), "25-54"),
        (at_least(age, 15), "15-24"),
        (~at_least(age, 15), "0-14"),
    )
