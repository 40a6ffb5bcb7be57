"""How the headline moves with the choices that the standards leave open.

Each choice with alternatives (`choices.toml`) is changed alone, the rules that
depend on it are derived again, and the headline is estimated again. The figures
are ordinary estimates with an indicator of their own, such as
``informal-employment-rate-if-size-cut-10``, so that they are protected like any
other and a reader sees the range beside the figure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headload.measure.derive import derive, plan_of
from headload.measure.estimate import Measure, Plan, TableSpec
from headload.measure.pipeline.periods import Part, estimated
from headload.measure.pipeline.plan_source import shipped_plan
from headload.measure.pipeline.rehearsal import Resolved
from headload.measure.rooms import RoomProgress
from headload.standards import Choice, Variable, rules
from headload.standards.choices import Value
from headload.terms import EstimateSet, Persons

PLAN = "sensitivity"
TABLE = "T24"


@dataclass(frozen=True)
class Alternative:
    """One choice with another value than the survey's own."""

    choice: Choice
    value: Value

    @property
    def suffix(self) -> str:
        """Return the end of the indicators, such as ``if-size-cut-10``."""
        words = f"if {self.choice.name} {self.value}"
        return re.sub(r"[^a-z0-9]+", "-", words.lower())

    @property
    def labels(self) -> Mapping[str, str]:
        """Return what is assumed, by language."""
        return self.choice.alternatives[self.value]


def alternatives(
    persons: Persons,
    headline: Sequence[Variable],
) -> tuple[Alternative, ...]:
    """Return the other values of every open choice that `headline` takes."""
    return tuple(
        Alternative(choice, value)
        for choice in plan_of(headline).choices()
        for value in choice.alternatives
        if value != persons.constants.get(choice.name, choice.value)
    )


def sensitivity(
    persons: Persons,
    headline: Sequence[Variable],
    parts: Sequence[Part],
    known: Resolved,
    *,
    folder: Path,
    progress: RoomProgress,
) -> tuple[tuple[EstimateSet, ...], tuple[TableSpec, ...]]:
    """Estimate the headline once for each alternative.

    Parameters
    ----------
    persons
        Records with all rules derived under the survey's own choices.
    headline
        Rules whose open choices are tried.
    parts
        The periods, with their designs.
    known
        The words that the records show; figures of others are left out.
    folder, progress
        As for `estimated`.

    Returns
    -------
    tuple
        The figures of each alternative and the tables they fill; none when no
        choice is open.
    """
    found: list[EstimateSet] = []
    tables: list[TableSpec] = []
    plan = known.plan(shipped_plan(PLAN))
    for alternative in alternatives(persons, headline):
        supposed = Plan(tuple(_renamed(plan, alternative)), plan.dimensions)
        found.append(
            estimated(
                under(persons, alternative),
                supposed,
                parts,
                notes=(),
                folder=folder,
                progress=progress,
            )
        )
        tables += supposed.tables
    return tuple(found), tuple(tables)


def under(persons: Persons, alternative: Alternative) -> Persons:
    """Return the records with the rules that depend on a choice derived again."""
    name = alternative.choice.name
    by_column = {rule.column: rule for rule in rules().values()}
    affected = [
        by_column[column]
        for column in persons.derived
        if column in by_column and _takes(by_column[column], name)
    ]
    columns = [rule.column for rule in affected]
    supposed = replace(
        persons,
        table=persons.table.drop(*columns),
        constants={**persons.constants, name: alternative.value},
        derived=tuple(each for each in persons.derived if each not in columns),
    )
    return derive(supposed, affected)


def with_figures(figures: EstimateSet, more: Sequence[EstimateSet]) -> EstimateSet:
    """Add the estimates of all `more` to those of `figures`."""
    added = (cell for each in more for cell in each.estimates)
    return replace(figures, estimates=(*figures.estimates, *added))


def _takes(rule: Variable, name: str) -> bool:
    return any(choice.name == name for choice in plan_of([rule]).choices())


def _renamed(plan: Plan, alternative: Alternative) -> Iterator[TableSpec]:
    for table in plan.tables:
        yield replace(
            table,
            id=f"{TABLE}-{alternative.suffix.removeprefix('if-')}",
            title=_supposing(table.title, alternative),
            measures=tuple(_measure(each, alternative) for each in table.measures),
        )


def _measure(measure: Measure, alternative: Alternative) -> Measure:
    return replace(
        measure,
        indicator=f"{measure.indicator}-{alternative.suffix}",
        labels=_supposing(measure.labels, alternative),
    )


def _supposing(
    labels: Mapping[str, str],
    alternative: Alternative,
) -> Mapping[str, str]:
    return {
        language: f"{label} ({alternative.labels[language]})"
        for language, label in labels.items()
    }
