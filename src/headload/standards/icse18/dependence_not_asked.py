"""Where ICSE-18 is partial: nobody was asked about dependence on a client."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, answer, is_, known


@variable(
    label="Dependence on a client not asked (ICSE-18 is partial)",
    unit="job",
    cite=sources.methods("1.1"),
    uses={"status_in_employment": icse},
)
def dependence_not_asked(
    status_in_employment: Text,
    one_main_client: Text,
) -> YesNo:
    """Own-account workers who may be dependent contractors without our knowing.

    Their number says how partial ICSE-18 is in a survey: the questions on
    dependence were not asked, so nobody can be in the category.
    """
    own_account = is_(status_in_employment, "own_account_worker")
    unasked = is_(one_main_client, "not_asked")
    return answer(
        yes=own_account & unasked,
        no=(known(status_in_employment) & ~own_account)
        | (own_account & known(one_main_client) & ~unasked),
    )
