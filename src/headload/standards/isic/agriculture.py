"""Agriculture: ISIC section A."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Works in agriculture",
    unit="job",
    cite=(sources.SDG_8_3_1, sources.ISIC4, sources.ISIC31),
)
def agriculture(industry_isic4: Text, industry_isic31: Text) -> YesNo:
    """Agriculture is section A of ISIC Rev.4: divisions 01 to 03.

    Where Rev.4 is not known, Rev.3.1 decides: divisions 01, 02 and 05. A job
    whose industry is not known is unknown, never non-agricultural.
    """
    section_a = role("isic", "branch", "agriculture")
    return coded(section_a, isic4=industry_isic4, isic31=industry_isic31)
