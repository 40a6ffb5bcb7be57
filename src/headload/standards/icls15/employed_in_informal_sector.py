"""Employment in the informal sector of 1993."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.isic.agriculture import agriculture as isic_agriculture
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, one_of, when_known


@variable(
    label="Works in the informal sector (15th ICLS)",
    unit="job",
    cite=(sources.ICLS15, sources.ICSE93),
    uses={"status_in_employment": icse, "agriculture": isic_agriculture},
)
def employed_in_informal_sector(
    status_in_employment: Text,
    informal_own_account_enterprise: YesNo,
    enterprise_of_informal_employer: YesNo,
    agriculture: YesNo,
    agriculture_in_informal_sector: Text,
) -> YesNo:
    """Workers of informal own-account enterprises and of informal employers.

    Own-account workers and contributing family workers are judged as own-account
    enterprises, employers and employees as enterprises with employees. Agriculture
    is left out unless the national choice `agriculture_in_informal_sector` counts
    it. Workers of other statuses are unknown.

    To be confirmed against the text.
    """
    own_account = one_of(
        status_in_employment,
        "own_account_worker",
        "contributing_family_worker",
    )
    with_employees = one_of(status_in_employment, "employer", "employee")
    unit: YesNo = when_known(
        own_account | with_employees,
        (own_account & informal_own_account_enterprise)
        | (with_employees & enterprise_of_informal_employer),
    )
    counted = is_(agriculture_in_informal_sector, "included")
    return unit & (counted | ~agriculture)
