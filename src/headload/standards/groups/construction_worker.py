"""Construction workers."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Construction worker",
    unit="job",
    cite=(sources.ISIC4, sources.methods("3.5 and 3.7")),
)
def construction_worker(
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Works in construction, or builds for another industry.

    ISIC Rev.4 divisions 41 to 43 (Rev.3.1: 45), which two digits tell; or the
    building trades and labourers (ISCO-08 711 to 713, 7411, 9312 and 9313) in any
    industry, which need more digits.
    """
    industry = coded(
        role("groups", "construction_worker", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    occupation = coded(
        role("groups", "construction_worker", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return industry | occupation
