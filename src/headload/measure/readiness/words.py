"""The words of readiness in every shipped language, and the names of its items."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from headload.measure.questionnaire import bank
from headload.measure.readiness.asked import (
    ASKED,
    FULL_DIGITS,
    NOT_ASKED,
    Asked,
)
from headload.measure.readiness.items import Item
from headload.terms import codelist, harmonised_variables


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return ``words.toml``."""
    path = resources.files(__package__) / "words.toml"
    data: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
        path.read_text(encoding="utf-8")
    )
    return data


def say(section: str, key: str, language: str) -> str:
    """Return one text."""
    return words()[section][key][language]


def item_label(item: Item, language: str) -> str:
    """Return the name of an item: its own, its code's, its group's or variable's."""
    own = words()["items"].get(item.id)
    if own:
        return own[language]
    if item.variable:
        return harmonised_variables()[item.variable].label(language)
    if item.code and item.rule and item.rule.codes:
        label = item.rule.codes.codes[item.code].label(language)
        if not item.of_group:
            return label
        group = codelist("worker_group").codes[item.of_group].label(language)
        return f"{group}: {label}"
    groups = codelist("worker_group").codes
    return groups[item.id].label(language) if item.id in groups else item.id


def question_label(question: str, language: str) -> str:
    """Return the short name of a question: that of the first variable it fills."""
    for each in bank().questions:
        if each.id == question and each.fills:
            return harmonised_variables()[each.fills[0]].label(language)
    return harmonised_variables()[question].label(language)


def wording(question: str, language: str) -> str:
    """Return the full question in plain words; empty where none is worded."""
    for each in bank().questions:
        if each.id == question:
            return each.text[language]
    return ""


def how_asked(
    asked: Asked,
    question: str,
    language: str,
    *,
    only: tuple[str, ...] | None = None,
) -> tuple[str, ...]:
    """Say in what a question falls short; empty when it is asked whole.

    `only` keeps to the answers lacking that matter; None names all.
    """
    named = question_label(question, language)
    if asked.state != ASKED:
        key = "not_asked" if asked.state == NOT_ASKED else "not_mapped"
        return (say("how", key, language).format(question=named),)
    said = []
    if asked.of:
        who = ", ".join(
            _labels(name, codes, language) for name, codes in sorted(asked.of.items())
        )
        said.append(say("how", "of", language).format(question=named, who=who))
    lacking = asked.answers_lacking if only is None else only
    if lacking:
        answers = _labels(asked.variable, lacking, language)
        text = say("how", "answers", language)
        said.append(text.format(question=named, answers=answers))
    if asked.digits < FULL_DIGITS:
        text = say("how", "digits", language)
        said.append(text.format(question=named, digits=asked.digits))
    elif asked.reached:
        said.append(say("how", "national", language).format(question=named))
    if asked.bands:
        said.append(say("how", "bands", language).format(question=named))
    return tuple(said)


def _labels(variable: str, codes: object, language: str) -> str:
    wanted = set(codes) if isinstance(codes, tuple | frozenset) else set()
    listed = harmonised_variables()[variable].codes
    if listed is None:
        return ", ".join(sorted(wanted))
    return "; ".join(
        code.label(language) for code in listed.codes.values() if code.code in wanted
    )
