"""The sector of the unit: formal, informal, or household own-use and community."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, first_known, first_match, is_, recode
from headload.terms import codelist


@variable(
    label="Sector of the unit of production (21st ICLS)",
    unit="unit of production",
    codes=codelist("icls21_sector_of_unit"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.ICLS21_ABSTRACT,
        sources.methods("2.4"),
    ),
)
def sector_of_unit(sector_node: Text, undefined_sector: Text) -> Text:
    """Sector that the deciding node gives; U11 is unknown.

    The choice `undefined_sector` reads U11 as informal for a sensitivity analysis.
    The third sector is wider than the household sector of 2003: it holds the
    organisations of the community and all production mainly for own use.

    To be confirmed against the text.
    """
    undefined = is_(sector_node, "U11") & is_(undefined_sector, "informal_sector")
    decided = recode(sector_node, _SECTOR_OF_NODE)
    sector: Text = first_known(decided, first_match((undefined, "informal_sector")))
    return sector


_SECTOR_OF_NODE = {
    "U1": "formal_sector",
    "U2": "formal_sector",
    "U3": "formal_sector",
    "U4": "informal_sector",
    "U5": "household_and_community_sector",
    "U6": "household_and_community_sector",
    "U7": "formal_sector",
    "U8": "formal_sector",
    "U9": "informal_sector",
    "U10": "informal_sector",
}
