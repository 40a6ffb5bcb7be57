"""Several periods of one survey together: levels of each, and changes between.

The level of a period is estimated from that period alone, with its own weights and
design, so it equals the figure of that period's own release. A change is estimated
from all periods at once: a PSU that serves in two periods is one PSU there, and so
the covariance of the two levels is in its standard error (as R `svyby(~y, ~period,
covmat = TRUE)` and `svycontrast`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any

import ibis

from headload.errors import WrongUse
from headload.measure.estimate import (
    Measure,
    Plan,
    TableSpec,
    cluster_column,
    estimate,
)
from headload.measure.harmonise import SurveyMap, load_survey
from headload.measure.pipeline.files import survey_ids
from headload.measure.rooms import RoomProgress
from headload.releases.facts import sdmx_period
from headload.terms import Design, Estimate, EstimateSet, Persons

TIME = "time_period"


@dataclass(frozen=True)
class Part:
    """The files of one period, and its map."""

    survey: SurveyMap
    files: tuple[Path, ...]

    @property
    def period(self) -> str:
        """Return the period as published, such as ``2019-Q1``."""
        return sdmx_period(self.survey.period)


def parts_of(
    survey: str,
    files: Path | Sequence[Path] | Mapping[str, Sequence[Path]],
    atlas: Path | None = None,
) -> tuple[Part, ...]:
    """Return the parts of a measurement in order of time, with their maps.

    Parameters
    ----------
    survey
        Id of one period; of the series when `files` are by period.
    files
        One file, several of one period, or files by period.

    Raises
    ------
    WrongUse
        ``HL-MAP-01`` for an unknown survey; ``HL-STACK-03``; ``HL-STACK-07`` for
        periods that more than one map or more than one design serves.
    """
    if isinstance(files, Path):
        return (Part(load_survey(survey, atlas), (files,)),)
    if not isinstance(files, Mapping):
        return (Part(load_survey(survey, atlas), tuple(files)),)
    ids = survey_ids(survey, files)
    parts = tuple(
        Part(load_survey(ids[period], atlas), tuple(files[period])) for period in files
    )
    _refuse_several_maps(survey, parts)
    return tuple(sorted(parts, key=lambda part: part.period))


def pooled(parts: Sequence[Part], harmonised: Sequence[Persons]) -> Persons:
    """Return the records of all periods, with ``time_period``.

    A question that one period did not ask counts as not asked.
    """
    if len(harmonised) == 1:
        return harmonised[0]
    shared = [
        name
        for name in harmonised[0].table.columns
        if all(name in persons.table.columns for persons in harmonised)
    ]
    tables = [
        _of_one_period(persons.table.select(*shared), part)
        for part, persons in zip(parts, harmonised, strict=True)
    ]
    first = harmonised[0]
    return replace(
        first,
        table=reduce(_stacked, tables),
        not_asked=first.not_asked.union(*(each.not_asked for each in harmonised)),
    )


def of_period(persons: Persons, part: Part) -> Persons:
    """Return the records of one period; all of them when there is one."""
    if TIME not in persons.table.columns:
        return persons
    return replace(
        persons, table=persons.table.filter(persons.table[TIME] == part.period)
    )


def estimated(
    persons: Persons,
    plan: Plan,
    parts: Sequence[Part],
    *,
    notes: Sequence[str],
    folder: Path,
    progress: RoomProgress,
) -> EstimateSet:
    """Estimate a plan: levels period by period, changes from all periods.

    Parameters
    ----------
    persons, plan, parts
        The records of all periods, what is asked, and the periods.
    notes
        Sentences for every table.
    folder
        Private folder for the sums of large files.
    progress
        Told the period, and the records done of all.

    Returns
    -------
    EstimateSet
        With several periods each cell has dimension ``time_period``: a period, or
        the later and the earlier of a change. `mean_weight` is the largest.
    """
    design = parts[0].survey.source_design.design
    if len(parts) == 1:
        tell = _told(progress, "")
        return estimate(
            persons, plan, design, notes=notes, folder=folder, progress=tell
        )
    levels = _only(plan, changes=False)
    found = [
        _dated(
            estimate(
                of_period(persons, part),
                levels,
                _of(part),
                notes=notes,
                folder=folder,
                progress=_told(progress, part.period),
            ),
            part,
        )
        for part in parts
    ]
    changes = _only(plan, changes=True)
    if changes.tables:
        tell = _told(progress, "changes")
        found.append(
            estimate(
                persons, changes, design, notes=notes, folder=folder, progress=tell
            )
        )
    sets = [each for each in found if each.records]
    return EstimateSet(
        estimates=tuple(cell for each in sets for cell in each.estimates),
        mean_weight=max(each.mean_weight for each in sets),
        records=sum(each.records for each in sets[: len(parts)]),
        notes=tuple(dict.fromkeys(note for each in sets for note in each.notes)),
    )


def _told(progress: RoomProgress, what: str) -> Callable[[int, int], None]:
    room = f"estimate {what}".strip()
    return lambda done, expected: progress(room, done, expected)


def overlaps(persons: Persons, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return how many PSUs of each period served in the one before, in percent.

    By these a change is more precise than two samples apart. A file whose numbers
    are given anew each period shows a share that nobody planned.
    """
    sentences = []
    cluster = cluster_column(persons, _of(parts[0]))
    units = [_units(of_period(persons, part), cluster) for part in parts]
    for i in range(1, len(parts)):
        share = 100 * len(units[i] & units[i - 1]) / max(len(units[i]), 1)
        sentences.append(
            f"{parts[i].period}: {share:.1f} % of the PSUs ({cluster}) were in "
            f"{parts[i - 1].period} too; changes take them for the same"
        )
    return tuple(sentences)


