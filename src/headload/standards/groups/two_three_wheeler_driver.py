"""Drivers of two- and three-wheelers, with or without a motor."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Driver of a two- or three-wheeler",
    unit="job",
    cite=sources.methods("3.5"),
)
def two_three_wheeler_driver(
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Motorcycle drivers and drivers of pedal and hand carts (ISCO-08 8321, 9331).

    A code of two digits cannot tell.
    """
    return coded(
        role("groups", "transport_worker", "two_three_wheeler"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
