"""Paid employment and self-employment, the two halves of ICSE-93."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, one_of


@variable(
    label="Paid employment job",
    unit="job",
    cite=sources.ICSE93,
)
def paid_employment(status_in_employment: Text) -> YesNo:
    """Employees hold paid employment jobs; the others are self-employed.

    Employers, own-account workers, members of producers' cooperatives and
    contributing family workers hold self-employment jobs (no). Workers not
    classifiable by status are unknown.
    """
    return answer(
        yes=is_(status_in_employment, "employee"),
        no=one_of(
            status_in_employment,
            "employer",
            "own_account_worker",
            "cooperative_member",
            "contributing_family_worker",
        ),
    )
