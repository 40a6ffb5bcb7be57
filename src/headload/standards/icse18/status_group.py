"""The five groups of ICSE-18, above its ten categories."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_
from headload.terms import codelist


@variable(
    label="Status at work, five groups (ICSE-18)",
    unit="job",
    codes=codelist("status_group"),
    cite=(sources.ICSE18, sources.ICLS20_RELATIONSHIPS, sources.methods("1.1")),
    uses={"status_in_employment": icse},
)
def status_group(
    status_in_employment: Text,
    has_employees: Text,
    dependent_contractor: YesNo,
) -> Text:
    """Employers, independent workers without employees, contractors, employees, family.

    Members of producers' cooperatives are independent workers, with or without
    employees; if that was not asked, the group is unknown. Dependent contractors
    are taken out of own-account workers and employees first; a worker not known
    to be one or not has no group. Workers not classifiable by ICSE-93 have none.

    To be confirmed against the text.
    """
    member = is_(status_in_employment, "cooperative_member")
    own_account = is_(status_in_employment, "own_account_worker")
    employee = is_(status_in_employment, "employee")
    return first_match(
        (dependent_contractor, "dependent_contractor"),
        (
            is_(status_in_employment, "employer")
            | (member & is_(has_employees, "yes")),
            "employer",
        ),
        (
            (own_account & ~dependent_contractor) | (member & is_(has_employees, "no")),
            "independent_without_employees",
        ),
        (employee & ~dependent_contractor, "employee"),
        (
            is_(status_in_employment, "contributing_family_worker"),
            "contributing_family_worker",
        ),
    )
