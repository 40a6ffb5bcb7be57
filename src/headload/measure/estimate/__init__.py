"""The estimate room: figures with their precision from harmonised persons."""

from .estimate import estimate
from .measures import Measure, Plan, TableSpec
from .plan import load_plan, shipped_plans, standard_plan

__all__ = [
    "Measure",
    "Plan",
    "TableSpec",
    "estimate",
    "load_plan",
    "shipped_plans",
    "standard_plan",
]
