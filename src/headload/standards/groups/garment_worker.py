"""Garment workers, core."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Garment worker",
    unit="job",
    cite=(sources.ISIC4, sources.methods("3.5")),
)
def garment_worker(industry_isic4: Text, industry_isic31: Text) -> YesNo:
    """Works in the manufacture of wearing apparel: ISIC Rev.4 division 14.

    Rev.3.1 division 18 where Rev.4 is not known.
    """
    return coded(
        role("groups", "garment_worker", "core"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
