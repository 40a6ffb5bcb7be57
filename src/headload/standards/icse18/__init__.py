"""ICSE-18 (20th ICLS, 2018): status at work, ten categories in two hierarchies.

By the authority of the worker (independent or dependent) and by the economic risk
(for profit or for pay). The ten categories need more questions than most surveys
ask; the five groups above them need fewer.
"""

from headload.standards.icse18.dependence_not_asked import dependence_not_asked
from headload.standards.icse18.dependent_contractor import dependent_contractor
from headload.standards.icse18.incorporated import incorporated
from headload.standards.icse18.status_at_work import status_at_work
from headload.standards.icse18.status_group import status_group
from headload.standards.icse18.type_of_authority import type_of_authority
from headload.standards.icse18.type_of_economic_risk import type_of_economic_risk

__all__ = [
    "dependence_not_asked",
    "dependent_contractor",
    "incorporated",
    "status_at_work",
    "status_group",
    "type_of_authority",
    "type_of_economic_risk",
]
