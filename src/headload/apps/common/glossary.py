"""Words that belong together: those of statistics and law, and those workers use.

`glossary.csv` has a row a word, with the page where it was seen. Words that insult are
not in it. Hindi words that were only found in a dictionary wait for somebody who works
in Hindi.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

REGISTERS = ("workers", "general", "statistical", "legal")
"""Who uses a word, in the order in which a page says it."""


@dataclass(frozen=True)
class Word:
    """A word for a concept in one language.

    Parameters
    ----------
    register
        Who uses it, one of `REGISTERS`.
    source
        Page or file where it was seen; ``general`` for a word of dictionaries.
    """

    concept: str
    worker_group: str
    text: str
    language: str
    register: str
    source: str

    @property
    def address(self) -> str:
        """Address of the page where it was seen; empty where it is none."""
        return self.source if self.source.startswith("http") else ""


@dataclass(frozen=True)
class Concept:
    """The words of a concept in one language, by register."""

    id: str
    worker_group: str
    words: Mapping[str, Sequence[Word]]

    @property
    def name(self) -> str:
        """The first word: of workers, where they have one."""
        return next(iter(self.words.values()))[0].text


@cache
def words_of_field() -> tuple[Word, ...]:
    """Return every word, in the order of the list."""
    text = (resources.files(__package__) / "glossary.csv").read_text("utf-8")
    return tuple(
        Word(
            concept=row["concept_id"],
            worker_group=row["worker_group"],
            text=row["term"],
            language=row["language"],
            register=row["register"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def concepts(language: str) -> list[Concept]:
    """Return the concepts that have words in `language`, by name."""
    found: dict[str, list[Word]] = {}
    for word in words_of_field():
        if word.language == language:
            found.setdefault(word.concept, []).append(word)
    listed = [
        Concept(name, words[0].worker_group, _by_register(words))
        for name, words in found.items()
    ]
    return sorted(listed, key=lambda each: each.name.casefold())


def _by_register(words: Sequence[Word]) -> dict[str, list[Word]]:
    grouped = {
        register: [word for word in words if word.register == register]
        for register in REGISTERS
    }
    return {register: each for register, each in grouped.items() if each}
