"""The words of a tabulation plan for one survey and one edition of the standards.

A plan says `employed` and `informal_job`; here these become columns: the rule of
the edition asked for, under the concept of employment that the questionnaire has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from headload.errors import WrongUse
from headload.standards import groups, icls13, icls17, icls19, icse93, isic
from headload.standards.variable import Variable
from headload.terms import Persons, codelist

INFORMALITY = {"icls17": icls17}
EMPLOYMENT = {13: icls13, 19: icls19}
POPULATIONS = ("working_age", "women", "labour_force", "unemployed")
ASKED = ("sex", "urban", "city", "region", "education", "usual_hours", "actual_hours")


@dataclass(frozen=True)
class Words:
    """What a plan may say, and the rules behind it.

    Parameters
    ----------
    standard
        Edition of the standard on informality, such as ``icls17``.
    employment
        Edition of the concept of employment, such as ``icls19``.
    rules
        Rule of each word that a rule gives.
    """

    standard: str
    employment: str
    rules: Mapping[str, Variable]

    @property
    def published_standard(self) -> str:
        """Return both editions, as printed on every cell: ``icls17/icls19``."""
        return f"{self.standard}/{self.employment}"


def words_for(standard: str, employment_standard: int) -> Words:
    """Return the words under one edition of the standards.

    Parameters
    ----------
    standard
        ``icls17``.
    employment_standard
        13 or 19: the concept of employment of the questionnaire.

    Raises
    ------
    WrongUse
        When the edition is not shipped.
    """
    if standard not in INFORMALITY:
        raise WrongUse(
            f'The standard "{standard}" is not shipped',
            where="--standard",
            to_do=f"choose one of: {', '.join(INFORMALITY)}",
            code="HL-USE-03",
        )
    informality: ModuleType = INFORMALITY[standard]
    employment: ModuleType = EMPLOYMENT[employment_standard]
    rules: dict[str, Variable] = {
        "employed": employment.employed,
        "labour_force_status": employment.labour_force_status,
        "status_in_employment": icse93.status_in_employment,
        "informal_job": informality.informal_job,
        "sector_of_unit": informality.sector_of_unit,
        "sector_node": informality.sector_node,
        "job_node": informality.job_node,
        "branch_of_activity": isic.branch_of_activity,
        "agriculture": isic.agriculture,
    }
    for name in codelist("worker_group").codes:
        rules[name] = getattr(groups, name)
    return Words(standard, f"icls{employment_standard}", rules)


def with_populations(persons: Persons, words: Words) -> tuple[Persons, dict[str, str]]:
    """Add the populations that a plan counts; return the column of every word.

    Returns
    -------
    tuple
        The records with ``women``, ``labour_force`` and ``unemployed``; and the
        column by word. Words that nothing in the survey gives are left out.
    """
    status = persons.table[words.rules["labour_force_status"].column]
    table = persons.table.mutate(
        women=persons.table.sex == "F",
        labour_force=status.isin(["employed", "unemployed"]),
        unemployed=status == "unemployed",
    )
    names = {word: rule.column for word, rule in words.rules.items()}
    for word in not_identifiable(persons, words):
        del names[word]
    names |= {word: word for word in POPULATIONS}
    names |= {word: word for word in ASKED if word not in persons.not_asked}
    return replace(persons, table=table), names


def not_identifiable(persons: Persons, words: Words) -> list[str]:
    """Return the worker groups of which nobody is known and somebody may be one.

    A survey without the place of work cannot show home-based workers: the rule
    answers *unknown* wherever it matters, and nothing is published rather than a
    proxy or a false zero.
    """
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    groups_ = [name for name in codelist("worker_group").codes if name in words.rules]
    member = {name: employed[words.rules[name].column] for name in groups_}
    counts = employed.aggregate(
        **{f"members_{name}": member[name].sum() for name in groups_},
        **{f"unknown_{name}": member[name].isnull().sum() for name in groups_},
    )
    found: dict[str, int] = counts.to_pyarrow().to_pylist()[0]
    return [
        name
        for name in groups_
        if not found[f"members_{name}"] and found[f"unknown_{name}"]
    ]
