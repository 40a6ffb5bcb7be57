"""Domestic workers in the wide sense of the 20th ICLS."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import YesNo, certainly


@variable(
    label="Domestic worker, wide sense",
    unit="job",
    cite=(sources.ICLS20_DOMESTIC, sources.methods("3.1 and 3.8")),
)
def domestic_worker_wide(
    domestic_worker: YesNo,
    own_account_domestic_service_provider: YesNo,
    domestic_worker_agency: YesNo,
) -> YesNo:
    """Domestic workers, own-account service providers and workers of agencies.

    Printed beside domestic workers, to show how much the definition moves.
    """
    others = certainly(own_account_domestic_service_provider) | certainly(
        domestic_worker_agency
    )
    return domestic_worker | others
