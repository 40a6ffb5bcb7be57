"""Industries of retail trade and food."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded


@variable(
    label="Sells in retail trade or food service",
    unit="job",
    cite=sources.methods("3.3 and 3.8"),
)
def vending_industry(
    industry_isic4: Text,
    industry_isic31: Text,
    transport_occupation: YesNo,
) -> YesNo:
    """Retail trade or food and beverage service, drivers and porters left out.

    ISIC Rev.4 divisions 47 and 56, or Rev.3.1 where Rev.4 is not known. A worker
    whose occupation is not known is counted by industry.
    """
    trade_or_food = coded(
        role("groups", "street_vendor", "trade_or_food"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return trade_or_food & ~certainly(transport_occupation)
