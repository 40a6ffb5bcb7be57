"""Work for a private household, or in one."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, stated


@variable(
    label="Works for or in a private household of others",
    unit="job",
    cite=sources.methods("3.1, route D2"),
)
def works_for_household(institutional_sector: Text, place_of_work: Text) -> YesNo:
    """Employer is a private household, or the work is done in its dwelling.

    One of the two is enough; no needs both to be known.
    """
    return is_(stated(institutional_sector), "private_household") | is_(
        stated(place_of_work),
        "private_dwelling_of_other",
    )
