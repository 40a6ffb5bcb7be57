"""Two texts of a law beside one another, and two platforms, piece by piece."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.voice.models import (
    Correspondence,
    Demand,
    Law,
    Platform,
    Provision,
    TextVersion,
)
from headload.apps.voice.texts.likeness import (
    Fate,
    Pair,
    Piece,
    Run,
    changes,
    paired,
)
from headload.apps.voice.texts.versions import in_order, languages_of, piece_of

_READ = (Fate.NEW, Fate.GONE)
"""What is shown in full beside what changed, as is all that has no number of its own;
the rest stands on the page of the text."""


@dataclass(frozen=True)
class Shown:
    """A pair with its heading and its words, run by run; none where not shown."""

    pair: Pair
    heading: Sequence[Run]
    words: Sequence[Run]


@dataclass(frozen=True)
class Compared:
    """What became of each piece, and how many of each fate.

    Parameters
    ----------
    language
        In which the words were compared; empty where both texts share none.
    """

    language: str
    rows: Sequence[Shown]
    counts: Mapping[str, int]


def provisions_of(text: TextVersion | Law) -> list[Provision]:
    """Return provisions with their words, as one reads them: of a text, or of a law."""
    return in_order(text.provisions.prefetch_related("texts__source", "tags"))


def shared(old: Sequence[Provision], new: Sequence[Provision]) -> set[str]:
    """Return the languages in which both have words."""
    return languages_of(old) & languages_of(new)


def first_of(languages: set[str], *preferred: str) -> str:
    """Return the first preferred language that is there, else the first by code."""
    found = (each for each in preferred if each in languages)
    return next(found, min(languages, default=""))


def stated(old: TextVersion, new: TextVersion) -> dict[int, int | None]:
    """Return what somebody states became of provisions of one text in another."""
    found = Correspondence.objects.filter(version=new, earlier__version=old)
    return dict(found.values_list("earlier", "later"))


def texts_compared(old: TextVersion, new: TextVersion, *preferred: str) -> Compared:
    """Return two texts of a law, provision by provision."""
    before, after = provisions_of(old), provisions_of(new)
    language = first_of(shared(before, after), *preferred)
    pairs = paired(
        [piece_of(each, language) for each in before],
        [piece_of(each, language) for each in after],
        stated(old, new),
    )
    return _compared(pairs, language)


def platforms_compared(old: Platform, new: Platform, language: str) -> Compared:
    """Return two platforms, demand by demand.

    A demand that stands in place of an earlier one is stated to be what became of it.
    """
    before, after = _demands(old), _demands(new)
    told: dict[int, int | None] = {}
    for earlier in before:
        if earlier in after:
            told[earlier.pk] = earlier.pk
    for later in after:
        if later.supersedes_id and later.supersedes_id not in told:
            told[later.supersedes_id] = later.pk
    pairs = paired(_pieces(before, language), _pieces(after, language), told)
    return _compared(pairs, language)


def _pieces(demands: Sequence[Demand], language: str) -> list[Piece]:
    said = ((each.pk, each.said(language)) for each in demands)
    return [Piece(key, text=own.text, language=own.language) for key, own in said]


def _demands(platform: Platform) -> list[Demand]:
    found = platform.demands.public().prefetch_related("texts")
    return list(found.order_by("slug"))


def _compared(pairs: Sequence[Pair], language: str) -> Compared:
    counted = Counter(pair.fate.value for pair in pairs)
    return Compared(
        language=language,
        rows=[_shown(pair) for pair in pairs],
        counts={fate.value: counted[fate.value] for fate in Fate if counted[fate]},
    )


def _shown(pair: Pair) -> Shown:
    old, new = pair.old or Piece(0), pair.new or Piece(0)
    if pair.fate is Fate.CHANGED:
        return Shown(
            pair, changes(old.heading, new.heading), changes(old.text, new.text)
        )
    piece = pair.new or old
    in_full = pair.fate in _READ or not piece.number
    words = [Run("same", piece.text)] if in_full else []
    heading = [Run("same", piece.heading)] if piece.heading else []
    return Shown(pair, heading, words)
