"""The worker groups that pages begin with, in the order of the house style."""

from collections.abc import Mapping

GROUPS = ("domestic_worker", "home_based_worker", "street_vendor", "waste_picker")
SLUGS: Mapping[str, str] = {code.replace("_", "-") + "s": code for code in GROUPS}
"""Code of a group by its name in an address, such as ``street-vendors``."""
