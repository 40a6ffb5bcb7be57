"""Informal jobs in formal units and in households."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_


@variable(
    label="Informal job outside the informal sector (21st ICLS)",
    unit="job",
    cite=(sources.icls21("informal work"), sources.methods("2.4 and 2.5")),
)
def informal_job_outside_informal_sector(
    informal_job: YesNo,
    sector_of_unit: Text,
) -> YesNo:
    """Informal jobs in the formal sector and in the household and community sector.

    No where the job is formal, whatever the sector. Unknown where the job is
    informal and the sector unknown.

    To be confirmed against the text.
    """
    return informal_job & ~is_(sector_of_unit, "informal_sector")
