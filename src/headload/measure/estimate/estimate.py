"""Estimate a plan: every figure with its standard error, interval and counts.

The opinion: one pass over the microdata in the engine, which returns exact sums;
then one thread of NumPy over small sorted arrays. So the same records give the
same bits, whatever the threads and the order of rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.errors import WrongUse
from headload.terms import Design, DesignStatus, Estimate, EstimateSet, Persons

from .breakdown import Breakdown, Groups, breakdown_of, groups_of
from .columns import (
    cluster_column,
    design_columns,
    parsed_measures,
    stratum_column,
)
from .figures import Figures, Layer, Precision, figures
from .flags import FlagLayout
from .ingredients import Ingredients, Parsed, ingredients, shape
from .measures import Plan
from .profiles import Profiles, fetch_profiles
from .replication import replicate_df
from .sample import Sample, named, sample_of
from .section import closest
from .stages import stages_of
from .variance import LONELY_RULES

ANSWERS_AT_ONCE = 2_000_000  # measures x profiles held in memory: 16 MB an array


def estimate(
    persons: Persons,
    plan: Plan,
    design: Design,
    *,
    confidence: float = 0.95,
    notes: Sequence[str] = (),
) -> EstimateSet:
    """Estimate every figure of a plan with its precision.

    Parameters
    ----------
    persons
        Harmonised records. Column ``weight`` is a number; the stratum is
        ``stratum`` and the PSU ``design.cluster``. Yes/no columns are boolean.
    plan
        Tables, from `load_plan` or `standard_plan`.
    design
        What is known of the sample design.
    confidence
        Level of the intervals.
    notes
        Sentences to print on every table, before those of the design.

    Returns
    -------
    EstimateSet
        In the order of the plan: table, measure, breakdown, then codes. A cell
        exists where the sample has a record with all its codes. In an existing
        cell a rate or mean without population has no value and n = 0; a total
        without contributor is 0 with n = 0 and no interval. Records with weight
        0 belong to the sample but to no population. Degrees of freedom are PSUs
        minus strata among those with a member (R `degf` of the subset): the
        contributors of a total, the population of a rate or mean.

    Raises
    ------
    WrongUse
        ``HL-EST-10`` to ``HL-EST-13``: columns, types, design or confidence;
        ``HL-EST-52`` replicate weights that do not fit their declaration.
    BadInput
        ``HL-EST-40`` to ``HL-EST-53``: see `sample_of` and `stages_of`.

    References
    ----------
    Särndal, Swensson and Wretman (1992), sections 5.5 to 5.8; R package survey,
    `svytotal`, `svymean`, `svyratio`, `svyciprop`, `degf`.
    """
    _check_settings(design, confidence)
    measures = parsed_measures(persons.table, plan)
    cluster = cluster_column(persons, design)
    profiles = _profiles(persons.table, plan, design, cluster, measures)
    sample = sample_of(profiles)
    finish = _Finish(
        stages=tuple(
            Stage(stage, groups_of(profiles, stage, _used_dimensions(plan)))
            for stage in stages_of(profiles, sample, design)
        ),
        precision=_precision(design, profiles, confidence),
    )
    breakdowns = finish.breakdowns(plan)
    return EstimateSet(
        estimates=tuple(
            cell
            for i, table in enumerate(plan.tables)
            for cell in finish.table(table.id, measures[i], table.by, breakdowns)
        ),
        mean_weight=sample.weight / sample.records,
        records=sample.records,
        notes=(*notes, *_design_notes(design, sample, cluster)),
    )


@dataclass(frozen=True)
class Stage:
    """Units of one stage of the design, and the records by them."""

    sample: Sample
    groups: Groups


@dataclass(frozen=True)
class _Finish:
    """The single-threaded half: from profiles to estimates."""

    stages: tuple[Stage, ...]
    precision: Precision

    def breakdowns(self, plan: Plan) -> Mapping[tuple[str, ...], tuple[Breakdown, ...]]:
        """Lay out every breakdown of the plan once, stage by stage."""
        asked = {by for table in plan.tables for by in table.by}
        return {
            by: tuple(
                breakdown_of(stage.groups, stage.sample, by) for stage in self.stages
            )
            for by in asked
        }

    def table(
        self,
        table_id: str,
        measures: Sequence[Parsed],
        by: Sequence[tuple[str, ...]],
        breakdowns: Mapping[tuple[str, ...], tuple[Breakdown, ...]],
    ) -> Iterator[Estimate]:
        """Yield the estimates of one table, measure by measure."""
        found: dict[tuple[int, tuple[str, ...]], list[Estimate]] = {}
        for chosen in self.chunks(measures):
            some = [measures[i] for i in chosen]
            parts = [ingredients(some, stage.groups) for stage in self.stages]
            for names in by:
                breakdown = breakdowns[names][0]
                if not breakdown.cells:
                    continue
                result = figures(
                    some, self.layers(parts, breakdowns[names]), self.precision
                )
                for i, row in zip(
                    chosen, _rows(table_id, some, breakdown, result), strict=True
                ):
                    found[i, names] = row
        for i in range(len(measures)):
            for names in by:
                yield from found.get((i, names), ())

    def layers(
        self, parts: Sequence[Ingredients], breakdowns: Sequence[Breakdown]
    ) -> list[Layer]:
        """Join ingredients, cells and design of each stage."""
        return [
            Layer(part, breakdown, stage.sample)
            for part, breakdown, stage in zip(
                parts, breakdowns, self.stages, strict=True
            )
        ]

    def chunks(self, measures: Sequence[Parsed]) -> Iterator[list[int]]:
        """Split measures into chunks, each of one shape."""
        profiles = self.stages[0].groups.profiles
        weights = 1 + len(profiles.replicates)
        size = max(1, ANSWERS_AT_ONCE // (len(profiles.weight) * weights))
        for wanted in sorted({shape(measure) for measure in measures}):
            alike = [i for i, m in enumerate(measures) if shape(m) == wanted]
            for start in range(0, len(alike), size):
                yield alike[start : start + size]


def _precision(design: Design, profiles: Profiles, confidence: float) -> Precision:
    replicated = bool(profiles.replicates)
    return Precision(
        rule=LONELY_RULES[design.lonely_psu],
        confidence=confidence,
        replicates=design.replicates if replicated else None,
        replicate_df=replicate_df(profiles.replicates) if replicated else 0,
    )


def _check_settings(design: Design, confidence: float) -> None:
    if design.lonely_psu not in LONELY_RULES:
        raise WrongUse(
            f'"{design.lonely_psu}" is not a rule for single-PSU strata',
            where="the design, lonely_psu",
            to_do=closest(design.lonely_psu, LONELY_RULES),
            code="HL-EST-12",
        )
    if not 0 < confidence < 1:
        raise WrongUse(
            f"A confidence of {confidence} has no interval",
            where="confidence",
            to_do="give a number between 0 and 1, such as 0.95",
            code="HL-EST-13",
        )


def _used_dimensions(plan: Plan) -> dict[str, str]:
    used = {name for table in plan.tables for by in table.by for name in by}
    return {name: column for name, column in plan.dimensions.items() if name in used}


def _profiles(
    table: Any,
    plan: Plan,
    design: Design,
    cluster: str,
    measures: Mapping[int, tuple[Parsed, ...]],
) -> Profiles:
    every = [measure for some in measures.values() for measure in some]
    return fetch_profiles(
        table,
        stratum=stratum_column(table, design),
        psu=cluster,
        dimensions=_used_dimensions(plan).values(),
        layout=FlagLayout.of(clause for m in every for clause in m.clauses),
        amounts=sorted({name for m in every for name in (m.amount, m.per) if name}),
        design=design_columns(table, design),
    )


def _rows(
    table_id: str, measures: Sequence[Parsed], breakdown: Breakdown, result: Figures
) -> Iterator[list[Estimate]]:
    """Yield the estimates of each measure, cell by cell."""
    columns = {name: _plain(values) for name, values in vars(result).items()}
    for i, parsed in enumerate(measures):
        measure = parsed.measure
        yield [
            Estimate(
                table_id=table_id,
                indicator=measure.indicator,
                measure=measure.kind,
                unit=measure.unit,
                dimensions={**measure.dimensions, **codes},
                **{name: values[i][c] for name, values in columns.items()},
            )
            for c, codes in enumerate(breakdown.cells)
        ]


def _plain(values: NDArray[Any]) -> list[list[Any]]:
    """Return Python numbers, None for NaN."""
    if np.issubdtype(values.dtype, np.integer):
        return list(values.tolist())
    plain = values.astype(object)
    plain[np.isnan(values)] = None
    return list(plain.tolist())


def _design_notes(design: Design, sample: Sample, cluster: str) -> Iterator[str]:
    if design.status is DesignStatus.PSU_ONLY:
        yield (
            "design incomplete: the file has no strata; standard errors treat the "
            "sample as one stratum"
        )
    if design.status is DesignStatus.WEIGHTS_ONLY:
        yield (
            "design incomplete: the file has neither strata nor PSUs; standard errors "
            f"treat each {cluster} as a PSU of one stratum, and "
            "are probably too small"
        )
    if design.replicates and design.status is DesignStatus.REPLICATES:
        how = design.replicates
        yield (
            f"standard errors are from {len(how.columns)} replicate weights "
            f"({how.method})"
        )
    elif sample.lonely_ids:
        yield (
            f"{len(sample.lonely_ids)} of {len(sample.strata)} strata have a single "
            f"PSU (stratum {named(sample.lonely_ids)}); rule: {design.lonely_psu}"
        )
