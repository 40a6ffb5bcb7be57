"""Turn a file as read into one row a person in the house's words.

The whole translation is one lazy expression: nothing is computed until the
estimate room asks. What could make a number wrong (an unmapped code, a weight
of zero, a person twice) is looked for first, in `inspect_answers`.
"""

from typing import Any

import ibis

from headload.measure.harmonise.expressions import (
    Source,
    all_hold,
    exact,
    first_that_holds,
    identifier,
    joined,
    kept,
    recoded,
    weight_of,
    within,
)
from headload.measure.harmonise.refusals import (
    refuse_bad_answers,
    refuse_bad_weights,
    refuse_unconfirmed,
)
from headload.measure.harmonise.survey_map import (
    SourceDesign,
    SurveyMap,
    VariableMap,
)
from headload.terms import (
    NOT_ASKED,
    DesignStatus,
    HarmonisedVariable,
    Microdata,
    Persons,
    harmonised_variables,
)

# methods.md section 1, the ILO's conversion of pay to months
MONTHLY = {
    "day": 365 / 12,
    "week": 52 / 12,
    "fortnight": 26 / 12,
    "month": 1.0,
    "quarter": 1 / 3,
    "half_year": 1 / 6,
    "year": 1 / 12,
}
IBIS_TYPES = {
    "text": "string",
    "code": "string",
    "classification": "string",
    "integer": "int64",
    "number": "float64",
}


def harmonise(
    microdata: Microdata,
    survey: SurveyMap,
    connection: Any,
    *,
    drop_weight_le_0: bool = False,
) -> tuple[Persons, tuple[str, ...]]:
    """Translate a file into harmonised records.

    Parameters
    ----------
    microdata
        As handed over by the read room.
    survey
        The map.
    connection
        An Ibis backend, such as ``ibis.duckdb.connect()``.
    drop_weight_le_0
        Leave out records whose weight is missing, zero or negative, and say how
        many and what share; without it such a file is refused.

    Returns
    -------
    tuple
        The records (lazy), with every column of the harmonised list, every
        national column and ``working_age``; and warnings for the import report.

    Raises
    ------
    BadInput
        For what `reliability.md` 2.2 lists under codes and design; ``HL-MAP-21``
        for a map with proposals that nobody confirmed.
    """
    refuse_unconfirmed(survey)
    table = kept(connection.read_parquet(str(microdata.parquet)), survey.keep)
    source = Source(table)
    rows, notes = refuse_bad_weights(
        source,
        survey,
        microdata,
        drop_weight_le_0=drop_weight_le_0,
    )
    source = Source(rows)
    notes += refuse_bad_answers(source, survey, microdata)
    persons = rows.select(**_columns(source, survey))
    working = persons.age >= survey.working_age
    return (
        Persons(
            survey=survey.id,
            table=persons.mutate(working_age=working),
            constants=survey.constants(),
            not_asked=survey.not_given(),
        ),
        notes,
    )


def harmonised_schema(survey: SurveyMap) -> dict[str, str]:
    """Return the type of each column that `harmonise` gives, known from the map.

    Columns of the design beyond weight, stratum and PSU are not among them.
    """
    national = (name for name in survey.variables if name.startswith("national_"))
    return {
        **{
            name: IBIS_TYPES[word.kind] for name, word in harmonised_variables().items()
        },
        **dict.fromkeys(national, "string"),
        "working_age": "boolean",
    }


def _columns(source: Source, survey: SurveyMap) -> dict[str, Any]:
    columns = {
        name: _column(source, word, survey.variables.get(name))
        for name, word in harmonised_variables().items()
    }
    columns |= _design_columns(source, survey)
    for name, variable in survey.variables.items():
        if name.startswith("national_"):
            columns[name] = expression(source, variable, "code")
    return columns


def _column(
    source: Source,
    word: HarmonisedVariable,
    variable: VariableMap | None,
) -> Any:
    kind = IBIS_TYPES[word.kind]
    if variable is not None:
        return expression(source, variable, word.kind).cast(kind)
    if word.codes and NOT_ASKED in word.codes:
        return ibis.literal(NOT_ASKED)
    return ibis.null().cast(kind)


