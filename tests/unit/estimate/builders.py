"""Small surveys and plans for the tests of the estimate room."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa

from headload.measure.estimate import Measure, Plan, TableSpec
from headload.terms import (
    Design,
    DesignStatus,
    Estimate,
    EstimateSet,
    MeasureKind,
    Persons,
)

STRATIFIED = Design(DesignStatus.COMPLETE)


def persons(columns: Mapping[str, Sequence[Any]], threads: int = 2) -> Persons:
    """Return records in an in-memory engine; columns as lists."""
    connection = ibis.duckdb.connect(threads=threads)
    connection.con.register("records", pa.table(dict(columns)))
    return Persons(survey="xxx/test/2026", table=connection.table("records"))


def measure(
    kind: MeasureKind,
    of: str,
    among: str | None = None,
    indicator: str = "figure",
) -> Measure:
    """Return a measure with the parts that tests do not look at filled in."""
    labels = {"en": indicator}
    return Measure(indicator, kind, of, among, "unit", {}, labels)


def total(of: str, among: str | None = None, indicator: str = "total") -> Measure:
    """Return a total."""
    return measure(MeasureKind.TOTAL, of, among, indicator)


def rate(of: str, among: str | None = None, indicator: str = "rate") -> Measure:
    """Return a rate."""
    return measure(MeasureKind.RATE, of, among, indicator)


def mean(of: str, among: str | None = None, indicator: str = "mean") -> Measure:
    """Return a mean."""
    return measure(MeasureKind.MEAN, of, among, indicator)


def plan(*measures: Measure, by: Sequence[tuple[str, ...]] = ((),)) -> Plan:
    """Return a plan of one table whose dimensions are named as their columns."""
    names = {name: name for names in by for name in names}
    return Plan((TableSpec("T", {"en": "Table"}, measures, tuple(by)),), names)


def the(estimates: EstimateSet, indicator: str, **dimensions: str) -> Estimate:
    """Return the one estimate of an indicator with exactly these dimensions."""
    found = [
        estimate
        for estimate in estimates.estimates
        if estimate.indicator == indicator and estimate.dimensions == dimensions
    ]
    assert len(found) == 1, f"{len(found)} estimates {indicator} {dimensions}"
    return found[0]
