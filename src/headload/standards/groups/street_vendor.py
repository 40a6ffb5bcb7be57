"""Street vendors: sellers in public spaces."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    YesNo,
    always,
    coded,
    first_known,
    when_known,
)


@variable(
    label="Street vendor",
    unit="job",
    cite=(sources.WIEGO_VENDORS, sources.methods("3.3, 3.7 and 3.8")),
)
def street_vendor(
    in_public_space: YesNo,
    vending_work: YesNo,
    excluded_from_vending: YesNo,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Sells goods or offers personal services in a public space.

    Where the place of work is not known, the street vending occupations (ISCO-08
    5212 and sub-major group 95) identify a lower bound; other workers who might be
    vendors are then unknown, never *no*.
    """
    street_occupation = coded(
        role("groups", "street_vendor", "street_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    by_place = in_public_space & vending_work
    by_occupation = when_known(street_occupation, always(True))
    vendor: YesNo = first_known(by_place, by_occupation)
    return vendor & ~excluded_from_vending
