"""Words that mean the same, from the glossary: *recicladora*, *waste picker*.

The words of a concept in all languages are alternatives of each other. A reader's own
word counts for more: what has it in its title comes first.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from headload.apps.common.glossary import words_of_field
from headload.apps.search.words import pieces, stem

Phrase = tuple[str, ...]
"""Stems that follow one another."""
_LONGEST = 5


@cache
def _terms() -> Mapping[Phrase, tuple[str, ...]]:
    """Return the concepts of each term, by its stems in its own language."""
    found: dict[Phrase, set[str]] = {}
    for word in words_of_field():
        phrase = tuple(stem(piece, word.language) for piece, *_ in pieces(word.text))
        found.setdefault(phrase, set()).add(word.concept)
    return {phrase: tuple(sorted(each)) for phrase, each in found.items()}


def concepts_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return the concepts that a run of words names, whole and in any language.

    Examples
    --------
    >>> concepts_of(["recicladoras"])
    ('waste-picker',)
    >>> concepts_of(["waste"])
    ()
    """
    found: set[str] = set()
    for language in ("en", "es", "fr", "pt", "hi"):
        phrase = tuple(stem(word, language) for word in words)
        found |= set(_terms().get(phrase, ()))
    return tuple(sorted(found))


def longest_term(words: Sequence[str]) -> int:
    """Return how many of the first words are a term together; 0 where none are."""
    for count in range(min(len(words), _LONGEST), 0, -1):
        if concepts_of(words[:count]):
            return count
    return 0


@cache
def phrases_of(concept: str) -> tuple[Phrase, ...]:
    """Return the words of a concept in every language, as stems."""
    found = {
        tuple(stem(piece, word.language) for piece, *_ in pieces(word.text))
        for word in words_of_field()
        if word.concept == concept
    }
    return tuple(sorted(found))


def token_of(concept: str) -> str:
    """Return what stands in the index for any word of a concept: nobody can type it."""
    return f"\ue000{concept.replace('-', '')}"


def tokens_in(stems: Sequence[str]) -> list[str]:
    """Return the token of each concept of which a word is among the stems of a text.

    One token is looked up where forty phrases would be.
    """
    found: dict[str, None] = {}
    by_first = _by_first()
    for place, first in enumerate(stems):
        for phrase, token in by_first.get(first, ()):
            if tuple(stems[place : place + len(phrase)]) == phrase:
                found[token] = None
    return list(found)


@cache
def _by_first() -> Mapping[str, Sequence[tuple[Phrase, str]]]:
    """Return every phrase and the token of its concept, by its first stem."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for concept in sorted({word.concept for word in words_of_field()}):
        for phrase in phrases_of(concept):
            if phrase:
                found.setdefault(phrase[0], []).append((phrase, token_of(concept)))
    return found


@cache
def texts_of(concept: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a concept as written, with their language."""
    return tuple(
        dict.fromkeys(
            (word.text, word.language)
            for word in words_of_field()
            if word.concept == concept
        )
    )
