"""Guessing what a survey's codes mean, by their labels; a person confirms.

Synonyms come first, then likeness with the titles of our own code list. A label
that is like nothing stays open, and the draft says so.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.measure.drafting.wording import folded, found
from headload.terms import LANGUAGES, codelist

LIKE = 0.82


@dataclass(frozen=True)
class Guess:
    """What the labels of one column may mean.

    Parameters
    ----------
    codes
        Our code by source code.
    not_stated
        Source codes whose label says that there is no answer.
    open
        Source codes that are like nothing; a person decides.
    """

    codes: Mapping[str, str]
    not_stated: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def share(self) -> float:
        """Return the share of answers that were matched."""
        answers = len(self.codes) + len(self.open)
        return len(self.codes) / answers if answers else 0.0


def guess_codes(name: str, labels: Mapping[str, str]) -> Guess:
    """Match value labels with the codes of the list `name`."""
    codes: dict[str, str] = {}
    silent, unmatched = [], []
    for source, label in labels.items():
        ours = _synonym(name, label) or _alike(name, label)
        if ours:
            codes[source] = ours
        elif found(_silent(), label):
            silent.append(source)
        else:
            unmatched.append(source)
    return Guess(codes, tuple(silent), tuple(unmatched))


def without_answer(labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the source codes whose label says that there is no answer."""
    return tuple(code for code, label in labels.items() if found(_silent(), label))


@cache
def _synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files(__package__) / "synonyms.toml"
    data: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        path.read_text(encoding="utf-8")
    )
    return data


def _silent() -> list[str]:
    return _synonyms()["not_an_answer"]["words"]


def _synonym(name: str, label: str) -> str:
    for code, words in _synonyms().get(name, {}).items():
        if found(words, label):
            return code
    return ""


def _alike(name: str, label: str) -> str:
    best, most = "", LIKE
    for code in codelist(name).codes.values():
        for language in LANGUAGES:
            like = difflib.SequenceMatcher(
                None, folded(code.label(language)), folded(label)
            ).ratio()
            if like > most:
                best, most = code.code, like
    return best