def _design_columns(source: Source, survey: SurveyMap) -> dict[str, Any]:
    design = survey.source_design
    columns = {"weight": weight_of(source, design)}
    for role, parts in (("stratum", design.stratum), ("psu", design.psu)):
        if parts:
            columns[role] = joined(source, parts)
    columns |= _further_design(source, design)
    if design.nest:
        columns["psu"] = columns["stratum"] + ibis.literal("|") + columns["psu"]
    cluster = design.design.cluster
    alone = design.design.status is DesignStatus.WEIGHTS_ONLY or (
        design.design.status is DesignStatus.REPLICATES and cluster == "person_id"
    )
    if alone and not survey.maps([cluster]):
        columns["person_id"] = ibis.row_number().cast("string")
    return columns


def _further_design(source: Source, design: SourceDesign) -> dict[str, Any]:
    """Return replicate weights, corrections and units of later stages."""
    declared = design.design
    weights = declared.replicates.columns if declared.replicates else ()
    numbers = [
        *zip(weights, design.replicates, strict=True),
        *zip(declared.fpc, design.fpc, strict=True),
    ]
    units = zip(declared.later_stages, design.later_stages, strict=True)
    return {
        **{name: source.number(column).cast("float64") for name, column in numbers},
        **{name: identifier(source.raw(column)) for name, column in units},
    }


def expression(source: Source, variable: VariableMap, kind: str) -> Any:
    """Return the expression of one mapped variable.

    Outside its universe and for answers not stated it is null.
    """
    if variable.parts:
        value = ibis.coalesce(*[expression(source, p, kind) for p in variable.parts])
    elif len(variable.columns) > 1:
        value = _joined(source, variable.columns)
    elif variable.columns:
        value = _answer(source, variable, kind)
    else:
        value = ibis.literal(variable.otherwise)
    if variable.conditions:
        value = first_that_holds(source, variable.conditions, value)
    if variable.asked_of:
        value = ibis.cases((all_hold(source, variable.asked_of), value))
    return value


def _joined(source: Source, columns: tuple[str, ...]) -> Any:
    """Join codes with a bar; unknown when one part is."""
    value = source.code(columns[0])
    for column in columns[1:]:
        value = value + ibis.literal("|") + source.code(column)
    return value


def _answer(source: Source, variable: VariableMap, kind: str) -> Any:
    column = variable.columns[0]
    code = source.code(column)
    stated = code
    if variable.not_stated:
        stated = ibis.cases((~code.isin(list(variable.not_stated)), code))
    if variable.codes:
        return recoded(stated, variable.codes)
    if variable.digits is not None:
        return classified(stated, variable)
    if kind in ("integer", "number"):
        number = ibis.cases((stated.notnull(), source.number(column)))
        if variable.range:
            number = ibis.cases((within(number, variable.range), number))
        return _in_unit(source, number, variable)
    return stated


def _in_unit(source: Source, number: Any, variable: VariableMap) -> Any:
    """Return the number in the harmonised unit; unknown where its period is."""
    for column in variable.times:
        number = number * source.number(column)
    for column in variable.less:
        rest = number - source.number(column)
        number = ibis.cases((rest >= 0, rest))
    if variable.paid_per:
        paid = source.code(variable.paid_per)
        number = number * ibis.cases(
            *(
                (paid == code, exact(MONTHLY[period]))
                for code, period in variable.periods_of_pay.items()
            )
        )
    return number * exact(variable.scale) if variable.scale != 1.0 else number


def classified(code: Any, variable: VariableMap) -> Any:
    """Return classification codes at the declared level, then crosswalked.

    A crosswalk is looked up by the longest leading digits it lists.
    """
    padded = code.lpad(variable.digits, "0")
    if variable.pad == "even":
        odd = code.length() % 2 == 1
        padded = ibis.cases((odd, ibis.literal("0") + code), else_=code)
    if variable.keep is not None:
        padded = padded.substr(0, variable.keep)
    if not variable.crosswalk:
        return padded
    lengths = sorted({len(old) for old in variable.crosswalk}, reverse=True)
    found = [
        recoded(
            padded.substr(0, length),
            {
                old: new
                for old, new in variable.crosswalk.items()
                if len(old) == length and new
            },
        )
        for length in lengths
        if any(len(old) == length and new for old, new in variable.crosswalk.items())
    ]
    return ibis.coalesce(*found)
