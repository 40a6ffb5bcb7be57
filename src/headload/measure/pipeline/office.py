"""Words that a survey cannot carry: the office's own variable, or nothing.

Some questionnaires ask an item after a filter, so that our rule would answer
wrongly, while the office derived the same concept with more knowledge. The map
says so (`[office.WORD]`), and the reason is printed with the figures.
"""

from dataclasses import replace

import ibis

from headload.measure.harmonise import SurveyMap
from headload.measure.pipeline.words import Words
from headload.standards.variable import Variable
from headload.terms import Persons

PREFIX = "office_"
NEEDED = {"age": "working_age", "sex": "women"}
BEHIND = {"sector_of_unit": ("sector_node",), "informal_job": ("job_node",)}
"""Nodes that decide a word; they fall with it."""


def with_office_words(
    persons: Persons, survey: SurveyMap, names: dict[str, str]
) -> tuple[Persons, dict[str, str], tuple[str, ...]]:
    """Let the office's variables stand in, and leave out what nothing gives.

    Parameters
    ----------
    persons
        Derived records with the national columns of the map.
    survey
        The map.
    names
        Column of each word of a plan.

    Returns
    -------
    tuple
        The records with a yes/no column a word, null where the office's code is
        neither; the columns by word; and the reasons, for the import report.
    """
    names = dict(names)
    columns = {}
    reasons = []
    for rule in survey.office:
        reasons.append(rule.why)
        if not rule.variable:
            names.pop(rule.word, None)
            continue
        code = persons.table[rule.variable]
        columns[PREFIX + rule.word] = ibis.cases(
            (code.isin(list(rule.yes)), True), (code.isin(list(rule.no)), False)
        )
        names[rule.word] = PREFIX + rule.word
    for variable, word in NEEDED.items():
        if not survey.maps([variable]):
            names.pop(word, None)
            reasons.append(f"The map gives no {variable}: {word} is left out")
    table = persons.table.mutate(**columns) if columns else persons.table
    return replace(persons, table=table), names, tuple(dict.fromkeys(reasons))


def counted_rules(words: Words, survey: SurveyMap) -> list[Variable]:
    """Return the rules whose decisions are counted: not those that do not hold."""
    fallen = {rule.word for rule in survey.office}
    fallen |= {node for word in fallen for node in BEHIND.get(word, ())}
    return [rule for word, rule in words.rules.items() if word not in fallen]
