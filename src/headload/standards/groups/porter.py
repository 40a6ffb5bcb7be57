"""Porters: who carry goods and luggage, head porters included."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, coded


@variable(
    label="Porter",
    unit="job",
    cite=sources.methods("3.5"),
)
def porter(occupation_isco08: Text, occupation_isco88: Text) -> YesNo:
    """Luggage porters, messengers and freight handlers (ISCO-08 9621, 9333).

    The codes hold messengers and dock workers too: an upper bound of porters in
    markets and stations. A code of two digits cannot tell.
    """
    return coded(
        role("groups", "transport_worker", "porter"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
