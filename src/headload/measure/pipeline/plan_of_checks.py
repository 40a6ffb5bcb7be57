"""The published figures of a survey as a tabulation plan of their own."""

from collections.abc import Sequence

from headload.measure.estimate import Measure, Plan, TableSpec
from headload.measure.harmonise import PublishedCheck
from headload.terms import MeasureKind

UNITS = {"total": "persons", "rate": "share", "mean": "number"}


def plan_of_checks(checks: Sequence[PublishedCheck]) -> Plan:
    """Return one measure a published figure, over the columns made for it."""
    measures = tuple(
        Measure(
            indicator=check.id,
            kind=MeasureKind(check.kind),
            of=f"check_{i}_of",
            among=f"check_{i}_among",
            unit=UNITS[check.kind],
            dimensions={},
            labels={"en": check.title},
        )
        for i, check in enumerate(checks)
    )
    table = TableSpec(
        id="checks",
        title={"en": "Published figures"},
        measures=measures,
        by=((),),
    )
    return Plan(tables=(table,) if measures else (), dimensions={})
