"""Homeworkers and self-employed home-based workers."""

from headload.standards import sources
from headload.standards.icse93.status_in_employment import status_in_employment as icse
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    YesNo,
    certainly,
    first_match,
    is_,
    one_of,
    stated,
)
from headload.terms import codelist


@variable(
    label="Type of home-based worker",
    unit="job",
    codes=codelist("home_based_worker_type"),
    cite=(sources.WIEGO_HOME, sources.methods("3.2, sub-groups")),
    uses={"status_in_employment": icse},
)
def home_based_worker_type(
    home_based_worker: YesNo,
    status_in_employment: Text,
    remuneration: Text,
    institutional_sector: Text,
    one_main_client: Text,
    client_sets_price: Text,
    client_supplies_inputs: Text,
) -> Text:
    """Homeworkers, self-employed, contributing family workers, or employees.

    A homeworker is an employee paid by the piece by an enterprise, or an employer,
    own-account or cooperative worker with one main client who sets the price and
    supplies the inputs. Others keep their status. Where the questions that tell
    homeworkers apart were not asked, the type is unknown; contributing family
    workers need none.
    """
    employee = is_(status_in_employment, "employee")
    independent = one_of(status_in_employment, *_INDEPENDENT)
    of_household = is_(institutional_sector, "private_household")
    piece_work = is_(stated(remuneration), "piece_rate") & ~certainly(of_household)
    dependent = (
        is_(stated(one_main_client), "yes")
        & is_(stated(client_sets_price), "yes")
        & is_(stated(client_supplies_inputs), "yes")
    )
    family = is_(status_in_employment, "contributing_family_worker")
    return first_match(
        (home_based_worker & family, "contributing_family_worker"),
        (home_based_worker & employee & piece_work, "homeworker"),
        (home_based_worker & independent & dependent, "homeworker"),
        (home_based_worker & employee & ~piece_work, "employee"),
        (home_based_worker & independent & ~dependent, "self_employed"),
    )


_INDEPENDENT = ("employer", "own_account_worker", "cooperative_member")
