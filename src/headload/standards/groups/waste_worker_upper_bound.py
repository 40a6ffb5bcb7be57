"""Waste workers where a file has two digits: an upper bound of waste pickers."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded, one_of, stated


@variable(
    label="Waste worker (upper bound of waste pickers)",
    unit="job",
    cite=(sources.WIEGO_WASTE, sources.methods("3.7")),
)
def waste_worker_upper_bound(
    waste_picker: YesNo,
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
    institutional_sector: Text,
) -> YesNo:
    """Waste pickers, and elementary workers (ISCO 96) of waste industries (ISIC 38).

    Workers of government and public enterprises are left out. Sweepers and the
    crews of private services are in it: print it as *at most*.
    """
    division = coded(
        role("groups", "waste_picker", "waste_division"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    elementary = coded(
        role("groups", "waste_picker", "elementary_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    public = one_of(stated(institutional_sector), "government", "public_enterprise")
    return certainly(waste_picker) | (division & elementary & ~certainly(public))
