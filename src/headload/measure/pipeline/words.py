"""The words of a tabulation plan for one survey and one edition of the standards.

A plan says `employed` and `informal_job`; here these become columns: the rule of
the edition asked for, under the concept of employment that the questionnaire has.
Words that name an edition (`informal_job_21`) mean the same in every release; the
rules behind them are derived when a plan uses them.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from headload.errors import WrongUse
from headload.measure.derive import derive, in_any_job
from headload.measure.derive.second_job import ANY
from headload.measure.pipeline.earnings import EARNINGS, with_hourly_earnings
from headload.measure.pipeline.value_added import COLUMN as VALUE_ADDED
from headload.measure.pipeline.value_added import without_value_added
from headload.standards import (
    briefs,
    editions,
    groups,
    icls13,
    icls15,
    icls17,
    icls19,
    icls21,
    icse18,
    icse93,
    isic,
)
from headload.standards.variable import Variable
from headload.terms import Persons, codelist, harmonised_variables

INFORMALITY = {"icls17": icls17, "icls21": icls21}
UNDEFINED = {"icls17": "S12", "icls21": "U11"}
UNCONFIRMED = {
    "icls21": "The rules of the 21st ICLS are to be confirmed against its text"
}
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
SECOND_JOB = "has_second_job"
OF_AN_EDITION: Mapping[str, Variable] = {
    "employed_13": icls13.employed,
    "employed_19": icls19.employed,
    "informal_sector_15": icls15.employed_in_informal_sector,
    "informal_sector_17": icls17.employed_in_informal_sector,
    "informal_sector_21": icls21.employed_in_informal_sector,
    "informal_job_17": icls17.informal_job,
    "informal_job_21": icls21.informal_job,
    "informality_17_21": editions.informality_17_21,
    "reason_17_21": editions.reason_17_21,
    "sector_17_21": editions.sector_17_21,
    "sector_reason_17_21": editions.sector_reason_17_21,
    "sector_by_substitute": icls21.sector_by_substitute,
    "status_at_work": icse18.status_at_work,
    "status_group": icse18.status_group,
    "type_of_authority": icse18.type_of_authority,
    "type_of_economic_risk": icse18.type_of_economic_risk,
    "dependence_not_asked": icse18.dependence_not_asked,
}
DEFINITIONS: Mapping[str, Variable] = {
    "domestic_by_industry": groups.domestic_by_industry,
    "domestic_worker_wide": groups.domestic_worker_wide,
    "home_based_worker_in_agriculture": groups.home_based_worker_in_agriculture,
    "home_based_teleworker": groups.home_based_teleworker,
    "garment_worker_wide": groups.garment_worker_wide,
    "transport_worker_upper_bound": groups.transport_worker_upper_bound,
    "waste_worker_upper_bound": groups.waste_worker_upper_bound,
}
"""Narrower and wider readings of worker groups, to show how much they move."""
PUBLISHED: Mapping[str, Variable] = {
    "informal_job": icls17.informal_job,
    "sector_of_unit": icls17.sector_of_unit,
}
"""Words of published figures: offices have published by the 17th ICLS so far."""


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
    further
        Words that only some plans use, with their rules: those that name an
        edition, other definitions of groups, and the exclusive worker groups.
    in_any_job
        Worker groups that the plan counts by the main or the second job, as
        ``street_vendor_any``.
    """

    standard: str
    employment: str
    rules: Mapping[str, Variable]
    further: Mapping[str, Variable] = field(default_factory=dict)
    in_any_job: tuple[str, ...] = ()

    @property
    def published_standard(self) -> str:
        """Return both editions, as printed on every cell: ``icls17/icls19``."""
        return f"{self.standard}/{self.employment}"

    @property
    def undefined_node(self) -> str:
        """Return the node at which the sector of a unit stays undefined."""
        return UNDEFINED[self.standard]

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a release with words of an unconfirmed edition has to say."""
        editions_ = (self.standard, *self.further)
        return tuple(
            note
            for edition, note in UNCONFIRMED.items()
            if any(word.endswith(edition[-2:]) for word in editions_)
        )

    @property
    def every(self) -> Mapping[str, Variable]:
        """Return the rule of each word, those of some plans included."""
        return {**self.rules, **self.further}

    @property
    def any_job(self) -> Mapping[str, str]:
        """Return the column of each group by the main or the second job."""
        return {
            f"{name}{ANY}": f"{self.rules[name].column}{ANY}"
            for name in self.in_any_job
        }

    @property
    def derived(self) -> tuple[Variable, ...]:
        """Return every rule to derive, those of published figures included."""
        return (*self.every.values(), *PUBLISHED.values())

    def codelists(self) -> dict[str, dict[str, Mapping[str, str]]]:
        """Return the labels of lists that this edition has of its own."""
        codes = self.rules["sector_of_unit"].codes
        if codes is None or codes.name == "sector_of_unit":
            return {}
        labels = {code: entry.labels for code, entry in codes.codes.items()}
        return {"sector_of_unit": dict(labels)}


def words_for(standard: str, employment_standard: int) -> Words:
    """Return the words under one edition of the standards.

    Parameters
    ----------
    standard
        ``icls17`` or ``icls21``.
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


