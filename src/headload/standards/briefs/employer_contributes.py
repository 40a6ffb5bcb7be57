"""Workers whose employer contributes to social insurance."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, stated


@variable(
    label="Employer contributes to social insurance",
    unit="job",
    cite=sources.methods("4, table T17"),
)
def employer_contributes(employer_pays_social_insurance: Text) -> YesNo:
    """Tell whether the employer contributes to social insurance for this job.

    The answer as given: *does not know* is unknown here, while the rules on
    informality may read it as no. Unknown for those who were not asked.
    """
    return is_(stated(employer_pays_social_insurance), "yes")
