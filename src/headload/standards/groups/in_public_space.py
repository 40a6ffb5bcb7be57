"""Work in streets and other public spaces."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, one_of, stated


@variable(
    label="Works in a public space",
    unit="job",
    cite=(sources.WIEGO_VENDORS, sources.methods("3.3")),
)
def in_public_space(place_of_work: Text) -> YesNo:
    """Streets, at a fixed or mobile spot, no fixed place, and transport hubs.

    Unknown where the place was not asked or not stated.
    """
    return one_of(
        stated(place_of_work),
        "street_fixed",
        "street_mobile",
        "no_fixed_place",
        "transport_hub",
    )
