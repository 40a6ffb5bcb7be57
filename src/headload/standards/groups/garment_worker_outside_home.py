"""Garment workers who do not work at home."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import YesNo


@variable(
    label="Garment worker outside the home",
    unit="job",
    cite=sources.methods("3.5 and 3.6"),
)
def garment_worker_outside_home(garment_worker: YesNo, works_at_home: YesNo) -> YesNo:
    """Garment workers in factories, workshops, markets and streets.

    Unknown where the place is.
    """
    return garment_worker & ~works_at_home
