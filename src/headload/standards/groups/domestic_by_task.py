"""Domestic workers by task, for those coded to another industry."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, is_


@variable(
    label="Domestic worker by task",
    unit="job",
    cite=(
        sources.ICLS20_DOMESTIC,
        sources.ROOM_DOCUMENT_8,
        sources.methods("3.1, route D2, and 3.8"),
    ),
    uses={"status_in_employment": icse},
)
def domestic_by_task(
    status_in_employment: Text,
    domestic_task: YesNo,
    works_for_household: YesNo,
    domestic_worker_agency: YesNo,
) -> YesNo:
    """Employees with a domestic task who work for or in a private household.

    Own-account workers are left out: nearly all of what this route would add are
    people who serve several households (`own_account_domestic_service_provider`).
    Employees of agencies are flagged apart.
    """
    return (
        is_(status_in_employment, "employee")
        & domestic_task
        & works_for_household
        & ~certainly(domestic_worker_agency)
    )
