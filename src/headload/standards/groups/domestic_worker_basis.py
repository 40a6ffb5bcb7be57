"""How a domestic worker was identified."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match, is_


@variable(
    label="Basis on which a domestic worker is identified",
    unit="job",
    codes=answers("groups", "domestic_worker_basis"),
    cite=(sources.ROOM_DOCUMENT_8, sources.methods("3.1, routes D1 to D4")),
)
def domestic_worker_basis(
    domestic_by_industry: YesNo,
    status_answered: Text,
    relationship_to_head: Text,
    domestic_by_task: YesNo,
) -> Text:
    """First route that holds: industry, status, roster, task.

    Industry alone is the comparable series. Nobody else has a basis, so null means
    *not identified as a domestic worker*.
    """
    return first_match(
        (domestic_by_industry, "industry"),
        (is_(status_answered, "domestic_employee"), "status"),
        (is_(relationship_to_head, "domestic_employee"), "roster"),
        (domestic_by_task, "task"),
    )
