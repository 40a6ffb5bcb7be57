"""Garment, textile and leather workers."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Garment, textile or leather worker",
    unit="job",
    cite=(sources.ISIC4, sources.methods("3.5")),
)
def garment_worker_wide(
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Works in textiles, wearing apparel or leather, or in such an occupation.

    ISIC Rev.4 divisions 13 to 15 (Rev.3.1: 17 to 19), or ISCO-08 7531 to 7536 and 8151
    to 8156 (ISCO-88 where ISCO-08 is not known) in any industry.
    """
    industry = coded(
        role("groups", "garment_worker", "wide_industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    occupation = coded(
        role("groups", "garment_worker", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return industry | occupation
