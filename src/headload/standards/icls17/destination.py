"""Node input *destination*: whether any of the product is for the market."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_


@variable(
    label="Destination of production (node input)",
    unit="unit of production",
    codes=answers("icls17", "destination"),
    cite=(sources.ilo_block("node destinationprod"), sources.methods("2.3")),
)
def destination(market_destination: Text) -> Text:
    """Only own final use, or at least partly the market.

    Only the answer *only for family use* is own use; don't know, not asked and
    not known count as market, as in the ILO's block.
    """
    return first_match(
        (is_(market_destination, "only_own_use"), "own_use_only"),
        (always(True), "market_or_unknown"),
    )
