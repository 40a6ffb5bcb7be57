"""Domestic workers: employees of private households."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, known


@variable(
    label="Domestic worker",
    unit="job",
    cite=(
        sources.ICLS20_DOMESTIC,
        sources.ROOM_DOCUMENT_8,
        sources.methods("3.1 and 3.8"),
    ),
)
def domestic_worker(
    domestic_worker_basis: Text,
    domestic_by_industry: YesNo,
    domestic_by_task: YesNo,
) -> YesNo:
    """Workers whom at least one route identifies (see `domestic_worker_basis`).

    No where the industry is known to be another, or the worker is no employee,
    or the task or the household is known to be lacking. Unknown where an employee's
    industry is not known and the task does not decide.
    """
    return answer(
        yes=known(domestic_worker_basis),
        no=~domestic_by_industry | ~domestic_by_task,
    )
