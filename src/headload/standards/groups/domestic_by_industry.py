"""Domestic workers by industry, the comparable series."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded, is_


@variable(
    label="Domestic worker by industry",
    unit="job",
    cite=(
        sources.ICLS20_DOMESTIC,
        sources.ROOM_DOCUMENT_8,
        sources.methods("3.1, route D1"),
    ),
    uses={"status_in_employment": icse},
)
def domestic_by_industry(
    status_in_employment: Text,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Employees in the industry of households as employers.

    ISIC Rev.4 division 97, or Rev.3.1 division 95 where Rev.4 is not known.
    """
    return is_(status_in_employment, "employee") & coded(
        role("groups", "domestic_worker", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
