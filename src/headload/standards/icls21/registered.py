"""Node input *registration*: whether the unit is in a nationally established system."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, always, first_match, is_, one_of


@variable(
    label="Registered (node input, 21st ICLS)",
    unit="unit of production",
    codes=answers("icls21", "registered"),
    cite=(
        sources.icls21("operational definitions of the three sectors"),
        sources.methods("2.4, U3 and U4"),
    ),
)
def registered(registration: Text, registration_dont_know: Text) -> Text:
    """One of three: registered nationally, not registered, not asked.

    Registration in process, a local licence alone and *other* are not national
    registration. Don't know follows the national choice `registration_dont_know`.
    Not known means that the question was not put to this worker.

    To be confirmed against the text.
    """
    unsure = is_(registration, "dont_know")
    return first_match(
        (is_(registration, "national"), "registered"),
        (one_of(registration, *_NOT), "not_registered"),
        (unsure & is_(registration_dont_know, "not_registered"), "not_registered"),
        (always(True), "not_asked"),
    )


_NOT = ("in_process", "local_only", "not_registered", "other")
