"""How a street vendor was identified."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded, first_match, known


@variable(
    label="Basis on which a street vendor is identified",
    unit="job",
    codes=answers("groups", "street_vendor_basis"),
    cite=(sources.WIEGO_VENDORS, sources.methods("3.3")),
)
def street_vendor_basis(
    street_vendor: YesNo,
    in_public_space: YesNo,
    vending_occupation: YesNo,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> Text:
    """Occupation and place, door-to-door sales, industry and place, or occupation.

    *Occupation only* is a lower bound where the place of work is not known.
    Workers who are not identified as street vendors have no basis.
    """
    door_to_door = coded(
        role("groups", "street_vendor", "door_to_door"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return first_match(
        (street_vendor & ~known(in_public_space), "occupation_only"),
        (street_vendor & vending_occupation, "occupation_and_place"),
        (street_vendor & door_to_door, "door_to_door"),
        (certainly(street_vendor), "industry_and_place"),
    )
