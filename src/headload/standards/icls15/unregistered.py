"""Criterion *registration* of the 15th ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Enterprise not registered (15th ICLS)",
    unit="unit of production",
    cite=sources.ICLS15,
)
def unregistered(registration: Text) -> YesNo:
    """Not registered under the national legislation that the survey names.

    A local licence, *other* and registration in process are not national
    registration. Don't know and not asked are unknown.

    To be confirmed against the text.
    """
    return answer(
        yes=one_of(registration, "in_process", "local_only", "not_registered", "other"),
        no=is_(registration, "national"),
    )
