"""Files that a user adds to a map's design: known totals, sampling errors.

Both belong to somebody else than the map: totals may be newer than the map, and an
office's table may not be ours to hand on. A release names their source and checksum.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from headload.errors import BadInput, WrongUse
from headload.measure.estimate import ErrorColumns, load_curves
from headload.measure.harmonise import SurveyMap
from headload.measure.harmonise.load_calibration import calibration_of
from headload.measure.pipeline.periods import Part
from headload.terms import Design, GeneralisedErrors


def with_own_files(
    parts: Sequence[Part],
    *,
    calibration: Path | None = None,
    sampling_errors: Path | None = None,
) -> tuple[Part, ...]:
    """Return the parts with the designs that the user's files make.

    Parameters
    ----------
    parts
        Periods with their maps.
    calibration
        TOML file with a section ``[calibration]`` as in `design.toml`, used instead
        of the map's own.
    sampling_errors
        The office's table (CSV) that the map describes under
        ``[generalised_variance]``.

    Raises
    ------
    WrongUse
        ``HL-USE-11`` for a table of sampling errors where the map describes none.
    BadInput
        ``HL-USE-12`` for a file that cannot be read; ``HL-MAP-17`` and
        ``HL-EST-67`` for one that does not fit.
    """
    found = tuple(parts)
    if calibration is not None:
        found = tuple(_calibrated(part, calibration) for part in found)
    if sampling_errors is not None:
        found = tuple(_generalised(part, sampling_errors) for part in found)
    return found


def fingerprint(file: Path | None) -> str:
    """Return the SHA-256 of a user's own file; empty without one."""
    return "" if file is None else sha256(file.read_bytes()).hexdigest()


def _calibrated(part: Part, file: Path) -> Part:
    survey = part.survey
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(file, error) from error
    calibration = calibration_of(
        data, file.name, survey.period, several=len(survey.periods) > 1
    )
    if calibration is None:
        raise _unreadable(file, "it has no section [calibration]")
    return _with_design(part, replace(_design(survey), calibration=calibration))


def _generalised(part: Part, file: Path) -> Part:
    survey = part.survey
    table = survey.source_design.error_table
    if table is None:
        raise WrongUse(
            "The map does not describe a table of sampling errors of this period",
            where=f"--sampling-errors, survey {survey.id}",
            to_do="leave the option out, or describe the table in design.toml under "
            "[generalised_variance]",
            code="HL-USE-11",
        )
    try:
        curves = load_curves(file, table.period, ErrorColumns(**table.columns))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from error
    if table.whole not in curves:
        raise _unreadable(file, f'it has no area "{table.whole}"')
    errors = GeneralisedErrors(
        whole=curves[table.whole],
        by_code={c: curves[a] for c, a in table.areas.items() if a in curves},
        source=table.source,
        column=table.column,
        without_curve=table.without_curve,
        between=table.between,
    )
    design = replace(_design(survey), generalised=errors)
    return _with_design(part, design, table.note)


def _design(survey: SurveyMap) -> Design:
    return survey.source_design.design


def _with_design(
    part: Part, design: Design, note: Mapping[str, str] | None = None
) -> Part:
    source = part.survey.source_design
    source = replace(source, design=design, note=note or source.note)
    return replace(part, survey=replace(part.survey, source_design=source))


def _unreadable(file: Path, why: object) -> BadInput:
    reason = why.strerror if isinstance(why, OSError) else why
    return BadInput(
        f"A file given with the design cannot be used: {reason}",
        where=file.name,
        to_do="check the path, and that it is text in UTF-8 as the explanation of "
        "weights shows",
        code="HL-USE-12",
    )
