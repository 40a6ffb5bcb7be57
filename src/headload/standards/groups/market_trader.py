"""Market traders: sellers in stalls and built markets."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, stated


@variable(
    label="Market trader",
    unit="job",
    cite=(sources.WIEGO_VENDORS, sources.methods("3.3 and 3.8")),
)
def market_trader(
    place_of_work: Text,
    vending_occupation: YesNo,
    vending_industry: YesNo,
    excluded_from_vending: YesNo,
    market_place_asked: Text,
) -> YesNo:
    """Sells goods or food in a market stall or built market.

    Where the questionnaire has no answer for markets (national choice
    `market_place_asked`), nobody who sells is known to be or not to be one; see
    `stall_market_trader_unspecified`.
    """
    in_market = is_(stated(place_of_work), "market")
    at_market = answer(
        yes=in_market,
        no=~in_market & is_(market_place_asked, "yes"),
    )
    return (vending_occupation | vending_industry) & at_market & ~excluded_from_vending
