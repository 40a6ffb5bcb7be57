"""Informal and formal employment, as a code for tables."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match
from headload.terms import codelist


@variable(
    label="Informal or formal employment (21st ICLS)",
    unit="job",
    codes=codelist("informality"),
    cite=(sources.icls21("informal work"), sources.methods("2.4")),
)
def informality(informal_job: YesNo) -> Text:
    """Informal employment is employment in an informal main job; the rest is formal.

    Unknown where the nature of the job is.

    To be confirmed against the text.
    """
    return first_match((informal_job, "informal"), (~informal_job, "formal"))
