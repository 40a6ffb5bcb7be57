"""Workers covered by a pension or by health insurance."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import YesNo


@variable(
    label="Covered by a pension or health insurance",
    unit="job",
    cite=sources.methods("4, table T17"),
)
def has_pension_or_health_insurance(
    has_pension: YesNo,
    has_health_insurance: YesNo,
) -> YesNo:
    """Covered by a contributory pension, health insurance or both.

    Those covered by neither have none. Unknown unless one is yes or both are no.
    """
    return has_pension | has_health_insurance
