"""Place of work in the groups that a table can show."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, recode
from headload.terms import codelist

PLACES = {
    "own_dwelling": "home",
    "own_dwelling_attached": "home",
    "own_dwelling_open_area": "home",
    "own_dwelling_detached": "home",
    "employer_premises": "employer_premises",
    "own_premises": "own_premises",
    "private_dwelling_of_other": "private_dwelling_of_other",
    "client_premises": "client_premises",
    "street_fixed": "public_space",
    "street_mobile": "public_space",
    "transport_hub": "public_space",
    "no_fixed_place": "no_fixed_place",
    "market": "market",
    "vehicle": "vehicle",
    "construction_site": "construction_site",
    "farm": "farm",
    "dumpsite": "other",
    "other": "other",
}
"""Group of each place of work; a place that is not stated has none."""


@variable(
    label="Place of work, grouped",
    unit="job",
    codes=codelist("place_group"),
    cite=(sources.methods("4, table T8"), sources.methods("7, place of work")),
)
def place_group(place_of_work: Text) -> Text:
    """Home with all that lies beside it, premises, public space and other places.

    Streets, fixed or mobile, and transport hubs are public space. A place that was
    not stated is unknown.
    """
    return recode(place_of_work, PLACES)
