"""Employees who do office work at home."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded, is_, stated


@variable(
    label="Home-based teleworker",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.2, sub-groups")),
    uses={"status_in_employment": icse},
)
def home_based_teleworker(
    home_based_worker: YesNo,
    status_in_employment: Text,
    formal_unit: YesNo,
    remuneration: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Home-based employees of formal units, paid by time, in ISCO groups 1 to 4.

    Home-based workers are reported with and without them.
    """
    office = coded(
        role("groups", "home_based_worker", "office_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    employee = is_(status_in_employment, "employee")
    paid_by_time = is_(stated(remuneration), "time_wage")
    return home_based_worker & employee & formal_unit & paid_by_time & office
