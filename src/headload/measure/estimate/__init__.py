"""The estimate room: figures with their precision from harmonised persons."""

from .calibration import calibrated
from .columns import cluster_column
from .columns import parsed_measures as check_columns
from .estimate import estimate
from .generalised import ErrorColumns, load_curves
from .measures import Measure, Plan, TableSpec
from .plan import load_plan, shipped_plans, standard_plan
from .vocabulary import classification_of

__all__ = [
    "ErrorColumns",
    "Measure",
    "Plan",
    "TableSpec",
    "calibrated",
    "check_columns",
    "classification_of",
    "cluster_column",
    "estimate",
    "load_curves",
    "load_plan",
    "shipped_plans",
    "standard_plan",
]
