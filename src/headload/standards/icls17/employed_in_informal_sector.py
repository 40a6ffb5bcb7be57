"""Employment in the informal sector, whatever the job."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_


@variable(
    label="Works in the informal sector (17th ICLS)",
    unit="job",
    cite=(sources.ilo_block("1) Unit of production"), sources.ICLS15),
)
def employed_in_informal_sector(sector_of_unit: Text) -> YesNo:
    """Workers in informal sector enterprises.

    The household sector is not part of it. Unknown where the sector is (S12).
    """
    return is_(sector_of_unit, "informal_sector")
