"""Workers covered by health insurance."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, stated


@variable(
    label="Covered by health insurance",
    unit="job",
    cite=sources.methods("4, table T17"),
)
def has_health_insurance(health_coverage: Text) -> YesNo:
    """Covered by health insurance, whoever pays for it.

    Unknown where the answer is not known or was not asked for.
    """
    return is_(stated(health_coverage), "yes")
