"""Own-account workers who serve households."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded, is_


@variable(
    label="Own-account domestic service provider",
    unit="job",
    cite=(sources.ICLS20_DOMESTIC, sources.methods("3.8")),
    uses={"status_in_employment": icse},
)
def own_account_domestic_service_provider(
    status_in_employment: Text,
    domestic_worker: YesNo,
    domestic_task: YesNo,
    works_for_household: YesNo,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Own-account workers with a domestic task for or in households of others.

    Own-account workers coded to households as employers are included. Reported
    apart from domestic workers, never in their total.
    """
    by_industry = coded(
        role("groups", "domestic_worker", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    serves_households = certainly(by_industry) | (domestic_task & works_for_household)
    own_account = is_(status_in_employment, "own_account_worker")
    return own_account & serves_households & ~certainly(domestic_worker)
