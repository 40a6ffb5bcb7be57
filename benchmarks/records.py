"""Made records for timings of search: a few thousand texts in four languages.

Words come from a made vocabulary in which few are common and most are rare, as in
texts that people write; some words are those of the field.
"""

import random
from collections.abc import Iterator

from headload.apps.common.glossary import words_of_field
from headload.apps.search.index import Entry

_LANGUAGES = ("en", "es", "fr", "pt")
_SYLLABLES = ("ka", "lo", "mi", "tra", "ven", "or", "ta", "sil", "gu", "pe", "na", "ci")
_WORDS, _LENGTH = 20_000, 230
"""Words of the vocabulary; words of a text, about 1,500 characters."""


def records(count: int) -> Iterator[Entry]:
    """Yield `count` records, the same every time."""
    draw = random.Random(7)  # noqa: S311
    rare = sorted({_word(draw) for _ in range(_WORDS)})
    weights = [1 / (place + 10) for place in range(len(rare))]
    field = {
        language: [word.text for word in words_of_field() if word.language == language]
        for language in _LANGUAGES
    }
    for number in range(count):
        language = draw.choice(_LANGUAGES)
        words = draw.choices(rare, weights, k=_LENGTH)
        for place in draw.sample(range(_LENGTH), 12):
            words[place] = draw.choice(field[language])
        yield Entry(
            kind="made",
            key=f"made:{number}",
            language=language,
            address=f"/{language}/made/{number}/",
            title=" ".join([*words[:5], draw.choice(field[language])]),
            text=" ".join(words),
            facets=(
                ("place", draw.choice(("ecu", "arg", "per", "ind", "gha"))),
                ("worker_group", draw.choice(("street-vendors", "waste-pickers"))),
                ("year", str(draw.randint(1990, 2026))),
            ),
        )


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5)))
