"""From text to what is compared: words without accents, by their stem.

The same analysis serves both databases, so that they find the same. A word has a stem
in each language that has a stemmer, since nobody knows in which language a reader
types; scripts without one, such as Devanagari, are compared as whole words.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import snowballstemmer

STEMMERS: Mapping[str, str] = {
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
}
_LONGEST = 40
_KEPT = 2**17
"""Words whose stem is kept: those of a library in four languages, about 20 MB."""


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text, as written, with where it begins and ends.

    Marks belong to their letter, so that a Devanagari word is not torn apart.

    Examples
    --------
    >>> [word for word, *_ in pieces("घरेलू कामगार, c'est-à-dire 3")]
    ['घरेलू', 'कामगार', 'c', 'est', 'à', 'dire', '3']
    """
    for found in _word().finditer(text):
        yield found[0], found.start(), found.end()


@lru_cache(maxsize=_KEPT)
def folded(word: str) -> str:
    """Return a word in lower case without the accents of Latin letters.

    Examples
    --------
    >>> folded("Organización"), folded("घरेलू")
    ('organizacion', 'घरेलू')
    """
    whole = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(
        sign
        for place, sign in enumerate(whole)
        if not (unicodedata.combining(sign) and _is_latin(whole, place))
    )
    return unicodedata.normalize("NFC", plain)[:_LONGEST]


@lru_cache(maxsize=_KEPT)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in a language; the folded word where it has none.

    Examples
    --------
    >>> stem("vendedoras", "es"), stem("vendors", "en"), stem("कामगार", "hi")
    ('vendedor', 'vendor', 'कामगार')
    """
    name = STEMMERS.get(language)
    if name is None:
        return folded(word)
    return folded(str(_stemmer(name).stemWord(word.casefold())))


def words_of(text: str) -> list[str]:
    """Return each word of a text, as written."""
    return _word().findall(text)


@lru_cache(maxsize=10_000)
def every_stem(word: str) -> frozenset[str]:
    """Return a word's stem in every language, and the word itself."""
    return frozenset({folded(word), *(stem(word, each) for each in STEMMERS)})


@cache
def _word() -> re.Pattern[str]:
    marks = "".join(
        chr(point)
        for point in range(0x300, 0x1000)
        if unicodedata.category(chr(point)) in {"Mn", "Mc"}
    )
    return re.compile(rf"[^\W_][\w{marks}]*")


_OF_THREAD = threading.local()


def _stemmer(name: str) -> snowballstemmer.stemmer:
    """Return a stemmer of this thread: one holds the word that it works on."""
    found = getattr(_OF_THREAD, name, None)
    if found is None:
        found = snowballstemmer.stemmer(name)
        setattr(_OF_THREAD, name, found)
    return found


def _is_latin(signs: str, place: int) -> bool:
    base = next(
        (s for s in reversed(signs[:place]) if not unicodedata.combining(s)), ""
    )
    return "LATIN" in unicodedata.name(base, "") if base else False
