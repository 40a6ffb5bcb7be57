"""The worker groups that WIEGO and its partners count.

Flags describe jobs, formal and informal, and are not exclusive: a home-based
garment worker is in two groups. They know nothing of the editions of the ICLS; a
table counts them `among` the employed. Null means not identifiable or not known,
never *not in the group*.
"""

from headload.standards.groups.construction_worker import construction_worker
from headload.standards.groups.domestic_by_industry import domestic_by_industry
from headload.standards.groups.domestic_by_task import domestic_by_task
from headload.standards.groups.domestic_task import domestic_task
from headload.standards.groups.domestic_worker import domestic_worker
from headload.standards.groups.domestic_worker_agency import domestic_worker_agency
from headload.standards.groups.domestic_worker_basis import domestic_worker_basis
from headload.standards.groups.domestic_worker_residence import (
    domestic_worker_residence,
)
from headload.standards.groups.domestic_worker_wide import domestic_worker_wide
from headload.standards.groups.excluded_from_vending import excluded_from_vending
from headload.standards.groups.formal_unit import formal_unit
from headload.standards.groups.garment_factory_worker import garment_factory_worker
from headload.standards.groups.garment_worker import garment_worker
from headload.standards.groups.garment_worker_outside_home import (
    garment_worker_outside_home,
)
from headload.standards.groups.garment_worker_wide import garment_worker_wide
from headload.standards.groups.home_based_garment_worker import (
    home_based_garment_worker,
)
from headload.standards.groups.home_based_teleworker import home_based_teleworker
from headload.standards.groups.home_based_worker import home_based_worker
from headload.standards.groups.home_based_worker_in_agriculture import (
    home_based_worker_in_agriculture,
)
from headload.standards.groups.home_based_worker_type import home_based_worker_type
from headload.standards.groups.homeworker import homeworker
from headload.standards.groups.in_public_space import in_public_space
from headload.standards.groups.market_trader import market_trader
from headload.standards.groups.own_account_domestic_service_provider import (
    own_account_domestic_service_provider,
)
from headload.standards.groups.porter import porter
from headload.standards.groups.stall_market_trader_unspecified import (
    stall_market_trader_unspecified,
)
from headload.standards.groups.street_vendor import street_vendor
from headload.standards.groups.street_vendor_basis import street_vendor_basis
from headload.standards.groups.transport_occupation import transport_occupation
from headload.standards.groups.transport_worker import transport_worker
from headload.standards.groups.transport_worker_upper_bound import (
    transport_worker_upper_bound,
)
from headload.standards.groups.two_three_wheeler_driver import two_three_wheeler_driver
from headload.standards.groups.vending_industry import vending_industry
from headload.standards.groups.vending_occupation import vending_occupation
from headload.standards.groups.vending_work import vending_work
from headload.standards.groups.waste_picker import waste_picker
from headload.standards.groups.waste_picker_basis import waste_picker_basis
from headload.standards.groups.waste_picker_place import waste_picker_place
from headload.standards.groups.waste_work_by_industry import waste_work_by_industry
from headload.standards.groups.waste_work_by_occupation import waste_work_by_occupation
from headload.standards.groups.waste_work_in_cooperative import (
    waste_work_in_cooperative,
)
from headload.standards.groups.waste_worker_upper_bound import waste_worker_upper_bound
from headload.standards.groups.works_at_home import works_at_home
from headload.standards.groups.works_for_household import works_for_household

__all__ = [
    "construction_worker",
    "domestic_by_industry",
    "domestic_by_task",
    "domestic_task",
    "domestic_worker",
    "domestic_worker_agency",
    "domestic_worker_basis",
    "domestic_worker_residence",
    "domestic_worker_wide",
    "excluded_from_vending",
    "formal_unit",
    "garment_factory_worker",
    "garment_worker",
    "garment_worker_outside_home",
    "garment_worker_wide",
    "home_based_garment_worker",
    "home_based_teleworker",
    "home_based_worker",
    "home_based_worker_in_agriculture",
    "home_based_worker_type",
    "homeworker",
    "in_public_space",
    "market_trader",
    "own_account_domestic_service_provider",
    "porter",
    "stall_market_trader_unspecified",
    "street_vendor",
    "street_vendor_basis",
    "transport_occupation",
    "transport_worker",
    "transport_worker_upper_bound",
    "two_three_wheeler_driver",
    "vending_industry",
    "vending_occupation",
    "vending_work",
    "waste_picker",
    "waste_picker_basis",
    "waste_picker_place",
    "waste_work_by_industry",
    "waste_work_by_occupation",
    "waste_work_in_cooperative",
    "waste_worker_upper_bound",
    "works_at_home",
    "works_for_household",
]
