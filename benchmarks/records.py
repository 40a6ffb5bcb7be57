"""Made records for timings of search: a few thousand texts in four languages.

Words come from a made vocabulary in which few are common and most are rare, as in
texts that people write; some words are those of the field.
"""

import random
from collections.abc import Iterator
from itertools import accumulate

from headload.apps.common.glossary import words_of_field
from headload.apps.common.languages import LANGUAGES
from headload.apps.search.index import Entry

_LANGUAGES = ("en", "es", "fr", "pt")
_SYLLABLES = ("ka", "lo", "mi", "tra", "ven", "or", "ta", "sil", "gu", "pe", "na", "ci")
_WORDS, _LENGTH = 20_000, 230
"""Words of the vocabulary; words of a text, about 1,500 characters."""


class Vocabulary:
    """Made words, the common ones first, and the words of the field by language."""

    def __init__(self, draw: random.Random) -> None:
        self.words = sorted({_word(draw) for _ in range(_WORDS)})
        self.field = {
            language: [
                each.text for each in words_of_field() if each.language == language
            ]
            for language in LANGUAGES
        }
        self._draw = draw
        weights = (1 / (place + 10) for place in range(len(self.words)))
        self._weights = list(accumulate(weights))

    def text(self, language: str, length: int, of_field: int) -> list[str]:
        """Return words as they are drawn, `of_field` of them terms of the field."""
        words = self._draw.choices(self.words, cum_weights=self._weights, k=length)
        for place in self._draw.sample(range(length), of_field):
            words[place] = self._draw.choice(self.field[language])
        return words


def records(count: int) -> Iterator[Entry]:
    """Yield `count` records, the same every time."""
    draw = random.Random(7)  # noqa: S311
    vocabulary = Vocabulary(draw)
    for number in range(count):
        language = draw.choice(_LANGUAGES)
        words = vocabulary.text(language, _LENGTH, 12)
        yield Entry(
            kind="made",
            key=f"made:{number}",
            language=language,
            address=f"/{language}/made/{number}/",
            title=" ".join([*words[:5], draw.choice(vocabulary.field[language])]),
            text=" ".join(words),
            facets=(
                ("place", draw.choice(("ecu", "arg", "per", "ind", "gha"))),
                ("worker_group", draw.choice(("street-vendors", "waste-pickers"))),
                ("year", str(draw.randint(1990, 2026))),
            ),
        )


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5)))
