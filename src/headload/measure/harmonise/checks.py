"""Published figures and record-by-record agreements, as columns and outcomes.

A survey map is *verified* only when the figures that the office published come
out of its file again. The comparison happens where the microdata are; what stays
is the outcome.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import ibis

from headload.measure.harmonise.expressions import (
    Source,
    all_hold,
    first_that_holds,
)
from headload.measure.harmonise.survey_map import PublishedCheck, SurveyMap
from headload.terms import Estimate, Persons

PERCENT = 100


@dataclass(frozen=True)
class CheckOutcome:
    """One published figure beside ours.

    Parameters
    ----------
    ours
        Unrounded; percent for rates, persons for totals.
    met
        True when equal under `tolerance`: ``exact`` after rounding to whole
        persons, ``rounding`` after rounding to `decimals`, ``interval`` when the
        published figure lies in our 95 % interval.
    explained
        Why a figure that is not met is no fault of the map; empty otherwise.
    """

    id: str
    title: str
    published: float
    ours: float | None
    decimals: int
    tolerance: str
    met: bool
    explained: str
    source: str
    note: str

    def data(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class AgreementOutcome:
    """How many records a national rule and the office's variable agree on."""

    id: str
    title: str
    records: int
    agree: int
    source: str

    @property
    def met(self) -> bool:
        """Tell whether all records agree."""
        return self.records == self.agree

    def data(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        return {**asdict(self), "met": self.met}


def with_check_columns(
    persons: Persons,
    survey: SurveyMap,
    names: Mapping[str, str],
) -> Persons:
    """Add ``check_<i>_of`` and ``check_<i>_among`` for each published figure."""
    source = Source(persons.table)
    columns = {}
    for i, check in enumerate(survey.checks):
        of = _tested(source, persons, check, names)
        where = all_hold(source, check.where).fill_null(False)
        among = _word(persons, names, check.among) if check.among else None
        if check.kind == "mean":
            columns[f"check_{i}_of"] = of
        else:
            columns[f"check_{i}_of"] = of.fill_null(False) & where
        columns[f"check_{i}_among"] = where if among is None else among & where
    return replace(persons, table=persons.table.mutate(**columns))


def _tested(
    source: Source,
    persons: Persons,
    check: PublishedCheck,
    names: Mapping[str, str],
) -> Any:
    if isinstance(check.of, str):
        return _word(persons, names, check.of)
    return all_hold(source, check.of)


def _word(persons: Persons, names: Mapping[str, str], word: str) -> Any:
    """Return the column of a word; unknown where the file cannot show it."""
    if word in names:
        return persons.table[names[word]]
    return ibis.null().cast("boolean")


def check_outcome(check: PublishedCheck, estimate: Estimate | None) -> CheckOutcome:
    """Compare one published figure with the estimate made for it."""
    ours = None if estimate is None else estimate.value
    scale = PERCENT if check.kind == "rate" else 1
    return CheckOutcome(
        id=check.id,
        title=check.title,
        published=check.published,
        ours=None if ours is None else ours * scale,
        decimals=check.decimals,
        tolerance=check.tolerance,
        met=estimate is not None and _met(check, estimate, scale),
        explained=check.explained,
        source=check.source,
        note=check.note,
    )


def _met(check: PublishedCheck, estimate: Estimate, scale: int) -> bool:
    if estimate.value is None:
        return False
    if check.tolerance == "interval":
        low, high = estimate.ci_low, estimate.ci_high
        if low is None or high is None:
            return False
        return low * scale <= check.published <= high * scale
    decimals = 0 if check.tolerance == "exact" else check.decimals
    return round(estimate.value * scale, decimals) == round(check.published, decimals)


def agreement_outcomes(
    persons: Persons,
    survey: SurveyMap,
    names: Mapping[str, str],
) -> tuple[AgreementOutcome, ...]:
    """Count, for each agreement of the map, the records on which both sides agree."""
    source = Source(persons.table)
    outcomes = []
    for agreement in survey.agreements:
        rule = agreement.rule
        ours = first_that_holds(source, rule.conditions, rule.otherwise)
        same = (ours == persons.table[agreement.equals]).fill_null(False)
        universe = persons.table[names[agreement.universe]].fill_null(False)
        counts = persons.table.aggregate(
            records=universe.sum(),
            agree=(universe & same).sum(),
        )
        row = counts.to_pyarrow().to_pylist()[0]
        outcomes.append(
            AgreementOutcome(
                id=agreement.id,
                title=agreement.title,
                records=int(row["records"] or 0),
                agree=int(row["agree"] or 0),
                source=agreement.source,
            ),
        )
    return tuple(outcomes)
