"""Homeworkers: home-based workers who produce to the order of another."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, known


@variable(
    label="Homeworker (sub-contracted)",
    unit="job",
    cite=(sources.WIEGO_HOME, sources.methods("3.2, sub-groups")),
)
def homeworker(home_based_worker: YesNo, home_based_worker_type: Text) -> YesNo:
    """Home-based workers of the type *homeworker*, as a group of its own.

    Unknown for home-based workers of whom the questions on clients or on pay by
    the piece were not asked.
    """
    is_homeworker = is_(home_based_worker_type, "homeworker")
    return answer(
        yes=is_homeworker,
        no=~home_based_worker | (known(home_based_worker_type) & ~is_homeworker),
    )
