"""Live-in and live-out domestic workers."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_, one_of
from headload.terms import codelist


@variable(
    label="Residence of domestic workers",
    unit="job",
    codes=codelist("domestic_worker_residence"),
    cite=(sources.ICLS20_DOMESTIC, sources.methods("3.1, live-in")),
)
def domestic_worker_residence(
    domestic_worker: YesNo,
    relationship_to_head: Text,
) -> Text:
    """Live-in where the household's list has the worker as a domestic employee.

    Live-out where the worker is the head, spouse, child or other relative of the
    household in which they were interviewed. Other members are unknown: a list
    without a code for domestic employees puts live-in workers there.
    """
    live_in = is_(relationship_to_head, "domestic_employee")
    own_home = one_of(relationship_to_head, "head", "spouse", "child", "other_relative")
    return first_match(
        (domestic_worker & live_in, "live_in"),
        (domestic_worker & own_home, "live_out"),
    )
