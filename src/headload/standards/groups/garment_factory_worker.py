"""Garment workers at the premises of an employer."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, is_, stated


@variable(
    label="Garment factory worker",
    unit="job",
    cite=sources.methods("3.5"),
)
def garment_factory_worker(garment_worker: YesNo, place_of_work: Text) -> YesNo:
    """Garment workers in an employer's factory, shop or workshop.

    Beside `home_based_garment_worker`; tailors with a workshop of their own are in
    neither. Unknown where the place is.
    """
    return garment_worker & is_(stated(place_of_work), "employer_premises")
