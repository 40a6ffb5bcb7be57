"""Workers covered by a contributory pension."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, stated


@variable(
    label="Covered by a contributory pension",
    unit="job",
    cite=sources.methods("4, table T17"),
)
def has_pension(pension_coverage: Text) -> YesNo:
    """Covered by a contributory pension, whoever pays for it.

    Unknown where the answer is not known or was not asked for.
    """
    return is_(stated(pension_coverage), "yes")
