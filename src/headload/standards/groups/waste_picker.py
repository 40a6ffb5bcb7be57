"""Waste pickers: those who live from collecting and selling recyclables."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, one_of, stated


@variable(
    label="Waste picker",
    unit="job",
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, 3.7 and 3.8")),
    uses={"status_in_employment": icse},
)
def waste_picker(
    waste_work_by_occupation: YesNo,
    waste_work_by_industry: YesNo,
    waste_work_in_cooperative: YesNo,
    status_in_employment: Text,
    institutional_sector: Text,
    formal_unit: YesNo,
    employer_pays_social_insurance: Text,
) -> YesNo:
    """Waste collectors and sorters by occupation, by industry or in a cooperative.

    Employees of government and public enterprises are left out, and so are insured
    employees of formal units: they are the crews of a service. Unknown where an
    employee's employer or social insurance is.
    """
    employee = is_(status_in_employment, "employee")
    public = one_of(stated(institutional_sector), "government", "public_enterprise")
    insured = is_(stated(employer_pays_social_insurance), "yes")
    crew = employee & (public | (formal_unit & insured))
    return (
        waste_work_by_occupation | waste_work_by_industry | waste_work_in_cooperative
    ) & ~crew
