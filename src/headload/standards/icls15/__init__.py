"""The 15th ICLS (1993): the informal sector, a set of household enterprises.

It classifies units, not jobs. Countries choose the criteria; each choice is data.
"""

from headload.standards.icls15.employed_in_informal_sector import (
    employed_in_informal_sector,
)
from headload.standards.icls15.enterprise_of_informal_employer import (
    enterprise_of_informal_employer,
)
from headload.standards.icls15.household_enterprise import household_enterprise
from headload.standards.icls15.informal_own_account_enterprise import (
    informal_own_account_enterprise,
)
from headload.standards.icls15.small_unit import small_unit
from headload.standards.icls15.unregistered import unregistered

__all__ = [
    "employed_in_informal_sector",
    "enterprise_of_informal_employer",
    "household_enterprise",
    "informal_own_account_enterprise",
    "small_unit",
    "unregistered",
]
