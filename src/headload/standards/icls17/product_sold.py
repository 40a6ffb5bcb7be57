"""Node input *sale*: whether an own-account worker sells the product."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_


@variable(
    label="Product sold (node input)",
    unit="job",
    codes=answers("icls17", "product_sold"),
    cite=(sources.ilo_block("node producesforsale"), sources.methods("2.3")),
)
def product_sold(market_destination: Text) -> Text:
    """Sold, or not for sale at all.

    Only the answer *only for family use* is not for sale; don't know, not asked
    and not known count as sold, as in the ILO's block.
    """
    return first_match(
        (is_(market_destination, "only_own_use"), "not_for_sale"),
        (always(True), "sold_or_unknown"),
    )
