"""Why one record has a value: every rule that was evaluated, with its source.

A trace holds a respondent's answers. It belongs inside the secure room: print it,
do not log it, never publish it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from headload.errors import WrongUse
from headload.measure.derive.derivation import Constant, chosen, derive
from headload.measure.derive.plan import Plan, Source, plan_of
from headload.standards import Choice, Variable
from headload.terms import Citation, Persons

Answer = str | int | float | bool | None


@dataclass(frozen=True)
class Step:
    """One rule at work on one record.

    Parameters
    ----------
    variable
        The rule.
    inputs
        Values of its inputs by name; None is not known.
    value
        Its result.
    cite
        Its sources.
    """

    variable: Variable
    inputs: Mapping[str, Answer]
    value: Answer
    cite: tuple[Citation, ...]


@dataclass(frozen=True)
class Trace:
    """The steps to one value, in order of evaluation; the last is the answer."""

    variable: Variable
    steps: tuple[Step, ...]

    def __iter__(self) -> Iterator[Step]:
        """Yield the steps in order of evaluation."""
        return iter(self.steps)

    @property
    def value(self) -> Answer:
        """Value of the variable that was asked about."""
        return self.steps[-1].value

    def text(self) -> str:
        """Return the trace as plain text, a step a paragraph."""
        return "\n\n".join(
            f"{number}. {_step_text(step)}"
            for number, step in enumerate(self.steps, start=1)
        )


def why(persons: Persons, variable: Variable, *, row: Mapping[str, str | int]) -> Trace:
    """Explain the value of `variable` for one record.

    Parameters
    ----------
    persons
        Harmonised records, derived or not.
    variable
        The rule to explain.
    row
        Columns and values that name exactly one record, such as ``person_id``.

    Raises
    ------
    WrongUse
        ``HL-DERIVE-06`` when a column of `row` does not exist; ``HL-DERIVE-07``
        when not exactly one record matches.
    """
    plan = plan_of([variable])
    record = _record(derive(_only(persons, row), [variable]), plan)
    constants = chosen(persons, plan)
    steps = [
        Step(
            variable=rule,
            inputs={
                name: _given(source, record, constants)
                for name, source in plan.sources[rule].items()
            },
            value=record[rule.column],
            cite=rule.cite,
        )
        for rule in plan.rules()
    ]
    return Trace(variable=variable, steps=tuple(steps))


def _only(persons: Persons, row: Mapping[str, str | int]) -> Persons:
    columns = tuple(persons.table.columns)
    strange = [name for name in row if name not in columns]
    if strange or not row:
        close = get_close_matches(strange[0], columns, n=3) if strange else []
        raise WrongUse(
            "A record is named by columns of the table",
            where=f"row: {', '.join(strange) or 'no column given'}",
            to_do=f"use person_id; closest columns: {', '.join(close) or 'none'}",
            code="HL-DERIVE-06",
        )
    conditions = [persons.table[name] == value for name, value in row.items()]
    return replace(persons, table=persons.table.filter(conditions))


def _record(persons: Persons, plan: Plan) -> Mapping[str, Answer]:
    names = [*plan.columns(), *(rule.column for rule in plan.rules())]
    found = persons.table.select(names).limit(2).to_pyarrow().to_pylist()
    if len(found) != 1:
        raise WrongUse(
            "Exactly one record is explained at a time",
            where=f"row: {'no record' if not found else 'several records'} match",
            to_do="name the record by person_id, with household_id where needed",
            code="HL-DERIVE-07",
        )
    record: Mapping[str, Answer] = found[0]
    return record


def _given(
    source: Source,
    record: Mapping[str, Answer],
    constants: Mapping[str, Constant],
) -> Answer:
    if isinstance(source, Choice):
        return constants[source.name]
    return record[source.column if isinstance(source, Variable) else source.name]


def _step_text(step: Step) -> str:
    rule = step.variable
    given = [f"   {name}: {_shown(value)}" for name, value in step.inputs.items()]
    sources = [f"   source: {citation}" for citation in step.cite]
    title = f"{rule.label} [{rule.standard}.{rule.name}]: {_shown(step.value)}"
    return "\n".join([title, *given, *sources])


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not known" if value is None else str(value)
