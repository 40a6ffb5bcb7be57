"""Home-based garment workers."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import YesNo


@variable(
    label="Home-based garment worker",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.5")),
)
def home_based_garment_worker(
    home_based_worker: YesNo,
    garment_worker: YesNo,
) -> YesNo:
    """Garment workers in or beside their own home."""
    return home_based_worker & garment_worker
