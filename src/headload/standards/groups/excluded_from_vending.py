"""Workers whom another group or industry claims before vending."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded


@variable(
    label="Left out of vending",
    unit="job",
    cite=sources.methods("3.3"),
)
def excluded_from_vending(
    domestic_worker: YesNo,
    waste_picker: YesNo,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Domestic workers, waste pickers and workers in land transport (ISIC 49).

    A worker not known to be one of them is not left out.
    """
    transport = coded(
        role("groups", "street_vendor", "transport_industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return certainly(domestic_worker) | certainly(waste_picker) | certainly(transport)
