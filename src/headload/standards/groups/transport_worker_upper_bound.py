"""Transport workers where a file has two digits: an upper bound."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded


@variable(
    label="Transport worker (upper bound)",
    unit="job",
    cite=sources.methods("3.7"),
)
def transport_worker_upper_bound(
    transport_worker: YesNo,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Transport workers, and all of land transport, post and couriers (ISIC 49, 53).

    Railways, pipelines and post offices are in it: print it as *at most*.
    """
    division = coded(
        role("groups", "transport_worker", "division"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return certainly(transport_worker) | division
