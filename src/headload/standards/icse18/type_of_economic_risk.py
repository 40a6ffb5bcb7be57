"""The second hierarchy of ICSE-18: how the worker is paid and what is at risk."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_, one_of
from headload.terms import codelist


@variable(
    label="Type of economic risk (ICSE-18-R)",
    unit="job",
    codes=codelist("type_of_economic_risk"),
    cite=(sources.ICLS20_RELATIONSHIPS, sources.ICSE18),
)
def type_of_economic_risk(status_group: Text, incorporated: YesNo) -> Text:
    """Workers for profit live from a result, workers for pay from a wage or salary.

    For profit: independent workers in household market enterprises, dependent
    contractors, contributing family workers. For pay: employees and the
    owner-operators of corporations.
    """
    independent = one_of(status_group, "employer", "independent_without_employees")
    return first_match(
        (independent & incorporated, "for_pay"),
        (independent & ~incorporated, "for_profit"),
        (
            one_of(status_group, "dependent_contractor", "contributing_family_worker"),
            "for_profit",
        ),
        (is_(status_group, "employee"), "for_pay"),
    )
