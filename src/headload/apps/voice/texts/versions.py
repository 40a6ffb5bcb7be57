"""Which text of a law is the newest, and its provisions in the order of their numbers.

Only texts of which provisions are here count: of the others nothing can be told.
"""

import re
from collections.abc import Iterable, Sequence

from headload.apps.voice.models import Law, Provision, TextVersion
from headload.apps.voice.texts.likeness import Piece

_PART = re.compile(r"\d+|\D+")


def texts_of(law: Law) -> list[TextVersion]:
    """Return the texts of a law of which provisions are here, the oldest first."""
    found = law.versions.filter(provisions__isnull=False).distinct()
    return sorted(found, key=lambda each: (each.date, each.pk))


def newest_of(texts: Sequence[TextVersion], language: str) -> TextVersion | None:
    """Return the newest of the texts of a law; of one day that in the language."""
    return max(
        texts,
        key=lambda each: (each.date, each.language == language, each.pk),
        default=None,
    )


def newest_beside(provision: Provision) -> TextVersion | None:
    """Return the newest text of a provision's law.

    None where it is a provision of the law in all its texts.
    """
    if provision.version is None:
        return None
    return newest_of(texts_of(provision.law), provision.version.language)


def in_order(provisions: Iterable[Provision]) -> list[Provision]:
    """Return provisions as one reads them: 2 before 10, 3(2) before 3(10)."""
    return sorted(provisions, key=lambda each: _as_read(each.number))


def languages_of(provisions: Iterable[Provision]) -> set[str]:
    """Return in which languages words of provisions are here."""
    return {text.language for each in provisions for text in each.texts.all()}


def said_in(provision: Provision, language: str) -> str:
    """Return what a provision says in a language; empty where that is not here."""
    texts = (each.text for each in provision.texts.all() if each.language == language)
    return next(texts, "")


def piece_of(provision: Provision, language: str) -> Piece:
    """Return a provision as it is compared with another."""
    return Piece(
        key=provision.pk,
        number=provision.number,
        heading=provision.heading,
        text=said_in(provision, language),
    )


def _as_read(number: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part.casefold())
        for part in _PART.findall(number)
    )
