"""What a document seems to be: title, people, date and language, for a person to check.

What a document says of itself is often its file's name or nothing, so the largest type
of the first page counts too. Nothing proposed here is shown before somebody confirms.
"""

import re
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from headload.apps.common.languages import LANGUAGES
from headload.apps.library.identifiers import doi_in, is_isbn
from headload.apps.library.reading import Read

_NO_TITLE = re.compile(
    r"microsoft|untitled|^\w+\.(docx?|pdf|indd|qxd|pptx?)$|\.\w{2,4}$|^\s*$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"\d|user|admin|owner|microsoft|adobe|@", re.IGNORECASE)
_BETWEEN = re.compile(r";|,| and | y | et | e | & ")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_ISBN = re.compile(
    r"ISBN[^0-9]{0,20}((?:97[89][- ]?)?[\d][\dX \-]{8,16}[\dX])", re.IGNORECASE
)
_ALIKE = 0.9
"""Lines whose type is at least this part of the largest belong to the title."""
_LOOKED_AT = 6_000
"""Characters in which date, identifiers and language are looked for."""


@dataclass(frozen=True)
class Proposal:
    """What a document seems to be; empty where nothing was found."""

    title: str = ""
    people: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    doi: str = ""
    isbn: str = ""


def proposal(read: Read) -> Proposal:
    """Return what a document that was read seems to be."""
    text = "\n".join(read.pages)[:_LOOKED_AT]
    return Proposal(
        title=_title(read),
        people=_people(read.author),
        date=_date(text, read.created),
        language=language_of(text),
        doi=doi_in(text),
        isbn=next((each for each in _isbns(text) if is_isbn(each)), ""),
    )


def language_of(text: str) -> str:
    """Return the code of the language of a text: one that the site speaks, or empty.

    Examples
    --------
    >>> language_of("Las vendedoras de Lima piden un lugar fijo y una balanza honesta.")
    'es'
    >>> language_of("")
    ''
    """
    words = [word for word in text.split() if word[0].isalpha()]
    if len(words) < 5:
        return ""
    return str(_identifier().classify(" ".join(words))[0])


@cache
def _identifier() -> LanguageIdentifier:
    known = LanguageIdentifier.from_model_file(MODEL_FILE)
    known.set_languages(list(LANGUAGES))
    return known


def _title(read: Read) -> str:
    """Return the title: what is set in the largest type, else what the file says."""
    said = " ".join(read.title.split())
    largest = max((size for size, _ in read.lines), default=0.0)
    large = [each for each in read.lines if each[0] >= largest * _ALIKE]
    printed = " ".join(line for _, line in large)
    if printed and len(large) < len(read.lines) and len(printed) <= 300:
        return printed
    return "" if _NO_TITLE.search(said) else said[:300]


def _people(author: str) -> tuple[str, ...]:
    """Return names, family first, of what a document says of its author."""
    if not author or _NO_AUTHOR.search(author):
        return ()
    names = [" ".join(each.split()) for each in _BETWEEN.split(author)]
    return tuple(_family_first(name) for name in names if name)[:20]


def _family_first(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else family


def _date(text: str, created: str) -> str:
    """Return the year that is printed most early, else the day the file was made."""
    printed = _YEAR.search(text)
    if printed:
        return printed[0]
    made = re.match(r"D:(\d{4})(\d{2})", created)
    return f"{made[1]}-{made[2]}" if made else ""


def _isbns(text: str) -> list[str]:
    return [each.strip() for each in _ISBN.findall(text)]
