"""Node input *market orientation*: what most of the product is for."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, always, coded, first_match, one_of


@variable(
    label="Market orientation (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "market_orientation"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, U4 and U5"),
    ),
)
def market_orientation(
    market_destination: Text,
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> Text:
    """Mainly for the market, or mainly for own use; not *at least some*, as in 2003.

    Where no answer was given, subsistence occupations (ISCO-08 sub-major group 63,
    ISCO-88: 62) and production of households for own use (ISIC Rev.4 98) are
    mainly own use, and all others count as mainly for the market.

    To be confirmed against the text.
    """
    own_use = coded(
        role("icls21", "own_use", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    ) | coded(
        role("icls21", "own_use", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return first_match(
        (
            one_of(market_destination, "only_sale", "mainly_sale"),
            "mainly_market_or_unknown",
        ),
        (
            one_of(market_destination, "mainly_own_use", "only_own_use"),
            "mainly_own_use",
        ),
        (own_use, "mainly_own_use"),
        (always(True), "mainly_market_or_unknown"),
    )
