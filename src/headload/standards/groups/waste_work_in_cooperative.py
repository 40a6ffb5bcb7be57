"""Waste work in a cooperative."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded, is_


@variable(
    label="Member of a waste cooperative",
    unit="job",
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, W3, and 3.8")),
    uses={"status_in_employment": icse},
)
def waste_work_in_cooperative(
    status_in_employment: Text,
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Cooperative members in ISIC Rev.4 division 38 (Rev.3.1: 37 and 90).

    Managers, professionals, technicians and clerks (ISCO groups 1 to 4) are left
    out.
    """
    division = coded(
        role("groups", "waste_picker", "waste_division"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    office = coded(
        role("groups", "waste_picker", "office_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return is_(status_in_employment, "cooperative_member") & division & ~office
