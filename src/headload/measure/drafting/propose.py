"""Which column may answer which harmonised variable, with reasons.

Labels speak first, then what the value labels mean, then the number of different
values. A proposal is never used by the program: a person confirms it in the map.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from headload.measure.drafting.guess_codes import Guess, guess_codes
from headload.measure.drafting.wording import found
from headload.measure.read import Codebook, Variable

SHOWN = 3
ENOUGH = 3.0
NAMES_ONE = 0.9
SECOND = {
    "second_job_status_answered": "status_answered",
    "second_job_occupation_isco08": "occupation_isco08",
    "second_job_industry_isic4": "industry_isic4",
    "second_job_place_of_work": "place_of_work",
}


@dataclass(frozen=True)
class Proposal:
    """One column that may answer a harmonised variable.

    Parameters
    ----------
    variable
        Harmonised variable, or a role of the design.
    column
        Column of the file.
    label
        Its label.
    reasons
        Why, in short phrases.
    points
        Strength; only their order means something.
    guess
        What its codes may mean; None where the variable has no code list.
    """

    variable: str
    column: str
    label: str
    reasons: tuple[str, ...]
    points: float
    guess: Guess | None = None


def proposals(codebook: Codebook) -> dict[str, tuple[Proposal, ...]]:
    """Return up to three columns for each variable and design role, best first.

    Parameters
    ----------
    codebook
        What the read room found; it holds labels and protected counts only.
    """
    labels = {one.column.name: one.column.label for one in codebook.variables}
    design: dict[str, list[Proposal]] = {}
    for candidate in codebook.candidates:
        design.setdefault(candidate.role, []).append(
            Proposal(
                candidate.role,
                candidate.name,
                labels[candidate.name],
                candidate.reasons,
                points=0.0,
            )
        )
    roles = {each.name for each in codebook.candidates}
    usable = [one for one in codebook.variables if one.column.name not in roles]
    # a column that names persons has about as many values as rows
    numbered = [one for one in usable if one.distinct > codebook.rows * NAMES_ONE]
    proposed: dict[str, tuple[Proposal, ...]] = {
        role: tuple(listed) for role, listed in design.items()
    }
    for name, words in _vocabulary().items():
        among = numbered if name == "person_id" else usable
        proposed[name] = _best(name, words, among, second=False)
    for name, main in SECOND.items():
        proposed[name] = _best(name, _vocabulary()[main], usable, second=True)
    return {name: listed for name, listed in proposed.items() if listed}


@cache
def _file() -> Mapping[str, Any]:
    path = resources.files(__package__) / "vocabulary.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _vocabulary() -> Mapping[str, Mapping[str, Any]]:
    words: Mapping[str, Mapping[str, Any]] = _file()["variables"]
    return words


def _best(
    name: str,
    words: Mapping[str, Any],
    variables: Sequence[Variable],
    *,
    second: bool,
) -> tuple[Proposal, ...]:
    judged = [_judge(name, words, one, second=second) for one in variables]
    good = [each for each in judged if each and each.points >= ENOUGH]
    good.sort(key=lambda each: -each.points)
    return tuple(good[:SHOWN])


def _judge(
    name: str, words: Mapping[str, Any], one: Variable, *, second: bool
) -> Proposal | None:
    """Weigh one column; None where something speaks against it for certain."""
    column = one.column
    label = column.label or column.name.replace("_", " ")
    if not _shape_fits(words, one) or _speaks_against(words, label, second=second):
        return None
    points, reasons = 0.0, []
    if word := found(words["words"], label):
        points += 3
        reasons.append(f'label has "{word.replace("*", " ").strip()}"')
        if len(label) < 2 * len(word) + 8:
            points += 1
            reasons.append("and little else")
    if column.name.lower() in words.get("names", ()):
        points += 3
        reasons.append("name of the column")
    if not reasons:
        return None
    guess = None
    if "codes" in words and column.value_labels:
        guess = guess_codes(words["codes"], column.value_labels)
        points += 4 * guess.share - 2
        reasons.append(f"{guess.share:.0%} of its labels are known answers")
    reasons.append(f"{one.distinct:,} distinct values")
    return Proposal(name, column.name, label, tuple(reasons), points, guess)


def _speaks_against(words: Mapping[str, Any], label: str, *, second: bool) -> bool:
    never = _file()["never"]
    about_second = bool(found(never["second_job"], label))
    if "second job*" in words["words"]:
        about_second = second
    return (
        bool(found(never["words"], label))
        or bool(found(words.get("not", []), label))
        or about_second is not second
    )


def _shape_fits(words: Mapping[str, Any], one: Variable) -> bool:
    for key, number in (
        ("labels", len(one.column.value_labels)),
        ("distinct", one.distinct),
    ):
        if key in words:
            least, most = words[key]
            if not least <= number <= most:
                return False
    return True
