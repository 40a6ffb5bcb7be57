"""Words that mean the same, from the glossary: *recicladora*, *waste picker*.

The words of a concept in all languages are alternatives of each other. A reader's own
word counts for more: what has it in its title comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from headload.apps.common.glossary import words_of_field
from headload.apps.common.languages import LANGUAGES
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
    found = {each for term in terms_of(words) for each in _terms()[term]}
    return tuple(sorted(found))


def terms_of(words: Sequence[str]) -> tuple[Phrase, ...]:
    """Return the terms that a run of words is, whole and in any language.

    Examples
    --------
    >>> terms_of(["Waste", "pickers"])
    (('wast', 'picker'),)
    """
    phrases = (tuple(stem(word, each) for word in words) for each in LANGUAGES)
    return tuple(dict.fromkeys(each for each in phrases if each in _terms()))


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


def mark_of(term: Phrase) -> str:
    """Return what stands in the index for a term of several words."""
    return "".join(f"\ue001{each}" for each in term)


def tokens_in(words: Sequence[str], language: str) -> list[str]:
    """Return what stands for the terms in a text: of each its mark, then the tokens.

    One token is looked up where forty phrases would be, and a mark where the places
    of words would have to be compared. A mark comes as often as its term, since that
    says how much a text is about it.

    Parameters
    ----------
    language
        Of the text. Terms of several words are found in their own language, too:
        *street vendors* in a text in Spanish. A single word is not: *porter* is
        something else in French.
    """
    marks: list[str] = []
    tokens: dict[str, None] = {}
    for place, word in enumerate(words):
        begun = _begun_by(word, language)
        here = {each.term: each.tokens for each in begun if each.is_at(words, place)}
        for term, own in here.items():
            marks += [mark_of(term)] if len(term) > 1 else []
            tokens |= dict.fromkeys(own)
    return [*marks, *tokens]


@dataclass(frozen=True)
class _Begun:
    """A term that a word may be the first of, read in a language."""

    term: Phrase
    language: str
    tokens: tuple[str, ...]

    def is_at(self, words: Sequence[str], place: int) -> bool:
        """Tell whether the whole term stands in a text, from a place on."""
        run = words[place : place + len(self.term)]
        return tuple(stem(word, self.language) for word in run) == self.term


@lru_cache(maxsize=2**17)
def _begun_by(word: str, language: str) -> tuple[_Begun, ...]:
    """Return the terms that a word of a text in a language may be the first of."""
    return tuple(
        _Begun(term, each, tuple(token_of(concept) for concept in _terms()[term]))
        for each in dict.fromkeys((language, *LANGUAGES))
        for term, spoken in _by_first().get(stem(word, each), ())
        if each == language or (each in spoken and len(term) > 1)
    )


@cache
def _by_first() -> Mapping[str, Sequence[tuple[Phrase, frozenset[str]]]]:
    """Return every term and the languages that it is of, by its first stem."""
    spoken: dict[Phrase, set[str]] = {}
    for word in words_of_field():
        term = tuple(stem(piece, word.language) for piece, *_ in pieces(word.text))
        spoken.setdefault(term, set()).add(word.language)
    found: dict[str, list[tuple[Phrase, frozenset[str]]]] = {}
    for term, languages in spoken.items():
        if term:
            found.setdefault(term[0], []).append((term, frozenset(languages)))
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
