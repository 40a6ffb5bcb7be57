"""One worker group a worker, for shares that add up (17th ICLS)."""

from headload.standards import sources
from headload.standards.exclusive_group import exclusive_group
from headload.standards.groups.construction_worker import (
    construction_worker as construction,
)
from headload.standards.groups.domestic_worker import domestic_worker as domestic
from headload.standards.groups.garment_worker_outside_home import (
    garment_worker_outside_home as garment,
)
from headload.standards.groups.home_based_worker import home_based_worker as home_based
from headload.standards.groups.market_trader import market_trader as market
from headload.standards.groups.stall_market_trader_unspecified import (
    stall_market_trader_unspecified as stall,
)
from headload.standards.groups.street_vendor import street_vendor as street
from headload.standards.groups.transport_worker import transport_worker as transport
from headload.standards.groups.waste_picker import waste_picker as waste
from headload.standards.isic.agriculture import agriculture as isic_agriculture
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_
from headload.terms import codelist


@variable(
    label="Worker group, one each (17th ICLS)",
    unit="job",
    codes=codelist("worker_group_exclusive"),
    cite=sources.methods("3.6"),
    uses={
        "domestic_worker": domestic,
        "waste_picker": waste,
        "street_vendor": street,
        "market_trader": market,
        "stall_market_trader_unspecified": stall,
        "home_based_worker": home_based,
        "construction_worker": construction,
        "transport_worker": transport,
        "garment_worker_outside_home": garment,
        "agriculture": isic_agriculture,
    },
)
def worker_group_exclusive(
    domestic_worker: YesNo,
    waste_picker: YesNo,
    street_vendor: YesNo,
    market_trader: YesNo,
    stall_market_trader_unspecified: YesNo,
    home_based_worker: YesNo,
    construction_worker: YesNo,
    transport_worker: YesNo,
    garment_worker_outside_home: YesNo,
    informal_job: YesNo,
    agriculture: YesNo,
    market_place_asked: Text,
) -> Text:
    """Take the first group in the order of section 3.6, else one of the remainders.

    Where the questionnaire has no answer for markets, stall and market traders at
    fixed premises stand for market traders. A worker who may be in a group that
    goes before is unknown, never among the others.
    """
    at_market = (is_(market_place_asked, "yes") & market_trader) | (
        is_(market_place_asked, "no") & stall_market_trader_unspecified
    )
    flags = {
        "domestic_worker": domestic_worker,
        "waste_picker": waste_picker,
        "street_vendor": street_vendor,
        "market_trader": at_market,
        "home_based_worker": home_based_worker,
        "construction_worker": construction_worker,
        "transport_worker": transport_worker,
        "garment_worker": garment_worker_outside_home,
    }
    return exclusive_group(flags, informal_job=informal_job, agriculture=agriculture)
