"""`headload surveys check`: a map held against a file, every finding at once.

`harmonise` stops at the first thing that would make a number wrong; this goes on
and lists them all, so a map can be completed in one sitting.
"""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.expressions import Source, kept
from headload.measure.harmonise.levels import level_problems
from headload.measure.harmonise.refusals import (
    code_problems,
    refuse_bad_weights,
    refuse_duplicates,
)
from headload.measure.harmonise.survey_map import SurveyMap
from headload.terms import Microdata


@dataclass(frozen=True)
class MapReport:
    """What was found when a map met a file; empty lists mean a clean fit."""

    survey: str
    missing_columns: tuple[str, ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]
    not_given: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Tell whether the map can be used with the file."""
        return not self.missing_columns and not self.problems


def check_against_file(
    microdata: Microdata,
    survey: SurveyMap,
    connection: Any,
) -> MapReport:
    """List missing columns, codes outside the map and impossible values.

    Parameters
    ----------
    microdata
        The whole file, read with all its columns.
    survey
        The map.
    connection
        An Ibis backend.
    """
    present = [column.name for column in microdata.columns]
    missing = tuple(missing_columns(survey, present))
    if missing:
        return MapReport(survey.id, missing, (), (), survey.silent)
    source = Source(
        kept(connection.read_parquet(str(microdata.parquet)), survey.keep),
    )
    problems: list[str] = []
    warnings: list[str] = []
    for findings in _checks(source, survey, microdata):
        try:
            warnings.extend(findings())
        except BadInput as refusal:
            problems.append(str(refusal))
    return MapReport(
        survey.id,
        missing,
        tuple(problems),
        tuple(warnings),
        survey.silent,
    )


def missing_columns(survey: SurveyMap, present: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each column of the map that the file lacks."""
    any_case = survey.file.column_case == "any"
    known = {name.lower() if any_case else name for name in present}
    for column in survey.source_columns():
        if (column.lower() if any_case else column) in known:
            continue
        close = difflib.get_close_matches(column, present, n=3, cutoff=0.4)
        hint = f"; closest: {', '.join(close)}" if close else ""
        used = [
            name
            for name, variable in survey.variables.items()
            if column in variable.source_columns()
        ]
        users = ", ".join(used) or "the design"
        yield f'column "{column}" (for {users}) is not in the file{hint}'


def _checks(
    source: Source,
    survey: SurveyMap,
    microdata: Microdata,
) -> list[Callable[[], Sequence[str]]]:
    def weights() -> Sequence[str]:
        return refuse_bad_weights(source, survey, microdata, drop_weight_le_0=False)[1]

    def persons() -> Sequence[str]:
        refuse_duplicates(source, survey, microdata)
        return ()

    def levels() -> Sequence[str]:
        return level_problems(source, survey)

    return [weights, persons, *code_problems(source, survey), levels]