def with_words_of(words: Words, plan: str) -> Words:
    """Add the words that the text of a plan uses and that few plans do."""
    used = set(re.findall(r"\w+", plan))
    exclusive: ModuleType = INFORMALITY[words.standard]
    offered = {
        **OF_AN_EDITION,
        **DEFINITIONS,
        "worker_group_exclusive": exclusive.worker_group_exclusive,
    }
    return replace(
        words,
        further={word: rule for word, rule in offered.items() if word in used},
        in_any_job=tuple(
            name for name in codelist("worker_group").codes if f"{name}{ANY}" in used
        ),
    )


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
        word: rule.column for word, rule in words.every.items() if word not in lacking
    }
    if SECOND_JOB not in not_asked:
        names |= words.any_job
    given = (*harmonised_variables(), *EARNINGS)
    hidden = {*not_asked, *NOT_FOR_PLANS}
    if "monthly_earnings" in hidden or hidden >= {"usual_hours", "actual_hours"}:
        hidden |= set(EARNINGS)
    return {
        **names,
        **{word: word for word in POPULATIONS},
        **{word: word for word in given if word not in hidden},
        **({} if "actual_hours" in hidden else {VALUE_ADDED: VALUE_ADDED}),
    }


def with_rules(persons: Persons, words: Words) -> Persons:
    """Apply the rules, and add the populations and amounts that a plan counts.

    Nothing is computed yet.

    Returns
    -------
    Persons
        With a column a rule, and with ``women``, ``labour_force``, ``unemployed``,
        ``hourly_earnings`` and an empty ``value_added``.
    """
    persons = derive(persons, words.derived)
    persons = in_any_job(persons, [words.rules[name] for name in words.in_any_job])
    status = persons.table[words.rules["labour_force_status"].column]
    table = persons.table.mutate(
        women=persons.table.sex == "F",
        labour_force=status.isin(["employed", "unemployed"]),
        unemployed=status == "unemployed",
    )
    return without_value_added(with_hourly_earnings(replace(persons, table=table)))


def not_identifiable(persons: Persons, words: Words) -> list[str]:
    """Return the worker groups and types that the records cannot show.

    A group of which nobody is known and somebody may be a member: a survey without
    the place of work cannot show home-based workers, and nothing is published
    rather than a proxy or a false zero. A yes/no word of which the same is true,
    such as employment by the other ICLS where the destination of farm produce was
    not asked. A type that is unknown for more than a twentieth of the group:
    shares of the rest would speak for all.
    """
    of_jobs = {
        name: words.rules[name].column for name in codelist("worker_group").codes
    }
    further = {
        word: rule.column for word, rule in words.further.items() if rule.codes is None
    }
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    return [
        *_nobody_known(employed, {**of_jobs, **words.any_job}),
        *_nobody_known(persons.table, further),
        *_types_untold(employed, words),
    ]


def words_of_published_figures(names: Mapping[str, str]) -> dict[str, str]:
    """Return the column by word for figures that offices have published."""
    return {**names, **{word: rule.column for word, rule in PUBLISHED.items()}}


def _nobody_known(table: Any, columns: Mapping[str, str]) -> list[str]:
    if not columns:
        return []
    member = {name: table[column] for name, column in columns.items()}
    counts = table.aggregate(
        **{f"members_{name}": column.sum() for name, column in member.items()},
        **{f"unknown_{name}": column.isnull().sum() for name, column in member.items()},
    )
    found: dict[str, int] = counts.to_pyarrow().to_pylist()[0]
    return [
        name
        for name in columns
        if not found[f"members_{name}"] and found[f"unknown_{name}"]
    ]


def _types_untold(employed: Any, words: Words) -> list[str]:
    column = {name: rule.column for name, rule in words.rules.items()}
    member = {group: employed[column[group]] for group in TYPES.values()}
    untold = {
        name: member[group] & employed[column[name]].isnull()
        for name, group in TYPES.items()
    }
    counts = employed.aggregate(
        **{f"members_{group}": column.sum() for group, column in member.items()},
        **{f"untold_{name}": column.sum() for name, column in untold.items()},
    )
    found: dict[str, int] = counts.to_pyarrow().to_pylist()[0]
    return [
        name
        for name, group in TYPES.items()
        if (found[f"untold_{name}"] or 0)
        > LARGEST_UNKNOWN_TYPE * (found[f"members_{group}"] or 0)
    ]
