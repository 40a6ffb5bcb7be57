"""Work in or beside the own home."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, one_of, stated
from headload.terms import codelist


@variable(
    label="Works in or beside own home",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.2, H1")),
)
def works_at_home(place_of_work: Text) -> YesNo:
    """Work in the own dwelling or in a space attached to it or beside it.

    Unknown where the place was not asked or not stated; a survey without the
    question identifies nobody.
    """
    home = codelist("place_of_work").where("group", "home")
    return one_of(stated(place_of_work), *home)
