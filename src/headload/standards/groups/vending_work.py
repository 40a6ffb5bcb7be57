"""Work that is vending when done in a public space."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, certainly, coded


@variable(
    label="Sells goods or offers personal services",
    unit="job",
    cite=(sources.WIEGO_VENDORS, sources.methods("3.3 and 3.8")),
)
def vending_work(
    vending_occupation: YesNo,
    vending_industry: YesNo,
    transport_occupation: YesNo,
    occupation_isco08: Text,
    occupation_isco88: Text,
    industry_isic4: Text,
    industry_isic31: Text,
) -> YesNo:
    """Vending, shop and door-to-door occupations, trade, food and personal services.

    Shop keepers, shop assistants and counter attendants (ISCO-08 5221, 5223, 5246)
    and door-to-door sellers (5243) count here because the place of work decides
    next. Personal services are ISIC Rev.4 division 96 (Rev.3.1: 93), drivers and
    porters left out.
    """
    occupations = {"isco08": occupation_isco08, "isco88": occupation_isco88}
    shop = coded(role("groups", "street_vendor", "shop_occupation"), **occupations)
    door_to_door = coded(role("groups", "street_vendor", "door_to_door"), **occupations)
    service = coded(
        role("groups", "street_vendor", "personal_service"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return (
        vending_occupation
        | vending_industry
        | shop
        | door_to_door
        | (service & ~certainly(transport_occupation))
    )
