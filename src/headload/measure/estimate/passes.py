"""The two looks: at the records once, at their sums by PSU again.

The first look counts and keeps the sums that carry variance; only then are the
figures known, around which the second look measures the spread between PSUs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headload.terms import Design, DesignStatus

from .calibration.fit import FitScan
from .calibration.residuals import ResidualScan
from .chunk import Chunk
from .distribution import Distribution
from .facts import Facts
from .groups import Units, grouped
from .layout import layout_of
from .parts import Parts
from .records import chunks
from .replication import ReplicateScan
from .sample import Sample, SampleScan, refuse_alone
from .solving import Solved
from .spool import Part, Spool
from .stages import Stage, later_stages
from .sums import Mask, Sum
from .tabulation import Tabulation
from .tally import Counts, Presence, Tally
from .units import WEIGHT_UNITS
from .variance import LonelyRule, VarianceScan, base_psus
from .wanted import Wanted

WORTH_TAKING = 0.7  # share of records above which leaving the others out costs more

Numbers = NDArray[np.float64]


Progress = Callable[[int, int], None]


def unseen(done: int, expected: int) -> None:
    """Report no progress."""
    del done, expected


@dataclass(frozen=True)
class FirstLook:
    """What the pass over the microdata found.

    Parameters
    ----------
    sample
        The design of the whole sample.
    weight
        Sum of all weights.
    counts, distributions
        By tabulation; distributions where quantiles are asked, else None.
    replicates
        Sums under replicate weights, where the design has them.
    fit
        Sums by code of the margins, where weights meet known totals.
    labels
        Codes by column.
    """

    sample: Sample
    weight: float
    counts: tuple[Counts, ...]
    distributions: tuple[list[Distribution] | None, ...]
    replicates: ReplicateScan | None
    fit: FitScan | None
    labels: Mapping[str, tuple[str, ...]]


def first_look(
    table: Any,
    wanted: Wanted,
    facts: Facts,
    compiled: Sequence[Tabulation],
    design: Design,
    *,
    spool: Spool,
    sort: bool = False,
    progress: Progress = unseen,
) -> FirstLook:
    """Pass over the microdata once.

    Parameters
    ----------
    table
        Ibis table of persons.
    wanted, facts, compiled, design
        What to bring, what is known of it, what is asked, and the design.
    spool
        Takes what the second look needs.
    sort
        Let the engine sort the records first.
    progress
        Told how many records were read, and of how many.

    Raises
    ------
    NotInOrderError
        When they are not in order and `sort` is False.
    """
    scan = SampleScan(design, facts.fpc_are_shares)
    tallies = [Tally(one) for one in compiled]
    replicated = wanted.design.replicates
    replicates = ReplicateScan(compiled, len(replicated)) if replicated else None
    fit = _fit(compiled, wanted, facts, design)
    weight = 0
    at_units = [one.at_units for one in compiled]
    at_cells = [one.at_cells for one in compiled]
    read = 0
    for chunk in chunks(table, wanted, facts, sort=sort):
        strata = scan.add(chunk)
        weight += int(chunk.values["weight"].sum())
        read += chunk.records
        progress(read, facts.records)
        stages, units = _stages(chunk, design, facts)
        counted, masks = _counted(chunk, at_units)
        records = units.only(counted)
        chosen = chunk.only(counted)
        kept = []
        for groups, served in grouped(chosen, records, compiled, at_units, masks):
            for i in served:
                layout = layout_of(groups, compiled[i], groups.psu, strata.of_psu)
                tallies[i].add(groups, layout, strata)
            slim = groups.slim(*_carried([compiled[i] for i in served]))
            kept.append((slim, tuple(served)))
        if replicates is None:
            codes = None if fit is None else fit.units(chunk, units)
            spool.add(Part(strata, stages, tuple(kept), codes))
        else:
            replicates.add(chosen, masks)
        if fit is not None:
            fit.add(chosen, masks)
        counted, masks = _counted(chunk, at_cells)
        chosen, records = chunk.only(counted), Units.together(len(counted))
        for groups, served in grouped(chosen, records, compiled, at_cells, masks):
            for i in served:
                tallies[i].add_cells(groups)
        for tally in tallies:
            tally.look_for_cells(chunk)
    return FirstLook(
        sample=scan.sample(),
        weight=weight / WEIGHT_UNITS,
        counts=tuple(tally.counts() for tally in tallies),
        distributions=tuple(
            None if t.distributions is None else t.distributions.distributions()
            for t in tallies
        ),
        replicates=replicates,
        fit=fit,
        labels=facts.labels,
    )


def _fit(
    compiled: Sequence[Tabulation], wanted: Wanted, facts: Facts, design: Design
) -> FitScan | None:
    how = design.calibration
    if how is None or how.method is None or not wanted.design.margins:
        return None
    margins = {column: len(facts.labels[column]) for column in wanted.design.margins}
    return FitScan(compiled, margins, how.method)


def _counted(
    chunk: Chunk, parts: Sequence[Parts]
) -> tuple[NDArray[np.int64], dict[Mask, NDArray[np.bool_]]]:
    """Return the records that some sum counts, and among those each mask."""
    wanted = dict.fromkeys(one.mask for some in parts for one in some.sums)
    masks = {mask: chunk.answers.where(mask) for mask in wanted}
    some = np.logical_or.reduce(list(masks.values())) if masks else np.zeros(0, bool)
    counted = np.flatnonzero(some)
    if len(counted) > WORTH_TAKING * len(chunk.psu):
        return np.arange(len(chunk.psu)), masks
    return counted, {mask: holds[counted] for mask, holds in masks.items()}


def variances(
    compiled: Sequence[Tabulation],
    found: Sequence[Solved],
    seen: FirstLook,
    rule: LonelyRule,
    spool: Spool,
) -> list[Numbers]:
    """Return the variance of every target by tabulation, (cells, targets)."""
    if seen.fit is not None:
        return _looked_at(_residuals(compiled, found, seen, rule, seen.fit), spool)
    present: Sequence[Presence | None] = [None] * len(compiled)
    if rule.looks_at_others and (seen.sample.lonely.any() or rule.in_domains):
        present = _presence(compiled, seen.sample, rule, spool)
    scans = [
        VarianceScan(one, figures, seen.sample, rule, presence)
        for one, figures, presence in zip(compiled, found, present, strict=True)
    ]
    return _looked_at(scans, spool)


def _residuals(
    compiled: Sequence[Tabulation],
    found: Sequence[Solved],
    seen: FirstLook,
    rule: LonelyRule,
    fit: FitScan,
) -> list[ResidualScan]:
    return [
        ResidualScan(
            one,
            found[i],
            fit.effects(i, found[i]),
            sample=seen.sample,
            rule=rule,
            most_units=fit.most_units,
        )
        for i, one in enumerate(compiled)
    ]


def _looked_at(
    scans: Sequence[VarianceScan | ResidualScan], spool: Spool
) -> list[Numbers]:
    for part in spool:
        for groups, served in part.groups:
            for i in served:
                scans[i].add(groups, part)
    return [scan.variance() for scan in scans]


def _presence(
    compiled: Sequence[Tabulation], sample: Sample, rule: LonelyRule, spool: Spool
) -> list[Presence]:
    present = [Presence(one, sample, in_domains=rule.in_domains) for one in compiled]
    for part in spool:
        for groups, served in part.groups:
            for i in served:
                layout = layout_of(groups, compiled[i], groups.psu, part.strata.of_psu)
                psus = base_psus(groups, layout, compiled[i])
                present[i].add(psus, layout, part.strata)
    return present


def _carried(served: Sequence[Tabulation]) -> tuple[list[Sum], list[str]]:
    """Return the sums and the code columns that the second look needs."""
    sums = [one for some in served for one in some.second_look]
    columns = [column for some in served for column in some.columns]
    return list(dict.fromkeys(sums)), list(dict.fromkeys(columns))


def _stages(
    chunk: Chunk, design: Design, facts: Facts
) -> tuple[tuple[Stage, ...], Units]:
    replicated = design.status is DesignStatus.REPLICATES
    if not design.later_stages or replicated:
        return (), Units(chunk.psu, np.arange(len(chunk.psus)))
    stages, unit = later_stages(
        chunk.psu,
        chunk.units,
        chunk.fpc[1:],
        design.fpc[1:],
        facts.fpc_are_shares[1:],
    )
    if design.lonely_psu == "fail":
        refuse_alone(stages)
    psu = np.arange(len(stages[-1].parent))
    for stage in reversed(stages):
        psu = stage.parent[psu]
    return stages, Units(unit, psu)
