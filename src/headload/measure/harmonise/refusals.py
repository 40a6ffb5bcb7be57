"""What a file must not contain: the checks that stop before any figure.

Numbers follow the list of bad inputs in the design (`reliability.md` 2.2); the
error code ends with the number. Messages hold counts, codes of code lists and
positions, never a respondent's weight, identifier or answer.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import ibis

from headload.errors import BadInput
from headload.measure.harmonise.expressions import Source, all_hold, weight_of
from headload.measure.harmonise.levels import level_problems
from headload.measure.harmonise.survey_map import SurveyMap, VariableMap
from headload.measure.harmonise.unsaid import unsaid_numbers
from headload.terms import Microdata

UNKNOWN_SHARE = 0.005
POPULATION_SHARE = 0.005
LARGEST_WEIGHT = 9e9


def refuse_unconfirmed(survey: SurveyMap) -> None:
    """Refuse a map in which a proposal or a to-do is left.

    Raises
    ------
    BadInput
        ``HL-MAP-21``, with the first of what is left.
    """
    left = survey.unconfirmed
    if left:
        raise BadInput(
            f"The map is not complete, {len(left)} left to confirm; first: {left[0]}",
            where=survey.id,
            to_do="list them with `headload surveys check`, and confirm each in "
            "the map; a proposal decides nothing",
            code="HL-MAP-21",
        )


def refuse_bad_weights(
    source: Source,
    survey: SurveyMap,
    microdata: Microdata,
    *,
    drop_weight_le_0: bool,
) -> tuple[Any, tuple[str, ...]]:
    """Check the weight column (cases 43, 46 and 47) and return the rows to use.

    Raises
    ------
    BadInput
        For infinite or absurd weights, for missing, zero or negative ones unless
        they may be dropped, and when the weighted total is off the published one.
    """
    column = survey.source_design.weight
    weight = weight_of(source, survey.source_design)
    facts = _one_row(
        source.table.aggregate(
            absurd=(weight.isinf() | (weight.abs() > LARGEST_WEIGHT)).sum(),
            unusable=(weight.isnull() | (weight <= 0)).sum(),
            rows=source.table.count(),
        ),
    )
    where = f'{survey.id}, weight column "{column}", {microdata.rows} rows'
    if facts["absurd"]:
        raise BadInput(
            f"{facts['absurd']} weights are infinite or larger than {LARGEST_WEIGHT:g}",
            where=where,
            to_do="ask the producer for a correct weight column",
            code="HL-HARM-43",
        )
    notes: tuple[str, ...] = ()
    rows = source.table
    if facts["unusable"]:
        if not drop_weight_le_0:
            raise BadInput(
                f"{facts['unusable']} weights are missing, zero or negative",
                where=where,
                to_do="correct the file, or pass --drop-weight-le-0 to leave them out",
                code="HL-HARM-46",
            )
        share = 100 * facts["unusable"] / facts["rows"]
        rows = rows.filter((weight > 0).fill_null(False))
        notes = (
            f"{facts['unusable']} records ({share:.2f} %) without a positive weight "
            "were left out",
        )
    _refuse_wrong_total(rows, survey, where)
    return rows, notes


def _refuse_wrong_total(rows: Any, survey: SurveyMap, where: str) -> None:
    expected = survey.source_design.population
    if expected is None:
        return
    total = _one_row(
        rows.aggregate(total=weight_of(Source(rows), survey.source_design).sum()),
    )["total"]
    off = abs(total / expected - 1) if total else 1.0
    if off > POPULATION_SHARE:
        raise BadInput(
            f"The weights add up to {total or 0:,.0f}, the office published "
            f"{expected:,.0f} ({100 * off:.1f} % off)",
            where=where,
            to_do="look for scaled weights, a quarter or stratum missing, or another "
            "vintage of the file; correct `population` in design.toml if it is wrong",
            code="HL-HARM-47",
        )


def refuse_bad_answers(
    source: Source,
    survey: SurveyMap,
    microdata: Microdata,
) -> tuple[str, ...]:
    """Check codes and identifiers (cases 34 to 37, 40, 48); return warnings.

    Raises
    ------
    BadInput
        For duplicate persons, codes outside the map above 0.5 %, and
        classification codes that are not at the declared level.
    """
    notes: list[str] = []
    for judge in code_problems(source, survey):
        notes += judge()
    refuse_duplicates(source, survey, microdata)
    notes += level_problems(source, survey)
    notes += unsaid_numbers(survey, microdata)
    return tuple(notes)


def code_problems(
    source: Source,
    survey: SurveyMap,
) -> list[Callable[[], list[str]]]:
    """Count codes and numbers outside the map in one pass; return the judgements.

    Each judgement returns warnings or raises `BadInput`.
    """
    plans = [
        question(source)
        for variable in survey.variables.values()
        for part in variable.with_parts()
        for question in _questions(part)
    ]
    if not plans:
        return []
    counts = _one_row(
        source.table.aggregate(
            **{f"bad_{i}": plan.bad for i, plan in enumerate(plans)},
            **{f"base_{i}": plan.base for i, plan in enumerate(plans)},
        ),
    )
    return [
        partial(plan.judge, source, int(counts[f"bad_{i}"] or 0), counts[f"base_{i}"])
        for i, plan in enumerate(plans)
    ]


class _CodesOutsideMap:
    """Case 37: how many answers have a code that the map does not list."""

    def __init__(self, source: Source, variable: VariableMap) -> None:
        self.variable = variable
        code = source.code(variable.columns[0])
        listed = [*variable.codes, *variable.not_stated]
        asked = code.notnull() & all_hold(source, variable.asked_of)
        self.outside = asked & ~code.isin(listed)
        for condition in variable.conditions:
            decided = all_hold(source, condition.tests).fill_null(False)
            self.outside = self.outside & ~decided
        self.code = code
        self.bad = self.outside.sum()
        self.base = asked.sum()

    def judge(self, source: Source, bad: int, base: int) -> list[str]:
        """Refuse above 0.5 %, else return a warning."""
        if not bad:
            return []
        place = f'{self.variable.name}, column "{self.variable.columns[0]}"'
        if bad <= UNKNOWN_SHARE * base:
            return [f"{place}: {bad} answers with codes outside the map set to unknown"]
        raise BadInput(
            f"{bad} of {base} answers have codes that the map does not list: "
            f"{_top_codes(source, self.code, self.outside)}",
            where=place,
            to_do="add the codes to the map, or list them under not_stated",
            code="HL-HARM-37",
        )


class _OutsideRange:
    """Case 45: implausible numbers are counted and set to unknown."""

    def __init__(self, source: Source, variable: VariableMap) -> None:
        self.variable = variable
        number = source.number(variable.columns[0])
        stated = number.notnull() & ~source.code(variable.columns[0]).isin(
            [*variable.not_stated, ""],
        )
        low, high = variable.range.low, variable.range.high  # type: ignore[union-attr]  # only built for variables with a range
        self.bad = (stated & ~number.between(low, high)).sum()
        self.base = stated.sum()

    def judge(self, source: Source, bad: int, base: int) -> list[str]:
        """Return a warning when there are any."""
        del source
        if not bad:
            return []
        place = f'{self.variable.name}, column "{self.variable.columns[0]}"'
        return [f"{place}: {bad} of {base} numbers outside the range set to unknown"]


def _questions(variable: VariableMap) -> list[Callable[[Source], Any]]:
    if len(variable.columns) != 1:
        return []
    found: list[Callable[[Source], Any]] = []
    if variable.codes:
        found.append(lambda source: _CodesOutsideMap(source, variable))
    if variable.range and not variable.conditions:
        found.append(lambda source: _OutsideRange(source, variable))
    return found


def _top_codes(source: Source, code: Any, outside: Any) -> str:
    counted = (
        source.table.filter(outside)
        .group_by(code=code)
        .aggregate(n=lambda rows: rows.count())
        .order_by([ibis.desc("n"), "code"])
        .limit(10)
        .to_pyarrow()
        .to_pylist()
    )
    return ", ".join(f'"{row["code"]}" ({row["n"]})' for row in counted)


def refuse_duplicates(
    source: Source,
    survey: SurveyMap,
    microdata: Microdata,
) -> None:
    """Refuse a file in which a person occurs twice (case 48).

    Raises
    ------
    BadInput
        With the number of persons and the first ten row numbers.
    """
    variable = survey.variables.get("person_id")
    if variable is None:
        return
    key = [source.code(column) for column in variable.columns]
    named = {f"key_{i}": part for i, part in enumerate(key)}
    grouped = source.table.select(**named).group_by(list(named))
    sizes = grouped.aggregate(n=lambda rows: rows.count())
    facts = _one_row(
        sizes.filter(sizes.n > 1).aggregate(
            persons=lambda rows: rows.count(),
            records=lambda rows: rows.n.sum(),
        ),
    )
    if facts["persons"]:
        rows = _rows_of_duplicates(source, named)
        raise BadInput(
            f"{facts['persons']} person ids occur more than once "
            f"({facts['records']} records; first rows {rows})",
            where=f"{survey.id}, columns {', '.join(variable.columns)}, "
            f"{microdata.rows} rows",
            to_do="remove the duplicates, or add the column that tells them apart "
            "to person_id in the map",
            code="HL-HARM-48",
        )


def _rows_of_duplicates(source: Source, named: dict[str, Any]) -> str:
    numbered = source.table.select(row=ibis.row_number() + 1, **named)
    window = ibis.window(group_by=list(named))
    doubled = numbered.mutate(n=numbered.row.count().over(window))
    first = doubled.filter(doubled.n > 1).order_by("row").limit(10)
    return ", ".join(str(row) for row in first.row.to_pyarrow().to_pylist())


def _one_row(table: Any) -> dict[str, Any]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows[0]
