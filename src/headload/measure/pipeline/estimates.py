"""The estimate room's turn: the plan for these records, and its figures.

The maps say which words a plan may use; the records say which of them they can
show. What is unknown for too many workers is left out, and the release says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from headload.measure.derive import millionths
from headload.measure.estimate import Plan
from headload.measure.harmonise import SurveyMap
from headload.measure.pipeline.edition_notes import edition_notes
from headload.measure.pipeline.known import (
    LARGEST_UNKNOWN_SHARE,
    said_of,
    too_little_known,
)
from headload.measure.pipeline.office import with_those_that_rest_on_it
from headload.measure.pipeline.periods import Part, estimated
from headload.measure.pipeline.rehearsal import resolved
from headload.measure.pipeline.sensitivity import sensitivity, with_figures
from headload.measure.pipeline.words import Words
from headload.measure.rooms import RoomProgress
from headload.terms import EstimateSet, Persons


def estimates_of(
    persons: Persons,
    parts: Sequence[Part],
    words: Words,
    names: dict[str, str],
    *,
    plan: Path | str,
    open_choices: bool,
    folder: Path,
    progress: RoomProgress,
) -> tuple[EstimateSet, Plan]:
    """Estimate a plan, and the headline under other choices where asked.

    Parameters
    ----------
    persons, parts
        Records with the rules derived, and the periods they are of.
    words, names
        The words of the plan, and the columns of those that the records show.
    plan
        Path or text of the plan.
    open_choices
        Add the headline under each choice that the standards leave open.
    folder
        Private folder for the sums of large files.
    progress
        Told the period and the records done.

    Returns
    -------
    tuple
        The figures, and the plan without what the survey cannot give.
    """
    surveys = [part.survey for part in parts]
    share = undefined_share(persons, words) if "sector_of_unit" in names else 0.0
    unknown = too_little_known(persons, words, names)
    unseen = with_those_that_rest_on_it(unknown)
    if share >= LARGEST_UNKNOWN_SHARE:
        unseen.add("sector_of_unit")
    seen = {word: column for word, column in names.items() if word not in unseen}
    known = resolved(surveys, words).shown(seen)
    resolved_plan = known.plan(plan)
    notes = (
        *_notes(surveys),
        *edition_notes(persons, words),
        *_said_of_sector(share, words.undefined_node),
        *said_of(unknown),
    )
    figures = estimated(
        persons, resolved_plan, parts, notes=notes, folder=folder, progress=progress
    )
    if not open_choices:
        return figures, resolved_plan
    headline = [words.rules["informal_job"], words.rules["sector_of_unit"]]
    more, tables = sensitivity(
        persons, headline, parts, known, folder=folder, progress=progress
    )
    return (
        with_figures(figures, more),
        replace(resolved_plan, tables=resolved_plan.tables + tables),
    )


def undefined_share(persons: Persons, words: Words) -> float:
    """Return the weighted share of the employed whose sector is undefined."""
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    node = employed[words.rules["sector_node"].column]
    undefined = _weight(employed.filter(node == words.undefined_node))
    return undefined / employed_weight(persons, words)


def employed_weight(persons: Persons, words: Words) -> float:
    """Return the weighted number of employed persons; 1 when there are none."""
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    return _weight(employed) or 1.0


def _weight(table: Any) -> float:
    """Return the sum of weights, the same on every engine."""
    return (millionths(table.weight).sum().to_pyarrow().as_py() or 0) / 1e6


def _said_of_sector(share: float, node: str) -> tuple[str, ...]:
    if share >= LARGEST_UNKNOWN_SHARE:
        return (
            f"The sector of the unit is undefined for {100 * share:.1f} % of the "
            f"employed (node {node}); tables by sector are not published",
        )
    if share:
        return (
            f"The sector of the unit is undefined for {100 * share:.2f} % of the "
            f"employed (node {node}); they are left out of figures by sector and "
            "counted",
        )
    return ()


def _notes(surveys: Sequence[SurveyMap]) -> tuple[str, ...]:
    drafts = [each.period for each in surveys if each.status != "verified"]
    if not drafts:
        return ()
    of_which = "this period" if len(surveys) == 1 else ", ".join(drafts)
    return (
        "The survey map is a draft: it has not met published totals of " + of_which,
    )
