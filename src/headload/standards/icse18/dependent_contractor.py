"""Dependent contractors: workers for profit who depend on another unit."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    YesNo,
    answer,
    certainly,
    is_,
    one_of,
    stated,
)


@variable(
    label="Dependent contractor (ICSE-18)",
    unit="job",
    cite=(sources.ICSE18, sources.ICLS20_RELATIONSHIPS, sources.methods("1.1")),
    uses={"status_in_employment": icse},
)
def dependent_contractor(
    status_in_employment: Text,
    incorporated: YesNo,
    remuneration: Text,
    employer_pays_social_insurance: Text,
    one_main_client: Text,
    client_sets_price: Text,
    client_supplies_inputs: Text,
    client_organises_work: Text,
    client_is_enterprise: Text,
    dependence_not_asked_is: Text,
) -> YesNo:
    """Work for one main client who sets the price, supplies inputs or organises.

    Looked for among own-account workers who are not incorporated, and among
    employees paid by the piece, by commission or by fee whose employer pays no
    social insurance. A client known to be no enterprise makes nobody a dependent
    contractor. Where the survey does not ask for one main client, nobody is found
    and workers count as not dependent, unless the national choice
    `dependence_not_asked_is` leaves them unknown; see `dependence_not_asked`.

    To be confirmed against the text.
    """
    own_account = is_(status_in_employment, "own_account_worker")
    by_result = certainly(
        one_of(stated(remuneration), "piece_rate", "commission", "fee")
    ) & certainly(is_(employer_pays_social_insurance, "no"))
    candidate = (own_account & ~certainly(incorporated)) | (
        is_(status_in_employment, "employee") & by_result
    )
    controlled = (
        is_(stated(client_sets_price), "yes")
        | is_(stated(client_supplies_inputs), "yes")
        | is_(stated(client_organises_work), "yes")
    )
    no_enterprise = certainly(is_(client_is_enterprise, "no"))
    depends = is_(stated(one_main_client), "yes") & controlled & ~no_enterprise
    unasked = is_(one_main_client, "not_asked")
    return answer(
        yes=candidate & depends,
        no=~(candidate & depends)
        | (candidate & unasked & is_(dependence_not_asked_is, "not_dependent")),
    )
