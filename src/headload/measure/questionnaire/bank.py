"""The bank of questions: our own wording, coded to the harmonised variables.

One list serves the form, the round trip and `headload readiness`, so the question
that is recommended is the question that can be asked.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from headload.terms import LANGUAGES, harmonised_variables

NO_CHOICE = ("not_asked", "not_stated", "refused")


@dataclass(frozen=True)
class Question:
    """One question of a form.

    Parameters
    ----------
    id
        Readable name.
    column
        Column in the data collected; the harmonised variable where one is filled.
    kind
        ``choice``, ``classification``, ``integer``, ``decimal``, ``text`` or
        ``consent``.
    of
        Who is asked: a key of the form's ``[who]``.
    fills
        Harmonised variables that the answer gives; empty for others.
    text
        Question by language.
    answers
        Label of each answer by language, by code, in order.
    core
        Asked in every form, because others rest on it.
    optional
        May be left empty.
    limits
        Least and greatest number.
    gives
        Codes of further harmonised variables, by variable and answer.
    national
        Title under which an answer that fills no harmonised variable is kept.
    """

    id: str
    column: str
    kind: str
    of: str
    fills: tuple[str, ...]
    text: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]
    core: bool = False
    optional: bool = False
    limits: tuple[float, float] | None = None
    gives: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    national: str = ""


@dataclass(frozen=True)
class Bank:
    """The questions of a form in order, and who is asked what.

    Parameters
    ----------
    id, title
        Of the form.
    map
        Series of the map that reads the data, as in ``xfm/<map>/1``.
    questions
        In order.
    who
        Condition of each group of persons, in the language of XLSForm.
    fixed
        Columns that the form fills in itself, with their calculation.
    """

    id: str
    title: Mapping[str, str]
    map: str
    questions: tuple[Question, ...]
    who: Mapping[str, str]
    fixed: Mapping[str, str]


@cache
def bank(name: str = "module") -> Bank:
    """Return the questions of ``<name>.toml`` beside this module.

    Raises
    ------
    FileNotFoundError
        When there is no such form.
    """
    path = resources.files(__package__) / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    worded = {entry["id"]: entry for entry in data["question"]}
    return Bank(
        id=data["form"]["id"],
        title=data["form"]["title"],
        map=data["form"]["map"],
        questions=tuple(_question(entry, worded) for entry in data["question"]),
        who=data["who"],
        fixed=data.get("fixed", {}),
    )


def question_of(variable: str) -> Question | None:
    """Return the question of the module that fills a harmonised variable."""
    for question in bank().questions:
        if variable in question.fills:
            return question
    return None


@cache
def answer_list(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return a list of answers in everyday words (``lists.toml``), by code."""
    path = resources.files(__package__) / "lists.toml"
    lists: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
        path.read_text(encoding="utf-8")
    )
    return lists[name]


def _question(entry: Mapping[str, Any], worded: Mapping[str, Any]) -> Question:
    fills = tuple(entry["fills"])
    column = entry.get("column") or entry["id"]
    limits = entry.get("limits")
    return Question(
        id=entry["id"],
        column=column,
        kind=entry["kind"],
        of=entry["of"],
        fills=fills,
        text=entry["text"],
        answers=_answers(entry, fills, worded),
        core=entry.get("core", False),
        optional=entry.get("optional", False),
        limits=(limits[0], limits[1]) if limits else None,
        gives=entry.get("gives", {}),
        national=entry.get("national", ""),
    )


def _answers(
    entry: Mapping[str, Any],
    fills: tuple[str, ...],
    worded: Mapping[str, Any],
) -> Mapping[str, Mapping[str, str]]:
    """Return the answers: worded here, of a list, or of the code list."""
    if "answers_of" in entry:
        entry = worded[entry["answers_of"]]
    if "answers" in entry:
        answers: Mapping[str, Mapping[str, str]] = entry["answers"]
        return answers
    if "list" in entry:
        return answer_list(entry["list"])
    word = harmonised_variables().get(fills[0]) if fills else None
    if entry["kind"] != "choice" or word is None or word.codes is None:
        return {}
    return {
        code.code: {language: code.label(language) for language in LANGUAGES}
        for code in word.codes.codes.values()
        if code.code not in NO_CHOICE
    }
