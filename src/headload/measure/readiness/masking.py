"""What a survey would know of a thought worker: the answers it cannot get are gone.

A question not asked is gone as harmonising leaves it; an answer that the list lacks
falls to the answer that stands in for it (`standins.csv`), else it is not known.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from headload.measure.readiness.asked import ASKED, FULL_DIGITS, SIZES, Asked
from headload.measure.readiness.cases import Case
from headload.terms import NOT_ASKED, harmonised_variables


def masked(
    cases: Sequence[Case],
    survey: Mapping[str, Asked],
    name: str,
    *,
    lists: bool = True,
) -> list[Any]:
    """Return one variable of every case as the survey would have it.

    Parameters
    ----------
    cases
        The thought workers.
    survey
        How the survey asks, by variable.
    name
        The variable wanted.
    lists
        False leaves the answers whole and takes only who is asked into account.
    """
    asked = survey[name]
    if asked.state != ASKED:
        codes = harmonised_variables()[name].codes
        gone = NOT_ASKED if codes and NOT_ASKED in codes else None
        return [gone] * len(cases)
    found = []
    for case in cases:
        is_asked = all(
            _answer(case[other], survey[other]) in allowed
            for other, allowed in asked.of.items()
        )
        found.append(_one(case[name], asked, lists=lists) if is_asked else None)
    return found


def _one(value: Any, asked: Asked, *, lists: bool) -> Any:
    if asked.bands:
        return _band(value, asked)
    if asked.reached:
        return _reached(value, asked.reached)
    if asked.digits < FULL_DIGITS:
        return value[: asked.digits]
    return _answer(value, asked) if lists else value


def _band(value: int, asked: Asked) -> int | None:
    for low, high in asked.bands:
        if low <= value and (high is None or value <= high):
            return low if asked.variable == SIZES[0] else high
    return None


def _reached(code: str, reached: frozenset[str]) -> str | None:
    for length in range(len(code), 0, -1):
        if code[:length] in reached:
            return code[:length]
    return None


def _answer(value: Any, asked: Asked) -> Any:
    word = harmonised_variables()[asked.variable]
    if asked.answers is None or word.codes is None or value in asked.answers:
        return value
    stand_ins = _stand_ins().get(word.codes.name, {})
    seen = {value}
    while value in stand_ins and stand_ins[value] not in seen:
        value = stand_ins[value]
        seen.add(value)
        if value in asked.answers:
            return value
    return asked.otherwise


@cache
def _stand_ins() -> Mapping[str, Mapping[str, str]]:
    path = resources.files(__package__) / "standins.csv"
    found: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        found.setdefault(row["codelist"], {})[row["code"]] = row["stands_in"]
    return found
