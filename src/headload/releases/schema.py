"""The columns of a release: one Arrow schema a file, fixed by the architecture.

A dimension column is never empty: `_T` stands for the total, so that a filter on
codes finds every cell. Dimensions beyond the fixed ones follow them by name.
"""

import re
from collections.abc import Iterable

import pyarrow as pa

TOTAL = "_T"

DIMENSIONS = (
    "sex",
    "age",
    "urban",
    "region",
    "education",
    "status",
    "activity",
    "sector_of_unit",
    "informality",
    "worker_group",
    "place_of_work",
)
"""Fixed dimension columns, in order; `city` has its own place before them."""

TIME = "time_period"
"""Dimension of a release with several periods; it has its own place in a row."""

OVERLAPPING = frozenset(
    {"worker_group", "worker_group_any", "other_worker_group", TIME}
)
"""Dimensions whose categories overlap, so that they never add up to a total."""

CODELISTS = {
    "status": "status_in_employment",
    "activity": "branch_of_activity",
    "age": "age_band",
    "place_of_work": "place_group",
    "other_worker_group": "worker_group",
}
"""Shipped code list of a dimension where its name differs; its own name is next."""

_EDITION = re.compile(r"^(icls|icse)\d+_")
_OUR_NAME = {
    "status_in_employment": "status",
    "branch_of_activity": "activity",
    "age_band": "age",
    "age_group": "age",
}
_LEADING = (
    ("estimate_id", pa.string()),
    ("release_id", pa.string()),
    ("table_id", pa.string()),
    ("indicator", pa.string()),
    ("measure", pa.string()),
    ("unit", pa.string()),
    ("unit_multiplier", pa.int32()),
    ("ref_area", pa.string()),
    ("city", pa.string()),
    ("time_period", pa.string()),
    ("standard", pa.string()),
)
_TRAILING = (
    ("value", pa.float64()),
    ("se", pa.float64()),
    ("ci_low", pa.float64()),
    ("ci_high", pa.float64()),
    ("cv", pa.float64()),
    ("deff", pa.float64()),
    ("df", pa.int64()),
    ("n", pa.int64()),
    ("n_band", pa.string()),
    ("n_psu", pa.int64()),
    ("obs_status", pa.string()),
    ("conf_status", pa.string()),
    ("flag", pa.string()),
    ("note", pa.string()),
)

DERIVATION_SCHEMA = pa.schema(
    [
        ("variable", pa.string()),
        ("node", pa.string()),
        ("citation", pa.string()),
        ("n", pa.int64()),
        ("weighted_share", pa.float64()),
    ],
)


def dimension_name(name: str) -> str:
    """Return the release's name of a dimension of the tables.

    Examples
    --------
    >>> dimension_name("icse93_status_in_employment")
    'status'
    """
    plain = _EDITION.sub("", name)
    return _OUR_NAME.get(plain, plain)


def dimension_order(names: Iterable[str]) -> list[str]:
    """Return dimension names in the fixed order, then others by name."""
    rank = {name: place for place, name in enumerate((*DIMENSIONS, "city"))}
    return sorted(set(names), key=lambda name: (rank.get(name, len(rank)), name))


def estimates_schema(extra: Iterable[str] = ()) -> pa.Schema:
    """Return the schema of `estimates.parquet` with `extra` dimensions added."""
    known = {*DIMENSIONS, "city"}
    others = sorted(set(extra) - known)
    dimensions = [(name, pa.string()) for name in (*DIMENSIONS, *others)]
    return pa.schema([*_LEADING, *dimensions, *_TRAILING])


def extra_dimensions(columns: Iterable[str]) -> list[str]:
    """Return the columns of an estimates table that are further dimensions."""
    fixed = set(estimates_schema().names)
    return [name for name in columns if name not in fixed]
