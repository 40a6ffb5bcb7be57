"""Status in employment: the six groups of ICSE-93."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Text, first_match, is_, one_of
from headload.terms import codelist


@variable(
    label="Status in employment (ICSE-93)",
    unit="job",
    codes=codelist("status_in_employment"),
    cite=sources.ICSE93,
)
def status_in_employment(
    status_answered: Text,
    has_employees: Text,
    cooperative_member: Text,
) -> Text:
    """Six groups of ICSE-93, from the answer of the worker.

    Domestic employees and paid apprentices are employees. A self-employed worker
    without a group of their own is an employer with regular employees and an
    own-account worker without; if that was not asked, the status is unknown. An
    own-account or self-employed member of a producers' cooperative is in the
    group of the cooperative. Answers that fit no group are *not classifiable*;
    a worker who gave no answer has no status, and no rule that needs one decides.
    """
    self_employed = is_(status_answered, "self_employed")
    in_cooperative = is_(cooperative_member, "yes") & one_of(
        status_answered,
        "self_employed",
        "own_account_worker",
    )
    return first_match(
        (
            one_of(status_answered, "employee", "domestic_employee", "paid_apprentice"),
            "employee",
        ),
        (is_(status_answered, "employer"), "employer"),
        (
            in_cooperative | is_(status_answered, "cooperative_member"),
            "cooperative_member",
        ),
        (is_(status_answered, "own_account_worker"), "own_account_worker"),
        (self_employed & is_(has_employees, "yes"), "employer"),
        (self_employed & is_(has_employees, "no"), "own_account_worker"),
        (
            is_(status_answered, "contributing_family_worker"),
            "contributing_family_worker",
        ),
        (is_(status_answered, "other"), "not_classifiable"),
    )
