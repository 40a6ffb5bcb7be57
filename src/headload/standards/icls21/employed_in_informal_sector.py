"""Employment in the informal sector, whatever the job."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_


@variable(
    label="Works in the informal sector (21st ICLS)",
    unit="job",
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4"),
    ),
)
def employed_in_informal_sector(sector_of_unit: Text) -> YesNo:
    """Workers of informal market units.

    The household own-use production and community sector is not part of it.
    Unknown where the sector is (U11).

    To be confirmed against the text.
    """
    return is_(sector_of_unit, "informal_sector")
