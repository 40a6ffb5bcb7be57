"""Drivers, porters and transport labourers."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Drives, carries or loads",
    unit="job",
    cite=sources.methods("3.8"),
)
def transport_occupation(occupation_isco08: Text, occupation_isco88: Text) -> YesNo:
    """Drivers, porters, messengers and labourers (ISCO-08 83, 93 and 9621).

    They work for trade, often in the street, without selling.
    """
    return coded(
        role("groups", "street_vendor", "transport_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
