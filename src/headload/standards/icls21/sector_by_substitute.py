"""Where the sector rests on a substitute for the definition."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, one_of


@variable(
    label="Sector decided by a substitute (21st ICLS)",
    unit="unit of production",
    cite=sources.methods("2.4, flag proxy"),
)
def sector_by_substitute(sector_node: Text) -> YesNo:
    """Social insurance, premises or size stood in for registration and accounts.

    They define nothing in the 21st ICLS: the larger this share, the weaker the
    figures by sector.
    """
    return one_of(sector_node, "U7", "U8", "U9", "U10")
