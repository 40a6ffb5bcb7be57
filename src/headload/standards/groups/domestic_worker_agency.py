"""Domestic workers employed by an agency or cleaning firm."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded, is_, stated


@variable(
    label="Domestic worker employed by an agency",
    unit="job",
    cite=(sources.ICLS20_DOMESTIC, sources.methods("3.1, agency")),
    uses={"status_in_employment": icse},
)
def domestic_worker_agency(
    status_in_employment: Text,
    domestic_task: YesNo,
    place_of_work: Text,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Employees of a placement agency or cleaning firm at work in a household.

    Not counted among domestic workers; a wide concept adds them.
    """
    agency = coded(
        role("groups", "domestic_worker", "agency"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    in_household = is_(stated(place_of_work), "private_dwelling_of_other")
    employee = is_(status_in_employment, "employee")
    return employee & domestic_task & in_household & agency
