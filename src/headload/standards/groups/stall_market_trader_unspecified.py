"""Stall and market traders whom the place of work does not tell apart."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    YesNo,
    certainly,
    coded,
    known,
    one_of,
    stated,
)


@variable(
    label="Stall or market trader, unspecified",
    unit="job",
    cite=sources.methods("3.3 and 3.8"),
)
def stall_market_trader_unspecified(
    place_of_work: Text,
    excluded_from_vending: YesNo,
    street_vendor: YesNo,
    occupation_isco08: Text,
    occupation_isco88: Text,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Stall and market sellers at fixed premises, or at a place not known.

    ISCO-08 5211 (ISCO-88 523). Fixed premises are the worker's own, the employer's or a
    cooperative's. Where the place is not known, the industry of stalls and markets
    (ISIC Rev.4 478, Rev.3.1 5252) counts too. Many work from home or in the street
    and are counted there; what is left is a lower bound of market traders.
    """
    stall = coded(
        role("groups", "street_vendor", "stall_occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    stall_industry = coded(
        role("groups", "street_vendor", "stalls_and_markets"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    place = stated(place_of_work)
    no_place = ~known(place)
    fixed = certainly(one_of(place, "own_premises", "employer_premises"))
    trader = (stall & (fixed | no_place)) | (certainly(stall_industry) & no_place)
    return trader & ~excluded_from_vending & ~certainly(street_vendor)
