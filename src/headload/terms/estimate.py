"""An estimate: a figure that cannot exist without its precision.

`Estimate` is one cell. `EstimateSet` is all cells of one survey period, before
protection; only the protect room may turn it into a `Release`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class MeasureKind(StrEnum):
    """What kind of figure a measure is."""

    TOTAL = "total"
    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"
    RATIO = "ratio"
    DIFFERENCE = "difference"


class Flag(StrEnum):
    """Quality and confidentiality marks (`methods.md` section 5).

    Quality (`RELIABLE`, `CAUTION`, `UNRELIABLE`) and confidentiality
    (`PROTECTED`) never share a mark.
    """

    RELIABLE = ""
    CAUTION = "E"
    UNRELIABLE = "F"
    PROTECTED = "S"


@dataclass(frozen=True)
class Estimate:
    """One cell with its precision.

    Parameters
    ----------
    table_id, indicator, measure
        Which table and figure, e.g. ``T3``, ``informal-employment-rate``, RATE.
    dimensions
        Code by dimension for the dimensions that are not total, e.g.
        ``{"sex": "F", "urban": "U"}``.
    value, se, ci_low, ci_high
        In `unit`: persons for totals, a share between 0 and 1 for rates.
    cv
        Standard error over value; None where the value is 0.
    deff
        Design effect against simple random sampling without replacement.
    df
        Degrees of freedom: PSUs minus strata among those with a member.
    n
        Unweighted records behind the figure: contributors of a total, the
        population (`among`) of a rate or mean.
    n_numerator
        Unweighted records with the property (equal to `n` for totals and means).
    n_psu
        PSUs with at least one of the `n` records.
    weighted_base
        Weighted population behind a rate or mean; equal to `value` for totals.
    unknown
        Unweighted records left out because the property is not known.
    """

    table_id: str
    indicator: str
    measure: MeasureKind
    unit: str
    dimensions: Mapping[str, str]
    value: float | None
    se: float | None
    ci_low: float | None
    ci_high: float | None
    cv: float | None
    deff: float | None
    df: int
    n: int
    n_numerator: int
    n_psu: int
    weighted_base: float
    unknown: int = 0


@dataclass(frozen=True)
class EstimateSet:
    """All estimates of one survey period, unprotected.

    `notes` are printed on every table (design incomplete, drafted map, rung of
    the availability ladder).
    """

    estimates: tuple[Estimate, ...]
    mean_weight: float
    records: int
    notes: tuple[str, ...] = field(default=())
