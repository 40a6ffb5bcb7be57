"""The survey's own questions: column names, codes and labels of the file.

Answers are coded as a statistical office codes them: several codes for one of our
answers, bands, 98 for *does not know* and 99 for *not stated*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from headload.imaginary.chance import Chance, Numbers
from headload.imaginary.items import Item
from headload.imaginary.tables import table

DONT_KNOW = "dont_know"
MISSING_LABELS = {98: "Does not know", 99: "Not stated"}


@dataclass(frozen=True)
class Question:
    """One column of the file.

    Parameters
    ----------
    column
        Name in the file, such as ``Q12``.
    variable
        The item of the population it asks for.
    kind
        ``code``, ``number`` or ``text``.
    label
        The question's text.
    answers
        Codes by our answer; several codes when the office asks more finely.
    labels
        Label by code, with those of missing answers.
    missing
        Codes declared as missing.
    skipped_when
        An answer to another item after which the question is not asked.
    """

    column: str
    variable: str
    kind: str
    label: str
    answers: Mapping[str, tuple[int, ...]]
    labels: Mapping[int, str]
    missing: tuple[int, ...]
    skipped_when: tuple[str, str] | None

    def coded(self, item: Item, chance: Chance) -> Numbers:
        """Return the office's codes of our answers; not-a-number where not asked.

        Where the office has several codes for one of our answers, each is as
        likely.
        """
        choices = [self.answers.get(answer, (-1,)) for answer in item.categories]
        most = max(len(codes) for codes in choices)
        lookup = np.full((len(choices) + 1, most), np.nan)
        for i, codes in enumerate(choices):
            lookup[i] = [codes[k % len(codes)] for k in range(most)]
        which = (chance.uniform(len(item.codes)) * most).astype(np.int64)
        return np.asarray(lookup[item.codes, which])


@cache
def questions() -> tuple[Question, ...]:
    """Return the questionnaire in the order of the file."""
    return tuple(_question(row) for row in table("questionnaire"))


def _question(row: Mapping[str, str]) -> Question:
    answers: dict[str, tuple[int, ...]] = {}
    labels: dict[int, str] = {}
    for answer in table("answers"):
        if answer["column"] == row["column"]:
            code = int(answer["code"])
            answers[answer["answer"]] = (*answers.get(answer["answer"], ()), code)
            labels[code] = answer["label"]
    missing = [int(row[name]) for name in ("dont_know", "not_stated") if row[name]]
    if row["dont_know"]:
        answers[DONT_KNOW] = (int(row["dont_know"]),)
    if row["kind"] == "code":
        labels |= {code: MISSING_LABELS[code] for code in missing}
    variable, _, answer_before = row["skipped_when"].partition("=")
    return Question(
        column=row["column"],
        variable=row["variable"],
        kind=row["kind"],
        label=row["label"],
        answers=answers,
        labels=labels,
        missing=tuple(missing),
        skipped_when=(variable, answer_before) if variable else None,
    )
