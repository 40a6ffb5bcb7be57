"""The words of a tabulation plan for one survey and one edition of the standards.

A plan says `employed` and `informal_job`; here these become columns: the rule of
the edition asked for, under the concept of employment that the questionnaire has.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from headload.errors import WrongUse
from headload.measure.pipeline.earnings import EARNINGS, with_hourly_earnings
from headload.standards import briefs, groups, icls13, icls17, icls19, icse93, isic
from headload.standards.variable import Variable
from headload.terms import Persons, codelist, harmonised_variables

INFORMALITY = {"icls17": icls17}
EMPLOYMENT = {13: icls13, 19: icls19}
POPULATIONS = ("working_age", "women", "labour_force", "unemployed")
NOT_FOR_PLANS = ("person_id", "household_id", "weight", "stratum", "psu")
TYPES = {
    "domestic_worker_residence": "domestic_worker",
    "home_based_worker_type": "home_based_worker",
    "waste_picker_place": "waste_picker",
}
"""Worker group whose members a type tells apart."""
LARGEST_UNKNOWN_TYPE = 0.05
NEEDS = {
    "usual_hours_band": ("usual_hours",),
    "actual_hours_band": ("actual_hours",),
    "place_group": ("place_of_work",),
    "has_pension": ("pension_coverage",),
    "has_health_insurance": ("health_coverage",),
    "has_pension_or_health_insurance": ("pension_coverage", "health_coverage"),
    "employer_contributes": ("employer_pays_social_insurance",),
}
"""Questions without which the rule of a word has nothing to say."""


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
        "informality": informality.informality,
        "age_band": briefs.age_band,
        **{name: getattr(briefs, name) for name in NEEDS},
    }
    for name in (*codelist("worker_group").codes, *TYPES):
        rules[name] = getattr(groups, name)
    return Words(standard, f"icls{employment_standard}", rules)


def names_of(words: Words, not_asked: Collection[str]) -> dict[str, str]:
    """Return the column of every word that a survey may give, by its questions.

    Parameters
    ----------
    not_asked
        Harmonised variables that the questionnaire does not have.
    """
    lacking = {
        word
        for word, asked in NEEDS.items()
        if any(name in not_asked for name in asked)
    }
    names = {
        word: rule.column for word, rule in words.rules.items() if word not in lacking
    }
    given = (*harmonised_variables(), *EARNINGS)
    hidden = {*not_asked, *NOT_FOR_PLANS}
    if "monthly_earnings" in hidden or hidden >= {"usual_hours", "actual_hours"}:
        hidden |= set(EARNINGS)
    return {
        **names,
        **{word: word for word in POPULATIONS},
        **{word: word for word in given if word not in hidden},
    }


def with_populations(persons: Persons, words: Words) -> Persons:
    """Add the populations and amounts that a plan counts, before any is computed.

    Returns
    -------
    Persons
        With ``women``, ``labour_force``, ``unemployed`` and ``hourly_earnings``.
    """
    status = persons.table[words.rules["labour_force_status"].column]
    table = persons.table.mutate(
        women=persons.table.sex == "F",
        labour_force=status.isin(["employed", "unemployed"]),
        unemployed=status == "unemployed",
    )
    return with_hourly_earnings(replace(persons, table=table))


def not_identifiable(persons: Persons, words: Words) -> list[str]:
    """Return the worker groups and types that the records cannot show.

    A group of which nobody is known and somebody may be a member: a survey without
    the place of work cannot show home-based workers, and nothing is published
    rather than a proxy or a false zero. A type that is unknown for more than a
    twentieth of the group: shares of the rest would speak for all.
    """
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    groups_ = [name for name in codelist("worker_group").codes if name in words.rules]
    member = {name: employed[words.rules[name].column] for name in groups_}
    untold = {
        name: member[group] & employed[words.rules[name].column].isnull()
        for name, group in TYPES.items()
    }
    counts = employed.aggregate(
        **{f"members_{name}": member[name].sum() for name in groups_},
        **{f"unknown_{name}": member[name].isnull().sum() for name in groups_},
        **{f"untold_{name}": untold[name].sum() for name in TYPES},
    )
    found: dict[str, int] = counts.to_pyarrow().to_pylist()[0]
    return [
        *(
            name
            for name in groups_
            if not found[f"members_{name}"] and found[f"unknown_{name}"]
        ),
        *(
            name
            for name, group in TYPES.items()
            if (found[f"untold_{name}"] or 0)
            > LARGEST_UNKNOWN_TYPE * (found[f"members_{group}"] or 0)
        ),
    ]
