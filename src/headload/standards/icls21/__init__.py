"""The 21st ICLS (2023): informality of the unit and of the job, aligned with ICSE-18.

The text of the resolution could not be had when these rules were written: each
says that it is to be confirmed, and every page of the documentation shows it.
"""

from headload.standards.icls21.access_to_social_insurance import (
    access_to_social_insurance,
)
from headload.standards.icls21.employed_in_informal_sector import (
    employed_in_informal_sector,
)
from headload.standards.icls21.fixed_premises import fixed_premises
from headload.standards.icls21.informal_job import informal_job
from headload.standards.icls21.informal_job_outside_informal_sector import (
    informal_job_outside_informal_sector,
)
from headload.standards.icls21.informality import informality
from headload.standards.icls21.institution import institution
from headload.standards.icls21.job_node import job_node
from headload.standards.icls21.market_orientation import market_orientation
from headload.standards.icls21.official_accounts import official_accounts
from headload.standards.icls21.protected_employee import protected_employee
from headload.standards.icls21.registered import registered
from headload.standards.icls21.registered_for_tax import registered_for_tax
from headload.standards.icls21.sector_by_substitute import sector_by_substitute
from headload.standards.icls21.sector_node import sector_node
from headload.standards.icls21.sector_of_unit import sector_of_unit
from headload.standards.icls21.size_class import size_class
from headload.standards.icls21.social_insurance import social_insurance
from headload.standards.icls21.worker_group_exclusive import (
    worker_group_exclusive,
)

__all__ = [
    "access_to_social_insurance",
    "employed_in_informal_sector",
    "fixed_premises",
    "informal_job",
    "informal_job_outside_informal_sector",
    "informality",
    "institution",
    "job_node",
    "market_orientation",
    "official_accounts",
    "protected_employee",
    "registered",
    "registered_for_tax",
    "sector_by_substitute",
    "sector_node",
    "sector_of_unit",
    "size_class",
    "social_insurance",
    "worker_group_exclusive",
]
