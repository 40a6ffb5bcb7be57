"""From files to a sealed release: the only module that knows all six rooms.

The microdata live in a private working folder that is gone when the work ends,
however it ends; the release appears at once, whole, or not at all.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import ibis

from headload.errors import WrongUse
from headload.measure.derive import derive, node_counts
from headload.measure.estimate import Plan, estimate, load_plan, standard_plan
from headload.measure.harmonise import SurveyMap, harmonise, load_survey
from headload.measure.harmonise.checks import (
    AgreementOutcome,
    CheckOutcome,
    agreement_outcomes,
    check_outcome,
    with_check_columns,
)
from headload.measure.pipeline.facts import release_facts
from headload.measure.pipeline.office import counted_rules, with_office_words
from headload.measure.pipeline.plan_of_checks import plan_of_checks
from headload.measure.pipeline.words import Words, with_populations, words_for
from headload.measure.pipeline.workspace import working_folder
from headload.measure.protect import load_policy, protect
from headload.measure.publish import publish
from headload.measure.read import ReadRequest, read
from headload.measure.rooms import RoomProgress, silent
from headload.releases import Release
from headload.terms import EstimateSet, Microdata, Persons

LARGEST_UNDEFINED_SHARE = 0.05


@dataclass(frozen=True)
class Task:
    """One measurement, as asked for on the command line.

    Parameters
    ----------
    file
        The microdata file.
    survey
        Survey id, such as ``ecu/enemdu/2021q1``.
    out
        Directory of the release.
    standard
        Edition of the standard on informality.
    plan
        The user's own tabulation plan; None for the standard plan.
    policy
        Name of a shipped policy or path of the data owner's own.
    threads
        Threads of the engine; None lets it choose. Figures do not depend on it.
    memory
        Memory cap of the engine, such as ``2GB``; None for its default.
    atlas
        Another folder of survey maps.
    reading
        What the file does not say of itself (encoding, layout, rows ...).
    """

    file: Path
    survey: str
    out: Path
    standard: str = "icls17"
    plan: Path | None = None
    policy: str = "confidential"
    threads: int | None = None
    memory: str | None = None
    drop_weight_le_0: bool = False
    atlas: Path | None = None
    reading: ReadRequest = field(default_factory=ReadRequest)


@dataclass(frozen=True)
class Measured:
    """What a measurement gives back."""

    release: Release
    directory: Path
    checks: tuple[CheckOutcome, ...]
    agreements: tuple[AgreementOutcome, ...]


def measure_survey(task: Task, progress: RoomProgress = silent) -> Measured:
    """Let a survey walk through the six rooms.

    Parameters
    ----------
    task
        What to measure.
    progress
        Told about each room as it starts and as rows are read.

    Raises
    ------
    HeadloadError
        `WrongUse` before any work starts, `BadInput` for the file or the map,
        `RefusedByPolicy` when the policy forbids the release.
    """
    survey = load_survey(task.survey, task.atlas)
    words = words_for(task.standard, survey.employment_standard)
    policy = load_policy(task.policy)
    _refuse_unusable_target(task.out)
    with working_folder() as folder:
        microdata = read_source(task.file, survey, task.reading, folder, progress)
        connection = engine(task, folder)
        progress("harmonise", 0, None)
        persons, found = harmonise(
            microdata,
            survey,
            connection,
            drop_weight_le_0=task.drop_weight_le_0,
        )
        progress("derive", 0, None)
        persons, names = derived(persons, words)
        persons, names, said = with_office_words(persons, survey, names)
        progress("estimate", 0, None)
        estimates, plan = _estimated(persons, survey, words, names, task.plan)
        outcomes = _checked(persons, survey, names)
        nodes = node_counts(
            persons,
            counted_rules(words, survey),
            among=words.rules["employed"],
        )
        workers = employed_weight(persons, words)
        agreements = agreement_outcomes(persons, survey, names)
    progress("protect", 0, None)
    about = release_facts(
        survey,
        words,
        plan,
        microdata,
        nodes=nodes,
        workers=workers,
        policy=policy.name,
        warnings=(*microdata.warnings, *found, *said, *plan.left_out),
    )
    release = protect(estimates, policy=policy, about=about)
    progress("publish", 0, None)
    proof = {
        "checks": [outcome.data() for outcome in outcomes],
        "agreements": [outcome.data() for outcome in agreements],
    }
    directory = publish(release, task.out, proof=proof)
    return Measured(release, directory, outcomes, agreements)


def derived(persons: Persons, words: Words) -> tuple[Persons, dict[str, str]]:
    """Apply the rules, add the populations, and hold the result in the engine."""
    persons = derive(persons, list(words.rules.values()))
    persons = replace(persons, table=persons.table.cache())
    return with_populations(persons, words)


def _estimated(
    persons: Persons,
    survey: SurveyMap,
    words: Words,
    names: dict[str, str],
    own_plan: Path | None,
) -> tuple[EstimateSet, Plan]:
    notes = _notes(survey)
    share = undefined_share(persons, words) if "sector_of_unit" in names else 0.0
    if share >= LARGEST_UNDEFINED_SHARE:
        names.pop("sector_of_unit")
        notes += (
            f"The sector of the unit is undefined for {100 * share:.1f} % of the "
            "employed (node S12); tables by sector are not published",
        )
    elif share:
        notes += (
            f"The sector of the unit is undefined for {100 * share:.2f} % of the "
            "employed (node S12); they are left out of figures by sector and counted",
        )
    if names.get("informal_job") == words.rules["informal_job"].column:
        unknown = unknown_share(persons, words, "informal_job")
        if unknown >= LARGEST_UNDEFINED_SHARE:
            names.pop("informal_job")
            notes += (
                f"Whether the job is informal is unknown for {100 * unknown:.1f} % of "
                "the employed; informal employment is not published",
            )
    plan = load_plan(own_plan, names=names) if own_plan else standard_plan(names=names)
    design = survey.source_design.design
    return estimate(persons, plan, design, notes=notes), plan


def _checked(
    persons: Persons,
    survey: SurveyMap,
    names: dict[str, str],
) -> tuple[CheckOutcome, ...]:
    """Estimate what the office published and compare, unrounded."""
    checked = with_check_columns(persons, survey, names)
    design = survey.source_design.design
    found = estimate(checked, plan_of_checks(survey.checks), design).estimates
    by_id = {cell.indicator: cell for cell in found}
    return tuple(check_outcome(check, by_id.get(check.id)) for check in survey.checks)


def undefined_share(persons: Persons, words: Words) -> float:
    """Return the weighted share of the employed whose sector is undefined (S12)."""
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    node = employed[words.rules["sector_node"].column]
    undefined = employed.weight.sum(where=node == "S12")
    weight = float(undefined.to_pyarrow().as_py() or 0.0)
    return weight / employed_weight(persons, words)


def unknown_share(persons: Persons, words: Words, word: str) -> float:
    """Return the weighted share of the employed of whom a rule cannot tell."""
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    untold = employed[words.rules[word].column].isnull()
    weight = float(employed.weight.sum(where=untold).to_pyarrow().as_py() or 0.0)
    return weight / employed_weight(persons, words)


def employed_weight(persons: Persons, words: Words) -> float:
    """Return the weighted number of employed persons; 1 when there are none."""
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    return float(employed.weight.sum().to_pyarrow().as_py() or 1.0)


def _notes(survey: SurveyMap) -> tuple[str, ...]:
    if survey.status == "verified":
        return ()
    return (
        "The survey map is a draft: it has not met published totals of this period",
    )


def read_source(
    file: Path,
    survey: SurveyMap,
    reading: ReadRequest,
    folder: Path,
    progress: RoomProgress = silent,
    *,
    whole: bool = False,
) -> Microdata:
    """Read the columns that a map needs; all of them when `whole`."""
    progress("read", 0, None)
    request = replace(
        reading,
        columns=None if whole else survey.source_columns(),
        column_case=survey.file.column_case,
        encoding=reading.encoding or survey.file.encoding,
        separator=reading.separator or survey.file.separator,
        decimal=survey.file.decimal if reading.decimal == "." else reading.decimal,
    )
    return read(
        file,
        workspace=folder,
        request=request,
        progress=lambda done, expected: progress("read", done, expected),
    )


def engine(task: Task, folder: Path) -> Any:
    """Return the engine: DuckDB in memory, spilling into the working folder."""
    settings: dict[str, Any] = {"temp_directory": str(folder / "spill")}
    if task.threads:
        settings["threads"] = task.threads
    if task.memory:
        settings["memory_limit"] = task.memory
    return ibis.duckdb.connect(**settings)


def _refuse_unusable_target(out: Path) -> None:
    if out.exists() and not (out / "release.json").exists():
        raise WrongUse(
            "The directory exists and is not a release",
            where=str(out),
            to_do="name a new directory, or one that holds a release to replace",
            code="HL-USE-04",
        )