def survey_of(parts: Sequence[Part]) -> str:
    """Return the survey id of a release, such as ``arg/eph/2018q4-2019q1``."""
    first, last = parts[0].survey, parts[-1].survey
    return first.id if first is last else f"{first.id}-{last.period}"


def time_of(parts: Sequence[Part]) -> str:
    """Return the time of a release, such as ``2018-Q4/2019-Q1``."""
    return "/".join(dict.fromkeys((parts[0].period, parts[-1].period)))


def _units(persons: Persons, cluster: str) -> set[tuple[object, ...]]:
    found = persons.table.select("stratum", cluster).distinct().to_pyarrow()
    return {tuple(row.values()) for row in found.to_pylist()}


def _of(part: Part) -> Design:
    return part.survey.source_design.design


def _of_one_period(table: Any, part: Part) -> Any:
    columns = {TIME: ibis.literal(part.period)}
    if "person_id" not in part.survey.variables:
        # a row number: the same number in two periods is not the same person
        columns["person_id"] = ibis.literal(f"{part.period}|") + table.person_id
    return table.mutate(**columns)


def _stacked(one: Any, other: Any) -> Any:
    return one.union(other, distinct=False)


def _dated(found: EstimateSet, part: Part) -> EstimateSet:
    return replace(
        found, estimates=tuple(_at(cell, part.period) for cell in found.estimates)
    )


def _at(cell: Estimate, period: str) -> Estimate:
    return replace(cell, dimensions={**cell.dimensions, TIME: period})


def _only(plan: Plan, *, changes: bool) -> Plan:
    return replace(plan, tables=tuple(_tables(plan, changes=changes)))


def _tables(plan: Plan, *, changes: bool) -> Iterator[TableSpec]:
    for table in plan.tables:
        measures = tuple(m for m in table.measures if _is_change(m) == changes)
        if measures:
            yield replace(table, measures=measures)


def _is_change(measure: Measure) -> bool:
    return TIME in measure.dimensions


def _refuse_several_maps(survey: str, parts: Sequence[Part]) -> None:
    maps = {part.survey.sha256 for part in parts}
    designs = {str(_of(part)) for part in parts}
    if len(maps) > 1 or len(designs) > 1:
        raise WrongUse(
            f"{len(maps)} maps with {len(designs)} designs serve these periods",
            where=f"--survey {survey}, periods {', '.join(p.period for p in parts)}",
            to_do="measure them apart; only periods of one map with one design are "
            "compared",
            code="HL-STACK-07",
        )
