"""Home-based workers outside agriculture."""

from headload.standards import sources
from headload.standards.isic.agriculture import agriculture as isic_agriculture
from headload.standards.variable import variable
from headload.standards.words import YesNo


@variable(
    label="Home-based worker (non-agricultural)",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.2, H1 to H3")),
    uses={"agriculture": isic_agriculture},
)
def home_based_worker(
    works_at_home: YesNo,
    agriculture: YesNo,
    domestic_worker: YesNo,
) -> YesNo:
    """Workers in or beside their own home, outside agriculture.

    Domestic workers are left out, since those who live in report their workplace
    as home. Every status counts, employees included; `home_based_teleworker` tells
    office work at home apart.
    """
    return works_at_home & ~agriculture & ~domestic_worker
