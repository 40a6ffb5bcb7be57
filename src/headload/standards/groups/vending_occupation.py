"""Occupations of street and market sales."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Vending occupation",
    unit="job",
    cite=sources.methods("3.3 and 3.7"),
)
def vending_occupation(occupation_isco08: Text, occupation_isco88: Text) -> YesNo:
    """Stall, market and street sales, and street services.

    ISCO-08 5211, 5212, 9510 and 9520, or ISCO-88 where ISCO-08 is not known. In
    files with two digits all of sub-major group 52 counts; the place of work then
    tells vendors from shop workers.
    """
    return coded(
        role("groups", "street_vendor", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
