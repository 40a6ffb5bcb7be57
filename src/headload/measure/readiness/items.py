"""What a survey may show: the groups, their sub-groups and the indicators.

The list follows the code lists and the rules of the edition; nothing here says what
an item needs. That is read off the rules themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from headload.measure.pipeline import Words
from headload.standards import groups
from headload.standards.variable import Variable
from headload.terms import codelist

SUB_GROUPS = (
    ("domestic_worker", "domestic_worker_residence"),
    ("home_based_worker", "home_based_worker_type"),
    ("waste_picker", "waste_picker_place"),
)
FLAGGED = (("home_based_worker", "home_based_teleworker"),)
EMPLOYEES = ("employee",)
INDEPENDENT = ("employer", "own_account_worker", "cooperative_member")
PLAIN = {
    "conditions": (
        "usual_hours", "actual_hours", "monthly_earnings",
        "monthly_self_employment_income", "contract", "pension_coverage",
        "health_coverage", "association_member", "has_second_job",
    ),
    "breakdowns": ("sex", "age", "urban", "region", "city", "education"),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One thing a survey may show.

    Parameters
    ----------
    id
        Readable and stable, such as ``waste_picker_place.landfill``.
    section
        ``groups``, ``sub-groups``, ``informality``, ``employment``, ``conditions``
        or ``breakdowns``.
    rule
        Rule that gives it; None for a question that needs no rule.
    code
        Value of the rule that counts; empty for yes/no.
    among
        Statuses in employment looked at; empty for all.
    variable
        Harmonised variable, where there is no rule.
    of_group
        Worker group of which this is a part.
    """

    id: str
    section: str
    rule: Variable | None = None
    code: str = ""
    among: tuple[str, ...] = ()
    variable: str = ""
    of_group: str = ""


def items_of(words: Words) -> tuple[Item, ...]:
    """Return every item under one edition of the standards, in reading order."""
    return tuple(_items(words))


def _items(words: Words) -> Iterator[Item]:
    for name in codelist("worker_group").codes:
        yield Item(name, "groups", words.rules[name])
    for group, name in SUB_GROUPS:
        rule = getattr(groups, name)
        for code in rule.codes.codes:
            yield Item(f"{name}.{code}", "sub-groups", rule, code, of_group=group)
    for group, name in FLAGGED:
        yield Item(name, "sub-groups", getattr(groups, name), of_group=group)
    yield from _informality(words)
    yield from _employment(words)
    for section, names in PLAIN.items():
        for name in names:
            yield Item(name, section, variable=name)


def _informality(words: Words) -> Iterator[Item]:
    job, sector = words.rules["informal_job"], words.rules["sector_of_unit"]
    section = "informality"
    yield Item("informal_job", section, job)
    yield Item("informal_job.employees", section, job, among=EMPLOYEES)
    yield Item("informal_job.independent", section, job, among=INDEPENDENT)
    for code in sector.codes.codes if sector.codes else ():
        yield Item(f"sector_of_unit.{code}", section, sector, code)


def _employment(words: Words) -> Iterator[Item]:
    section = "employment"
    yield Item("employed", section, words.rules["employed"])
    status = words.rules["labour_force_status"]
    yield Item("unemployed", section, status, "unemployed")
    for word in ("status_in_employment", "branch_of_activity"):
        rule = words.rules[word]
        for code in rule.codes.codes if rule.codes else ():
            if code != "not_classifiable":
                yield Item(f"{word}.{code}", section, rule, code)
