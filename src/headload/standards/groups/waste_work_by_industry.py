"""Waste work by industry, for those whose occupation is coded elsewhere."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded, is_, one_of


@variable(
    label="Waste collector or sorter by industry",
    unit="job",
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, W2, and 3.8")),
    uses={"status_in_employment": icse},
)
def waste_work_by_industry(
    status_in_employment: Text,
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Elementary workers and independent sellers in the collection of waste or scrap.

    Industries: ISIC Rev.4 3811, 3812, 3821, 3830 and 4669 (Rev.3.1: 3710, 3720, 9000
    and 5149). Occupations: collectors, sorters, odd-job and other elementary
    workers, cart drivers and freight handlers; independent workers also in ISCO-08
    52 and 96. Employers are scrap dealers and left out, and so are sweepers.
    """
    industries = {"isic4": industry_isic4, "isic31": industry_isic31}
    occupations = {"isco08": occupation_isco08, "isco88": occupation_isco88}
    in_waste = coded(role("groups", "waste_picker", "industry"), **industries)
    elementary = coded(
        role("groups", "waste_picker", "occupation_in_waste_industry"),
        **occupations,
    )
    independent = one_of(
        status_in_employment,
        "own_account_worker",
        "cooperative_member",
        "contributing_family_worker",
    ) & coded(role("groups", "waste_picker", "independent_occupation"), **occupations)
    sweeper = coded(role("groups", "waste_picker", "sweeper"), **occupations)
    return (
        in_waste
        & (elementary | independent)
        & ~is_(status_in_employment, "employer")
        & ~certainly(sweeper)
    )
