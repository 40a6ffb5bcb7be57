"""Rules applied to the second job, for workers who are in a group by either job.

Vending and waste picking are often a second activity. The rules stay as they are:
for a moment the answers on the second job stand in the columns of the main one.
What a survey asks of the main job only is *not asked* of the second.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ibis

from headload.measure.derive.derivation import derive
from headload.measure.derive.plan import plan_of
from headload.standards import Variable
from headload.terms import (
    NOT_ASKED,
    HarmonisedVariable,
    Persons,
    harmonised_variables,
)

SECOND = "second_job_"
ANY = "_any"
_PUT_ASIDE = "main__"


def in_any_job(persons: Persons, rules: Sequence[Variable]) -> Persons:
    """Add ``<column>_any`` for each yes/no rule: true by the main or the second job.

    Parameters
    ----------
    persons
        Records on which `rules` were derived for the main job.
    rules
        Yes/no rules on jobs, such as ``groups.street_vendor``.

    Returns
    -------
    Persons
        With a column a rule. A worker without a second job is judged by the main
        one; unknown where the main job is no and the second is not known.
    """
    if not rules:
        return persons
    second = _of_second_job(persons, rules)
    has_second = second.has_second_job
    answers = {
        f"{rule.column}{ANY}": second[rule.column]
        | ibis.cases(
            (has_second == "no", False),
            (has_second == "yes", second[f"{SECOND}{rule.column}"]),
        )
        for rule in rules
    }
    table = second.mutate(**answers).drop(
        *[f"{SECOND}{rule.column}" for rule in rules],
    )
    return replace(persons, table=table, derived=(*persons.derived, *answers))


def _of_second_job(persons: Persons, rules: Sequence[Variable]) -> Any:
    """Return the table with each rule decided on the second job, beside the main."""
    every = harmonised_variables()
    asked = [every[name] for name in plan_of(rules).columns()]
    swapped = [each for each in asked if _is_of_main_job(each)]
    aside = [*(each.name for each in swapped), *persons.derived]
    table = persons.table.rename({f"{_PUT_ASIDE}{name}": name for name in aside})
    table = table.mutate(**{each.name: _answer(table, each) for each in swapped})
    found = derive(replace(persons, table=table, derived=()), rules)
    kept = {rule.column for rule in rules}
    passing = [name for name in found.derived if name not in kept]
    table = found.table.drop(*passing, *[each.name for each in swapped])
    table = table.rename({f"{SECOND}{name}": name for name in kept})
    return table.rename({name: f"{_PUT_ASIDE}{name}" for name in aside})


def _is_of_main_job(variable: HarmonisedVariable) -> bool:
    # the roster names the main job of a live-in domestic employee
    return variable.part == "main job" or variable.name == "relationship_to_head"


def _answer(table: Any, variable: HarmonisedVariable) -> Any:
    second = f"{SECOND}{variable.name}"
    if second in table.columns:
        return table[second]
    if variable.codes is not None and NOT_ASKED in variable.codes:
        return ibis.literal(NOT_ASKED)
    kind = table[f"{_PUT_ASIDE}{variable.name}"].type()
    return ibis.null().cast(kind)
