"""The sector of the unit by two editions, crossed."""

from headload.standards import sources
from headload.standards.icls17.sector_of_unit import sector_of_unit as of_17
from headload.standards.icls21.sector_of_unit import sector_of_unit as of_21
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, known
from headload.terms import codelist


@variable(
    label="Informal sector by the 17th and by the 21st ICLS",
    unit="unit of production",
    codes=codelist("sector_17_21"),
    cite=(
        sources.ICLS17,
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, table T20"),
    ),
    uses={"sector_of_unit_17": of_17, "sector_of_unit_21": of_21},
)
def sector_17_21(sector_of_unit_17: Text, sector_of_unit_21: Text) -> Text:
    """Informal by both, by one, or by none; unknown where either is.

    The third sectors (household, household and community) count as not informal.
    """
    informal_17 = is_(sector_of_unit_17, "informal_sector")
    informal_21 = is_(sector_of_unit_21, "informal_sector")
    both_known = known(sector_of_unit_17) & known(sector_of_unit_21)
    return first_match(
        (informal_17 & informal_21, "informal_by_both"),
        (informal_17 & ~informal_21, "informal_by_17_only"),
        (~informal_17 & informal_21, "informal_by_21_only"),
        (both_known, "informal_by_none"),
    )
