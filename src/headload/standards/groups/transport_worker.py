"""Transport workers: passengers, goods, and what is carried by hand."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded


@variable(
    label="Transport worker",
    unit="job",
    cite=(sources.ISIC4, sources.methods("3.5 and 3.7")),
)
def transport_worker(
    industry_isic4: Text,
    industry_isic31: Text,
    occupation_isco08: Text,
    occupation_isco88: Text,
    porter: YesNo,
    domestic_worker: YesNo,
) -> YesNo:
    """Road transport and couriers by industry, drivers and porters by occupation.

    ISIC Rev.4 492 and 5320; or ISCO-08 5112, 8321, 8322, 8331, 8332, 9331, 9332
    and porters in any industry. Drivers of private households are domestic
    workers and left out. Two digits cannot tell road transport from railways; see
    `transport_worker_upper_bound`.
    """
    industry = coded(
        role("groups", "transport_worker", "industry"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    occupation = coded(
        role("groups", "transport_worker", "occupation"),
        isco08=occupation_isco08,
        isco88=occupation_isco88,
    )
    return (industry | occupation | porter) & ~certainly(domestic_worker)
