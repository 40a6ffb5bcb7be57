"""Node input *registration*: whether the unit is registered at national level."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_, one_of


@variable(
    label="Registered (node input)",
    unit="unit of production",
    codes=answers("icls17", "registered"),
    cite=(sources.ilo_block("node registration"), sources.methods("2.3")),
)
def registered(registration: Text, registration_dont_know: Text) -> Text:
    """One of three: registered nationally, not registered, not asked.

    Registration in process, a local licence alone and *other* are not national
    registration. Don't know counts as not registered unless the national choice
    `registration_dont_know` reads it as not asked. Not known means that the
    question was not put to this worker.
    """
    unsure = is_(registration, "dont_know")
    return first_match(
        (is_(registration, "national"), "registered"),
        (one_of(registration, *_NOT), "not_registered"),
        (unsure & is_(registration_dont_know, "not_registered"), "not_registered"),
        (always(True), "not_asked"),
    )


_NOT = ("in_process", "local_only", "not_registered", "other")
