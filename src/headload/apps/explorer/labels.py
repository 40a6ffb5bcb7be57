"""Words of a release in the language of a page; another language says which it is.

A release speaks English, Spanish and French, some also Portuguese and Hindi. Where
it does not speak the reader's language the label is English, marked as such, so
that a screen reader says it right and a reader sees that it waits for translation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.errors import BadInput
from headload.products.prose import Prose
from headload.products.words import Words
from headload.releases import SealedRelease
from headload.releases.schema import TIME

FALLBACK = "en"
_GROUPS = ("worker_group", "other_worker_group")


@dataclass(frozen=True)
class Labels:
    """The labels of a release in the language in which it can speak to a reader.

    Parameters
    ----------
    language
        The language of the page.
    prose
        Words and sentences, in the language of the page or in English.
    """

    language: str
    prose: Prose

    @property
    def foreign(self) -> str:
        """Language of the labels where it is not that of the page; else empty."""
        return "" if self.prose.language == self.language else self.prose.language

    @property
    def spoken(self) -> str:
        """Language of the labels."""
        return self.prose.language

    @property
    def place(self) -> str:
        """Name of the area."""
        return self.prose.words.place()

    @property
    def survey(self) -> str:
        """Title of the survey."""
        return self.prose.words.title()

    @property
    def source(self) -> str:
        """The line that names survey, period and calculation."""
        return self.prose.source()

    def indicator(self, code: str) -> str:
        """Return the name of an indicator."""
        return self.prose.words.label("indicator", code)

    def dimension(self, name: str) -> str:
        """Return the name of a dimension."""
        return self.prose.words.column(name)

    def code(self, dimension: str, code: str) -> str:
        """Return the name of a code."""
        if dimension == TIME:
            return self.prose.period(code)
        if dimension in _GROUPS:
            return self.prose.group(code)
        return self.prose.words.label(dimension, code)

    def unit(self, code: str) -> str:
        """Return the name of a unit."""
        return self.prose.words.label("unit", code)

    def notes(self, codes: str) -> list[str]:
        """Return the notes of a cell, which has their codes with blanks between."""
        return [self.prose.words.label("note", code) for code in codes.split()]

    def names(self, dimensions: Sequence[tuple[str, str]]) -> str:
        """Return the names of codes as one phrase, such as *Women, Quito*."""
        return ", ".join(self.code(*each) for each in dimensions)


def labels_of(release: SealedRelease, language: str) -> Labels:
    """Return the labels of `release` for a page in `language`."""
    spoken = language if _has(release, language) else FALLBACK
    return Labels(language, Prose(Words(release, spoken)))


def _has(release: SealedRelease, language: str) -> bool:
    """Tell whether a release names all its indicators and groups in `language`."""
    words = Words(release, language)
    lists = ("indicator", "worker_group", "unit")
    try:
        words.title()
        words.place()
        for name in lists:
            for code in release.codelists.get(name, {}):
                words.label(name, code)
    except BadInput:
        return False
    return True
