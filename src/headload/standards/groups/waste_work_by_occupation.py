"""Waste work by occupation."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Waste collector or sorter by occupation",
    unit="job",
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, W1")),
)
def waste_work_by_occupation(
    occupation_isco08: Text,
    occupation_isco88: Text,
) -> YesNo:
    """Garbage and recycling collectors and refuse sorters (ISCO-08 9611, 9612).

    ISCO-88 9161 where ISCO-08 is not known. Sweepers (9613) clean streets and are
    not counted. A code of two or three digits cannot tell.
    """
    return coded(
        role("groups", "waste_picker", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
