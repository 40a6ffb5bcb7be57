"""Everything that can be refused before a file is opened.

A survey map says which columns will come out of any file, and of which type. So a
plan can be held against an empty table of that shape: unknown words, codes and
dimensions, columns of the wrong type and plans of a monstrous size are refused in
a second, not after an hour of reading.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis

from headload.errors import WrongUse
from headload.measure.estimate import (
    Plan,
    check_columns,
    load_plan,
)
from headload.measure.harmonise import SurveyMap, harmonised_schema
from headload.measure.pipeline.codes import codes_given
from headload.measure.pipeline.earnings import with_low_pay
from headload.measure.pipeline.periods import TIME
from headload.measure.pipeline.words import Words, names_of, with_rules
from headload.releases.facts import sdmx_period
from headload.terms import Persons


@dataclass(frozen=True)
class Resolved:
    """What a plan is resolved with: one survey, one edition of the standards.

    Parameters
    ----------
    names
        Column by word.
    codes
        Codes that the survey can give, by word.
    absent
        Words that the records turned out not to show.
    """

    names: Mapping[str, str]
    codes: Mapping[str, Collection[str]]
    absent: frozenset[str] = frozenset()

    def shown(self, names: Mapping[str, str]) -> "Resolved":
        """Return the same with the words that the records show, in their columns."""
        kept = {
            word: names.get(word, column)
            for word, column in self.names.items()
            if word in names or word == TIME
        }
        return Resolved(kept, self.codes, self.absent | (set(self.names) - set(kept)))

    def plan(self, source: Path | str) -> Plan:
        """Return a plan, given the path of its file or its text."""
        return load_plan(source, names=self.names, absent=self.absent, codes=self.codes)


def resolved(surveys: Sequence[SurveyMap], words: Words) -> Resolved:
    """Return what the maps alone say of the words of a plan.

    With several periods a word is what all of them give, and ``time_period`` is one.
    """
    names = names_of(words, not_asked_of(surveys))
    given = [codes_given(survey) for survey in surveys]
    codes = {
        word: tuple(code for code in codes if all(code in g[word] for g in given))
        for word, codes in given[0].items()
        if all(word in g for g in given)
    }
    if len(surveys) > 1:
        names[TIME] = TIME
        codes[TIME] = tuple(sdmx_period(survey.period) for survey in surveys)
    return Resolved(names, codes)


def not_asked_of(surveys: Sequence[SurveyMap]) -> frozenset[str]:
    """Return the harmonised variables that one period at least does not give."""
    return frozenset[str]().union(*(survey.not_given() for survey in surveys))


def rehearse(surveys: Sequence[SurveyMap], words: Words, source: Path | str) -> Plan:
    """Hold a plan against the map of a survey, without any data.

    Parameters
    ----------
    surveys
        The map of each period, in order of time.
    words
        With those that the plan uses.
    source
        Path or text of the plan.

    Returns
    -------
    Plan
        Without what the survey cannot give. Groups that only the records can tell
        (a market trader, where no answer is a market) are still in it.

    Raises
    ------
    WrongUse
        ``HL-EST-01`` to ``HL-EST-11``, as `load_plan` and `estimate` would.
    """
    plan = resolved(surveys, words).plan(source)
    schema = {**harmonised_schema(surveys[0]), TIME: "string"}
    persons = Persons(
        survey=surveys[0].id,
        table=ibis.table(schema, name="persons"),
        constants=surveys[0].constants(),
        not_asked=not_asked_of(surveys),
    )
    persons = with_rules(persons, words)
    table = with_low_pay(persons, {"": 0.0}).table
    check_columns(table, plan)
    for name, column in plan.dimensions.items():
        if not table[column].type().is_string():
            raise WrongUse(
                f'The dimension "{name}" is not a column of codes',
                where=f"the dimensions, column {column}",
                to_do="name a word with codes, such as age_band instead of age",
                code="HL-EST-11",
            )
    return plan
