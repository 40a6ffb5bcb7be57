"""Domestic task: work usually done for private households."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded, is_, stated


@variable(
    label="Domestic task",
    unit="job",
    cite=(sources.ROOM_DOCUMENT_8, sources.methods("3.1, route D2, and 3.7")),
)
def domestic_task(
    occupation_isco08: Text,
    occupation_isco88: Text,
    institutional_sector: Text,
) -> YesNo:
    """Occupations such as housekeeper, cleaner, child carer, cook and gardener.

    The task alone makes nobody a domestic worker. A file with only two or three
    digits of the occupation can tell only where the employer is a private
    household; elsewhere the task is unknown.
    """
    occupations = {"isco08": occupation_isco08, "isco88": occupation_isco88}
    short = coded(
        role("groups", "domestic_worker", "task_in_household_unit"), **occupations
    )
    household = is_(stated(institutional_sector), "private_household")
    return coded(role("groups", "domestic_worker", "task"), **occupations) | (
        short & household
    )
