"""The sector of the unit: informal, formal or household."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, first_known, first_match, is_, recode
from headload.terms import codelist


@variable(
    label="Sector of the unit of production (17th ICLS)",
    unit="unit of production",
    codes=codelist("sector_of_unit"),
    cite=(
        sources.ilo_block("1) Unit of production"),
        sources.ICLS17,
        sources.methods("2.3"),
    ),
)
def sector_of_unit(sector_node: Text, undefined_sector: Text) -> Text:
    """Sector that the deciding node gives; S12 is unknown.

    The ILO's country programs force S12 to informal by an exception line; here it
    stays unknown, is counted and is never turned into a sector silently. The
    choice `undefined_sector` reads it as informal for a sensitivity analysis.
    """
    undefined = is_(sector_node, "S12") & is_(undefined_sector, "informal_sector")
    decided = recode(sector_node, _SECTOR_OF_NODE)
    sector: Text = first_known(decided, first_match((undefined, "informal_sector")))
    return sector


_SECTOR_OF_NODE = {
    "S1": "formal_sector",
    "S2": "household_sector",
    "S3": "household_sector",
    "S4": "formal_sector",
    "S5": "formal_sector",
    "S6": "informal_sector",
    "S7": "formal_sector",
    "S8": "formal_sector",
    "S9": "informal_sector",
    "S10": "informal_sector",
    "S11": "informal_sector",
}
