"""The 17th ICLS (2003) as the ILO harmonises it: sector of the unit, nature of the job.

The two decision trees keep the node that decided (`sector_node`, `job_node`), so
every figure can be traced to the question that made it.
"""

from headload.standards.icls17.annual_leave import annual_leave
from headload.standards.icls17.destination import destination
from headload.standards.icls17.employed_in_informal_sector import (
    employed_in_informal_sector,
)
from headload.standards.icls17.fixed_premises import fixed_premises
from headload.standards.icls17.informal_job import informal_job
from headload.standards.icls17.informal_job_outside_informal_sector import (
    informal_job_outside_informal_sector,
)
from headload.standards.icls17.informality import informality
from headload.standards.icls17.institution import institution
from headload.standards.icls17.job_node import job_node
from headload.standards.icls17.official_accounts import official_accounts
from headload.standards.icls17.product_sold import product_sold
from headload.standards.icls17.registered import registered
from headload.standards.icls17.sector_node import sector_node
from headload.standards.icls17.sector_of_unit import sector_of_unit
from headload.standards.icls17.sick_leave import sick_leave
from headload.standards.icls17.size_class import size_class
from headload.standards.icls17.social_insurance import social_insurance
from headload.standards.icls17.worker_group_exclusive import (
    worker_group_exclusive,
)

__all__ = [
    "annual_leave",
    "destination",
    "employed_in_informal_sector",
    "fixed_premises",
    "informal_job",
    "informal_job_outside_informal_sector",
    "informality",
    "institution",
    "job_node",
    "official_accounts",
    "product_sold",
    "registered",
    "sector_node",
    "sector_of_unit",
    "sick_leave",
    "size_class",
    "social_insurance",
    "worker_group_exclusive",
]
