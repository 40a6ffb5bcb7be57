"""Branches of activity, from ISIC Rev.4 or else Rev.3.1."""

from headload.standards.isic.agriculture import agriculture
from headload.standards.isic.branch_of_activity import branch_of_activity

__all__ = ["agriculture", "branch_of_activity"]
