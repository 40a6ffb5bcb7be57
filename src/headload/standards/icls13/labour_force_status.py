"""Labour force status, 13th ICLS."""

from headload.standards import sources
from headload.standards.labour_force import status_given_employment
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo
from headload.terms import codelist


@variable(
    label="Labour force status (13th ICLS)",
    unit="person",
    codes=codelist("labour_force_status"),
    cite=(sources.ICLS13, sources.methods("2.1")),
)
def labour_force_status(
    employed: YesNo,
    office_labour_force_status: Text,
    sought_work: Text,
    available_for_work: Text,
) -> Text:
    """Employed, unemployed or outside the labour force.

    The employed are those of the 13th ICLS. Others keep the office's own coding as
    unemployed or outside the labour force. Where the office gives none of the two
    (it counted the person as employed, or did not code), a person who looked for
    work and is available is unemployed, and one who did not look or is not
    available is outside; if that is not known either, the status is unknown.
    """
    return status_given_employment(
        employed,
        office_labour_force_status,
        sought_work,
        available_for_work,
    )
