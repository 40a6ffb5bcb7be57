"""Home-based workers in agriculture, reported apart."""

from headload.standards import sources
from headload.standards.isic.agriculture import agriculture as isic_agriculture
from headload.standards.variable import variable
from headload.standards.words import YesNo


@variable(
    label="Home-based worker in agriculture",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.2, H3")),
    uses={"agriculture": isic_agriculture},
)
def home_based_worker_in_agriculture(
    works_at_home: YesNo,
    agriculture: YesNo,
    domestic_worker: YesNo,
) -> YesNo:
    """Workers in or beside their own home, in agriculture; no domestic workers."""
    return works_at_home & agriculture & ~domestic_worker
