"""What a file shows of who was asked, and how much stays unknown.

Shares only: no count of persons, no value, no row leaves this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from headload.measure.derive import derive
from headload.measure.harmonise import SurveyMap, harmonise, load_survey
from headload.measure.pipeline import Words, read_source, words_for, working_folder
from headload.measure.read import ReadRequest
from headload.measure.readiness.items import items_of
from headload.terms import harmonised_variables

# below this share of a status the answers are stray and nobody was asked
STRAY = 0.01


@dataclass(frozen=True)
class Observed:
    """What a file shows.

    Parameters
    ----------
    asked_of
        Statuses (`status_answered`) asked, for variables asked of some only.
    unknown
        Percent of the employed, weighted, of whom an item is not known.
    """

    asked_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unknown: Mapping[str, float] = field(default_factory=dict)


def observe(
    file: Path,
    survey: str,
    *,
    standard: str = "icls17",
    atlas: Path | None = None,
    reading: ReadRequest | None = None,
) -> Observed:
    """Read a file of the survey and see who was asked what.

    Raises
    ------
    BadInput
        When the file is wrong or does not fit the map.
    """
    import ibis

    loaded = load_survey(survey, atlas)
    words = words_for(standard, loaded.employment_standard)
    with working_folder() as folder:
        microdata = read_source(file, loaded, reading or ReadRequest(), folder)
        persons, _ = harmonise(microdata, loaded, ibis.duckdb.connect())
        rules = {item.rule.column: item.rule for item in items_of(words) if item.rule}
        rules |= {rule.column: rule for rule in words.rules.values()}
        table = derive(persons, list(rules.values())).table
        at_work = table.filter(table[words.rules["employed"].column]).cache()
        return Observed(_asked_of(at_work, loaded), _unknown(at_work, words))


def _asked_of(at_work: Any, survey: SurveyMap) -> dict[str, frozenset[str]]:
    jobs = [
        name
        for name in survey.variables
        if name in harmonised_variables()
        and harmonised_variables()[name].part == "main job"
        and name != "status_answered"
    ]
    known = {name: at_work[name].notnull().mean() for name in jobs}
    rows = (
        at_work.filter(at_work.status_answered.notnull())
        .group_by("status_answered")
        .aggregate(**known)
        .to_pyarrow()
        .to_pylist()
    )
    found = {}
    for name in jobs:
        asked = frozenset(r["status_answered"] for r in rows if r[name] > STRAY)
        if asked and len(asked) < len(rows):
            found[name] = asked
    return found


def _unknown(at_work: Any, words: Words) -> dict[str, float]:
    """Return the weighted percent not known, for yes/no rules and the sector."""
    columns = {}
    for item in items_of(words):
        if item.rule is None or item.among or item.section == "sub-groups":
            continue
        columns[item.id] = item.rule.column
    sums = {
        f"gone_{i}": at_work.weight.sum(where=at_work[column].isnull())
        for i, column in enumerate(columns.values())
    }
    row = at_work.aggregate(total=at_work.weight.sum(), **sums).to_pyarrow().to_pylist()
    total = row[0]["total"] or 1.0
    return {
        name: round(100 * (row[0][f"gone_{i}"] or 0.0) / total, 1)
        for i, name in enumerate(columns)
    }
