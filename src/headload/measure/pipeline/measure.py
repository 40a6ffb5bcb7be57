"""From files to a sealed release: the only module that knows all six rooms.

The microdata live in a private working folder that is gone when the work ends,
however it ends; the release appears at once, whole, or not at all.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from headload.errors import WrongUse
from headload.measure.derive import node_counts
from headload.measure.estimate import Plan, calibrated, estimate
from headload.measure.harmonise import SurveyMap, harmonise, refuse_unconfirmed
from headload.measure.harmonise.checks import (
    CheckOutcome,
    agreement_outcomes,
    check_outcome,
    with_check_columns,
)
from headload.measure.pipeline.earnings import low_pay_lines, with_low_pay
from headload.measure.pipeline.engines import open_engine
from headload.measure.pipeline.estimates import employed_weight, estimates_of
from headload.measure.pipeline.facts import Asked, release_facts
from headload.measure.pipeline.ledger import remembered, to_keep
from headload.measure.pipeline.lower_bounds import with_groups_as_seen
from headload.measure.pipeline.office import counted_rules, with_office_words
from headload.measure.pipeline.own_files import fingerprint, with_own_files
from headload.measure.pipeline.periods import (
    Part,
    of_period,
    overlaps,
    parts_of,
    pooled,
)
from headload.measure.pipeline.places import places_within
from headload.measure.pipeline.plan_of_checks import plan_of_checks
from headload.measure.pipeline.plan_source import plan_source, text_of
from headload.measure.pipeline.rehearsal import rehearse
from headload.measure.pipeline.seal import sealed
from headload.measure.pipeline.stack import ReadOne, read_stack
from headload.measure.pipeline.task import Measured, Task
from headload.measure.pipeline.value_added import COLUMN as VALUE_ADDED
from headload.measure.pipeline.value_added import (
    ValueAdded,
    load_value_added,
    with_value_added,
)
from headload.measure.pipeline.words import (
    Words,
    names_of,
    not_identifiable,
    with_rules,
    with_words_of,
    words_for,
    words_of_published_figures,
)
from headload.measure.pipeline.workspace import working_folder
from headload.measure.protect import load_policy
from headload.measure.publish import publish
from headload.measure.read import ReadRequest, read
from headload.measure.rooms import RoomProgress, silent
from headload.releases import InputFile
from headload.releases.atomic import need_writable
from headload.terms import Microdata, Persons


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
    parts = with_own_files(
        parts_of(task.survey, task.file, task.atlas),
        calibration=task.calibration,
        sampling_errors=task.sampling_errors,
    )
    surveys = [part.survey for part in parts]
    for survey in surveys:
        refuse_unconfirmed(survey)
    source = plan_source(task.plan)
    words = words_for(task.standard, surveys[0].employment_standard)
    words = with_words_of(words, text_of(source))
    policy = load_policy(task.policy)
    _refuse_unusable_target(task.out)
    accounts = _accounts(task, parts)
    task.engine_settings.check()
    rehearse(surveys, words, source)
    with (
        working_folder() as folder,
        open_engine(task.engine_settings, folder) as connection,
    ):
        persons, inputs, found = _harmonised(parts, task, folder, connection, progress)
        progress("derive", 0, None)
        persons, names = derived(persons, words, accounts)
        persons, names, said = with_office_words(persons, surveys, names)
        progress("estimate", 0, None)
        seen, bounds = with_groups_as_seen(persons, words, names)
        found += (*said, *overlaps(persons, parts), *bounds)
        estimates, plan = estimates_of(
            seen,
            parts,
            words,
            names,
            plan=source,
            open_choices=task.sensitivity,
            folder=folder,
            progress=progress,
        )
        outcomes = tuple(
            outcome
            for part in parts
            for outcome in _checked(of_period(persons, part), part, names)
        )
        nodes = node_counts(
            persons,
            counted_rules(words, surveys),
            among=words.rules["employed"],
        )
        workers = employed_weight(persons, words)
        within = places_within(persons)
        agreements = tuple(
            outcome
            for part in parts
            for outcome in agreement_outcomes(
                of_period(persons, part), part.survey, names
            )
        )
    progress("protect", 0, None)
    about = release_facts(
        parts,
        words,
        plan,
        inputs,
        nodes=nodes,
        workers=workers,
        within=within,
        asked=Asked(
            policy=policy.name,
            plan=fingerprint(source) if isinstance(source, Path) else "",
            shipped_plan="" if isinstance(source, Path) else str(task.plan or ""),
            sensitivity=task.sensitivity,
            calibration=fingerprint(task.calibration),
            sampling_errors=fingerprint(task.sampling_errors),
            value_added=fingerprint(task.value_added),
            accounts="" if accounts is None else accounts.note,
        ),
        warnings=(*found, *_left_out(plan, own=isinstance(source, Path))),
    )
    earlier = remembered(None if task.forget else task.out, task.earlier, inputs)
    release, kept = sealed(
        estimates, policy=policy, about=about, earlier=earlier, override=task.override
    )
    progress("publish", 0, None)
    proof = {
        "checks": [outcome.data() for outcome in outcomes],
        "agreements": [outcome.data() for outcome in agreements],
    }
    directory = publish(release, task.out, proof=proof, earlier=to_keep(kept))
    return Measured(release, directory, outcomes, agreements)


def _harmonised(
    parts: Sequence[Part],
    task: Task,
    folder: Path,
    connection: Any,
    progress: RoomProgress,
) -> tuple[Persons, tuple[InputFile, ...], tuple[str, ...]]:
    """Read and harmonise every file; return the records, inputs and warnings."""
    if sum(len(part.files) for part in parts) > 1:
        _refuse_facts_of_one_file(task.reading)
    harmonised: list[Persons] = []
    inputs: list[InputFile] = []
    warnings: list[str] = []
    for number, part in enumerate(parts):
        place, read_one = folder / f"rows-{number}", _reader(part.survey, task.reading)
        stack = read_stack(part.files, place, read_one, progress)
        progress("harmonise", 0, None)
        persons, found = harmonise(
            stack.microdata,
            part.survey,
            connection,
            drop_weight_le_0=task.drop_weight_le_0,
        )
        harmonised.append(calibrated(persons, part.survey.source_design.design))
        inputs.extend(stack.inputs)
        said = (*stack.microdata.warnings, *found)
        dated = f"{part.period}: " if len(parts) > 1 else ""
        warnings.extend(f"{dated}{sentence}" for sentence in said)
    return pooled(parts, harmonised), tuple(inputs), tuple(warnings)


def _reader(survey: SurveyMap, reading: ReadRequest) -> ReadOne:
    return lambda file, place, tell: read_source(file, survey, reading, place, tell)


def derived(
    persons: Persons, words: Words, accounts: ValueAdded | None = None
) -> tuple[Persons, dict[str, str]]:
    """Apply the rules, add the populations, and hold the result in the engine.

    Parameters
    ----------
    accounts
        Value added to share out by hours worked.

    Returns
    -------
    tuple
        The records, and the column of every word that they can show.
    """
    persons = with_rules(persons, words)
    persons = replace(persons, table=persons.table.cache())
    names = names_of(words, persons.not_asked)
    for word in not_identifiable(persons, words):
        del names[word]
    if "low_paid" in names:
        persons = with_low_pay(persons, low_pay_lines(persons, names["employed"]))
    if accounts is None:
        names.pop(VALUE_ADDED, None)
    elif VALUE_ADDED in names:
        persons = with_value_added(persons, accounts, names)
    return persons, names


def _checked(
    persons: Persons,
    part: Part,
    names: dict[str, str],
) -> tuple[CheckOutcome, ...]:
    """Estimate what the office published and compare, unrounded."""
    survey = part.survey
    published = words_of_published_figures(names)
    checked = with_check_columns(persons, survey, published)
    design = survey.source_design.design
    found = estimate(checked, plan_of_checks(survey.checks), design).estimates
    by_id = {cell.indicator: cell for cell in found}
    return tuple(check_outcome(check, by_id.get(check.id)) for check in survey.checks)


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


def _left_out(plan: Plan, *, own: bool) -> tuple[str, ...]:
    """Return what the plan lost; without accounts nobody misses value added.

    A plan of the user's own that asks for it is told.
    """
    missed = plan.left_out
    return missed if own else tuple(s for s in missed if not s.startswith(VALUE_ADDED))


def _accounts(task: Task, parts: Sequence[Part]) -> ValueAdded | None:
    if task.value_added is None:
        return None
    if len(parts) > 1:
        raise WrongUse(
            "The value added of one year cannot be shared out over several periods",
            where="--value-added, --period",
            to_do="measure one period at a time",
            code="HL-USE-10",
        )
    return load_value_added(task.value_added)


def _refuse_facts_of_one_file(reading: ReadRequest) -> None:
    if reading.expected_rows is not None or reading.expected_sha256 is not None:
        raise WrongUse(
            "Several files cannot have one number of rows or one checksum",
            where="--rows, --sha256",
            to_do="leave them out, or measure one file",
            code="HL-USE-06",
        )


def _refuse_unusable_target(out: Path) -> None:
    if out.exists() and not (out / "release.json").exists():
        raise WrongUse(
            "The directory exists and is not a release",
            where=str(out),
            to_do="name a new directory, or one that holds a release to replace",
            code="HL-USE-04",
        )
    need_writable(out)
