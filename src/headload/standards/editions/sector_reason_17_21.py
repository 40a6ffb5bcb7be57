"""Which rule of the 21st ICLS moved a unit into or out of the informal sector."""

from headload.standards import sources
from headload.standards.icls17.sector_node import sector_node as unit_17
from headload.standards.icls21.sector_node import sector_node as unit_21
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, one_of
from headload.terms import codelist


@variable(
    label="Rule that moves a unit between the 17th and the 21st ICLS",
    unit="unit of production",
    codes=codelist("sector_reason_17_21"),
    cite=(
        sources.ICLS17,
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, differences and table T20"),
    ),
    uses={"sector_node_17": unit_17, "sector_node_21": unit_21},
)
def sector_reason_17_21(
    sector_17_21: Text,
    sector_node_17: Text,
    sector_node_21: Text,
) -> Text:
    """First difference that holds, for units that moved; others have no reason.

    Production mainly for own use; a cooperative, which is a legal entity; an
    organisation of the community; an independent worker in the industry of
    households as employers, or in a subsistence occupation whose product is sold.
    What is left is *other*.
    """
    moved = one_of(sector_17_21, "informal_by_17_only", "informal_by_21_only")
    return first_match(
        (moved & is_(sector_node_21, "U6"), "mainly_own_use"),
        (moved & is_(sector_node_21, "U2"), "legal_entity"),
        (moved & is_(sector_node_21, "U5"), "community_organisation"),
        (moved & is_(sector_node_17, "S2"), "own_business_not_household"),
        (moved, "other"),
    )
