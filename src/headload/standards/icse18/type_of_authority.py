"""The first hierarchy of ICSE-18: authority over the unit and the work."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, recode
from headload.terms import codelist


@variable(
    label="Type of authority (ICSE-18-A)",
    unit="job",
    codes=codelist("type_of_authority"),
    cite=(sources.ICLS20_RELATIONSHIPS, sources.ICSE18),
)
def type_of_authority(status_group: Text) -> Text:
    """Independent workers control their unit; dependent workers do not.

    Employers and independent workers without employees are independent.
    Dependent contractors, employees and contributing family workers are dependent.
    """
    return recode(status_group, _AUTHORITY)


_AUTHORITY = {
    "employer": "independent",
    "independent_without_employees": "independent",
    "dependent_contractor": "dependent",
    "employee": "dependent",
    "contributing_family_worker": "dependent",
}
