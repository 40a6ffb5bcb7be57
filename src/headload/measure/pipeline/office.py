"""Words that a survey cannot carry: the office's own variable, or nothing.

Some questionnaires ask an item after a filter, so that our rule would answer
wrongly, while the office derived the same concept with more knowledge. The map
says so (`[office.WORD]`), and the reason is printed with the figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import ibis

from headload.measure.harmonise import SurveyMap
from headload.measure.pipeline.words import Words
from headload.standards.variable import Variable
from headload.terms import Persons

PREFIX = "office_"
BANDS = "briefs"  # groupings for tables, not decisions
NEEDED = {"age": "working_age", "sex": "women"}
WITH_IT = {
    "sector_of_unit": (
        *("sector_node", "informal_sector_15", "informal_sector_17"),
        *("informal_sector_21", "sector_17_21", "sector_reason_17_21"),
        "sector_by_substitute",
    ),
    "informal_job": (
        *("job_node", "informality", "informal_job_17", "informal_job_21"),
        *("informality_17_21", "reason_17_21"),
    ),
}
"""Words that rest on the same answers as a word; they fall with it."""


def with_office_words(
    persons: Persons, surveys: Sequence[SurveyMap], names: dict[str, str]
) -> tuple[Persons, dict[str, str], tuple[str, ...]]:
    """Let the office's variables stand in, and leave out what nothing gives.

    Parameters
    ----------
    persons
        Derived records with the national columns of the map.
    surveys
        The map of each period; a word falls where that of one period says so.
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
    for rule in dict.fromkeys(rule for survey in surveys for rule in survey.office):
        reasons.append(rule.why)
        for word in with_those_that_rest_on_it([rule.word]):
            names.pop(word, None)
        if not rule.variable or any(rule not in each.office for each in surveys):
            continue
        code = persons.table[rule.variable]
        columns[PREFIX + rule.word] = ibis.cases(
            (code.isin(list(rule.yes)), True), (code.isin(list(rule.no)), False)
        )
        names[rule.word] = PREFIX + rule.word
    for variable, word in NEEDED.items():
        if not all(survey.maps([variable]) for survey in surveys):
            names.pop(word, None)
            reasons.append(f"The map gives no {variable}: {word} is left out")
    table = persons.table.mutate(**columns) if columns else persons.table
    return replace(persons, table=table), names, tuple(dict.fromkeys(reasons))


def with_those_that_rest_on_it(words: Iterable[str]) -> set[str]:
    """Return words with all that rest on the same answers."""
    return {other for word in words for other in (word, *WITH_IT.get(word, ()))}


def counted_rules(words: Words, surveys: Sequence[SurveyMap]) -> list[Variable]:
    """Return the rules whose decisions are counted: not those that do not hold."""
    fallen = with_those_that_rest_on_it(
        rule.word for survey in surveys for rule in survey.office
    )
    return [
        rule
        for word, rule in words.every.items()
        if word not in fallen and rule.standard != BANDS
    ]
