"""What a reader asks for: each of her words, or the words that mean the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from headload.apps.search.synonyms import (
    Phrase,
    concepts_of,
    longest_term,
    mark_of,
    phrases_of,
    terms_of,
    token_of,
)
from headload.apps.search.words import STEMMERS, every_stem, folded, pieces, stem

_MOST = 12
"""Words of a question that are read; more say nothing new."""


@dataclass(frozen=True)
class Part:
    """A word or term of a question.

    Parameters
    ----------
    own
        What was typed, as phrases of stems.
    others
        Words that mean the same, as phrases of stems.
    concepts
        Those of which `others` are the words.
    """

    own: tuple[Phrase, ...]
    others: tuple[Phrase, ...] = ()
    concepts: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Phrase, ...]:
        """Return every alternative, what was typed first."""
        return tuple(dict.fromkeys((*self.own, *self.others)))


@dataclass(frozen=True)
class Query:
    """A question: every part has to be there, in one of its forms."""

    parts: tuple[Part, ...]
    concepts: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.parts)


def words_in(text: str) -> list[str]:
    """Return the words of a question that are read."""
    return [word for word, *_ in pieces(text)][:_MOST]


def query_of(
    text: str,
    known: Mapping[str, Collection[str]] | None = None,
    *,
    only_own: bool = False,
) -> Query:
    """Return the question that a text asks.

    Parameters
    ----------
    known
        Stems that documents have for a word without its accents.
    only_own
        Without words that mean the same.
    """
    words = words_in(text)
    known = known or {}
    parts: list[Part] = []
    concepts: list[str] = []
    while words:
        count = 0 if only_own else longest_term(words)
        named = concepts_of(words[:count]) if count else ()
        taken, words = words[: count or 1], words[count or 1 :]
        concepts += named
        others = tuple(phrase for each in named for phrase in phrases_of(each))
        parts.append(Part(_own(taken, known), others, named))
    return Query(tuple(parts), tuple(dict.fromkeys(concepts)))


def shortest(query: Query) -> Query:
    """Return a question of single stems, so that no database compares places.

    For the words of a concept stands the token that documents have for any of them,
    for a term of several words its mark.
    """
    return Query(tuple(_shortest(part) for part in query.parts), ())


def _shortest(part: Part) -> Part:
    own = (each if len(each) == 1 else (mark_of(each),) for each in part.own)
    return Part(tuple(own), tuple((token_of(each),) for each in part.concepts))


def _own(
    words: Sequence[str], known: Mapping[str, Collection[str]]
) -> tuple[Phrase, ...]:
    """Return what was typed: a word by each of its stems, a term by its stems."""
    if len(words) == 1:
        every = {*every_stem(words[0]), *known.get(folded(words[0]), ())}
        return tuple((each,) for each in sorted(every))
    typed = (tuple(stem(word, each) for word in words) for each in STEMMERS)
    return tuple(dict.fromkeys((*terms_of(words), *typed)))
