"""Informal own-account enterprises."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_


@variable(
    label="Informal own-account enterprise (15th ICLS)",
    unit="unit of production",
    cite=sources.ICLS15,
)
def informal_own_account_enterprise(
    household_enterprise: YesNo,
    unregistered: YesNo,
    informal_own_account_enterprises: Text,
) -> YesNo:
    """Household enterprises without regular employees: all, or those not registered.

    The national choice `informal_own_account_enterprises` says which.

    To be confirmed against the text.
    """
    every = is_(informal_own_account_enterprises, "all")
    return household_enterprise & (every | unregistered)
