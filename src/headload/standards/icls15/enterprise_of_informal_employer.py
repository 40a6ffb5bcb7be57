"""Enterprises of informal employers."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_


@variable(
    label="Enterprise of an informal employer (15th ICLS)",
    unit="unit of production",
    cite=sources.ICLS15,
)
def enterprise_of_informal_employer(
    household_enterprise: YesNo,
    small_unit: YesNo,
    unregistered: YesNo,
    informal_employers: Text,
) -> YesNo:
    """Household enterprises with employees that are small, or not registered.

    The national choice `informal_employers` takes size, registration or either.

    To be confirmed against the text.
    """
    by_size = is_(informal_employers, "size") & small_unit
    by_registration = is_(informal_employers, "registration") & unregistered
    by_either = is_(informal_employers, "either") & (small_unit | unregistered)
    return household_enterprise & (by_size | by_registration | by_either)
