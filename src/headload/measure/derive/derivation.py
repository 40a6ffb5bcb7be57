"""Adding the columns of rules to harmonised records.

One `mutate` a layer: a rule is computed once and read by name after that, so
the SQL grows with the number of rules and not with the depth of their nesting.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

import ibis

from headload.errors import BadInput, WrongUse
from headload.measure.derive.plan import Plan, Source, plan_of
from headload.standards import Choice, Variable
from headload.terms import Persons

Constant = int | float | str | bool


def derive(persons: Persons, variables: Sequence[Variable]) -> Persons:
    """Return `persons` with the columns of `variables` and of all they need.

    Columns that were derived before are kept and not computed again.

    Parameters
    ----------
    persons
        Harmonised records, one row a person.
    variables
        Rules; each adds a column named by `Variable.column`: true, false or null
        for yes/no, a code as text otherwise.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-01`` and ``-02`` from the plan; ``-04`` when a national choice
        is not declared or has no such value; ``-05`` when a column already has the
        name of a rule.
    BadInput
        ``HL-DERIVE-03`` when the table lacks a harmonised column.
    """
    plan = plan_of(variables)
    _check_columns(persons, plan)
    constants = chosen(persons, plan)
    table, derived = persons.table, list(persons.derived)
    for layer in plan.layers:
        new = [rule for rule in layer if rule.column not in derived]
        if new:
            table = table.mutate(
                **{rule.column: _apply(rule, table, plan, constants) for rule in new},
            )
            derived += [rule.column for rule in new]
    return replace(persons, table=table, derived=tuple(derived))


def chosen(persons: Persons, plan: Plan) -> dict[str, Constant]:
    """Return the value of each national choice that `plan` takes.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-04`` when a choice is not declared or has no such value.
    """
    values: dict[str, Constant] = {}
    for choice in plan.choices():
        value = persons.constants.get(choice.name, choice.value)
        if value is None or value not in choice.allowed:
            raise _not_a_choice(persons, choice, declared=value is not None)
        values[choice.name] = value
    return values


def _apply(
    rule: Variable,
    table: Any,
    plan: Plan,
    constants: dict[str, Constant],
) -> Any:
    values = {
        name: _value(source, table, constants)
        for name, source in plan.sources[rule].items()
    }
    return rule(**values)


def _value(source: Source, table: Any, constants: dict[str, Constant]) -> Any:
    if isinstance(source, Choice):
        return ibis.literal(constants[source.name])
    return table[source.column if isinstance(source, Variable) else source.name]


def _check_columns(persons: Persons, plan: Plan) -> None:
    columns = tuple(persons.table.columns)
    missing = [name for name in plan.columns() if name not in columns]
    if missing:
        close = get_close_matches(missing[0], columns, n=3)
        raise BadInput(
            f"The table lacks {len(missing)} harmonised columns that the rules read",
            where=f"survey {persons.survey}: {', '.join(missing)}",
            to_do=(
                "harmonise the file first; a question that was not asked is a column "
                f"too; closest columns to the first: {', '.join(close) or 'none'}"
            ),
            code="HL-DERIVE-03",
        )
    taken = [
        rule.column
        for rule in plan.rules()
        if rule.column in columns and rule.column not in persons.derived
    ]
    if taken:
        raise WrongUse(
            f"The table already has {len(taken)} columns with names of rules",
            where=f"survey {persons.survey}: {', '.join(taken)}",
            to_do="rename these columns; the names of rules are reserved",
            code="HL-DERIVE-05",
        )


def _not_a_choice(persons: Persons, choice: Choice, *, declared: bool) -> WrongUse:
    allowed = ", ".join(str(value) for value in choice.allowed)
    what = "has a value without a meaning" if declared else "is not declared"
    return WrongUse(
        f"The national choice {choice.name} {what}",
        where=f"survey {persons.survey}, national.toml or map.toml",
        to_do=f"state one of: {allowed} ({choice.meaning})",
        code="HL-DERIVE-04",
    )
