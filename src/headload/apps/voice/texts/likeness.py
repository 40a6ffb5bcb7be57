"""Which pieces of two texts are the same, and what is different in them.

What somebody states wins. Then words decide: of the pieces that are left, the two that
are most alike are paired first, and nothing is paired that shares less than half of its
words. Where a text is not here the heading decides, then the number; such a pair says
that its words were not compared.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import Indel

ENOUGH = 50
"""Percent of words that two pieces share at least to be taken for one."""
_TOKEN = re.compile(r"\s*(?:\w+|[^\w\s])")
_BRIDGE = 1
"""Words between two changes that are told with them, so that less is chopped up."""


class Fate(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    UNREAD = "unread"
    NEW = "new"
    GONE = "gone"


class Ground(StrEnum):
    """What a pair is taken for one by."""

    STATED = "stated"
    WORDS = "words"
    HEADING = "heading"
    NUMBER = "number"


@dataclass(frozen=True)
class Piece:
    """A provision, or a demand: it may lack number, heading and text.

    Parameters
    ----------
    key
        What it is known by; the same in both texts only where it is one thing.
    language
        That of its text, where the page has another.
    """

    key: int
    number: str = ""
    heading: str = ""
    text: str = ""
    language: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words and signs of heading and text, however they are spaced."""
        return (*_words(self.heading), *_words(self.text))


@dataclass(frozen=True)
class Pair:
    """A piece of the older text, and what it is in the newer one.

    Parameters
    ----------
    likeness
        Percent of words that both share; none where a text is lacking.
    """

    fate: Fate
    old: Piece | None = None
    new: Piece | None = None
    ground: Ground | None = None
    likeness: int | None = None

    @property
    def renumbered(self) -> bool:
        """Whether it has another number."""
        if self.old is None or self.new is None:
            return False
        return _key(self.old.number) != _key(self.new.number)


@dataclass(frozen=True)
class Run:
    """Words in a row that are in both texts, or `out` of the older, `in` the newer."""

    kind: str
    words: str

    @property
    def bare(self) -> str:
        """The words without the space before them, which no mark should cover."""
        return self.words.lstrip()

    @property
    def space(self) -> str:
        """The space before them."""
        return self.words[: len(self.words) - len(self.bare)]


def likeness(one: Piece, other: Piece) -> int | None:
    """Return which percent of their words two pieces share; none if a text lacks.

    Words in the same order count (Indel distance: what has to be taken out and put in),
    and a percent is rounded down, so that 100 means that nothing differs.

    Examples
    --------
    >>> likeness(Piece(1, text="No fee is due."), Piece(2, text="A fee is due."))
    80
    """
    if not (one.text and other.text):
        return None
    return int(100 * Indel.normalized_similarity(one.words, other.words))


def ground_of(one: Piece, other: Piece) -> tuple[Ground, int | None] | None:
    """Return what two pieces can be taken for one by, and how alike they are."""
    found = likeness(one, other)
    if found is not None:
        return (Ground.WORDS, found) if found >= ENOUGH else None
    if one.heading and _key(one.heading) == _key(other.heading):
        return Ground.HEADING, None
    if one.number and _key(one.number) == _key(other.number):
        return Ground.NUMBER, None
    return None


def paired(
    old: Sequence[Piece],
    new: Sequence[Piece],
    stated: Mapping[int, int | None] | None = None,
) -> list[Pair]:
    """Return what became of each piece, in the order of the newer text.

    Parameters
    ----------
    stated
        Key of a newer piece by that of an older; none for one that is gone.

    Returns
    -------
    list[Pair]
        What is gone stands before that which followed it in the older text.
    """
    told = stated or {}
    newer = {each.key: each for each in new}
    found: dict[int, Pair] = {}
    for one in old:
        if one.key in told:
            later = newer.get(told[one.key] or -1)
            found[one.key] = _pair(one, later, Ground.STATED, None)
    reached = {each.new.key for each in found.values() if each.new}
    left = [each for each in old if each.key not in found]
    free = [each for each in new if each.key not in reached]
    for one, other, ground, share in _matches(left, free):
        found[one.key] = _pair(one, other, ground, share)
        reached.add(other.key)
    for one in old:
        found.setdefault(one.key, Pair(Fate.GONE, old=one))
    came = [Pair(Fate.NEW, new=each) for each in new if each.key not in reached]
    return _in_order(old, new, found, came)


def changes(old: str, new: str) -> list[Run]:
    """Return two wordings as one: what both have, what went out, what came in.

    Spaces alone are no change.

    Examples
    --------
    >>> [(each.kind, each.words) for each in changes("No fee.", "A fee.")]
    [('out', 'No'), ('in', 'A'), ('same', ' fee.')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = difflib.SequenceMatcher(
        None, [each.strip() for each in before], [each.strip() for each in after], False
    )
    runs: list[Run] = []
    out = into = ""
    codes = matcher.get_opcodes()
    for place, (code, i1, i2, j1, j2) in enumerate(codes):
        between = 0 < place < len(codes) - 1 and i2 - i1 <= _BRIDGE
        if code == "equal" and not between:
            runs += _told(out, into)
            out = into = ""
            runs.append(Run("same", "".join(after[j1:j2])))
        else:
            out += "".join(before[i1:i2])
            into += "".join(after[j1:j2])
    return [*runs, *_told(out, into)]


def _told(out: str, into: str) -> list[Run]:
    return [Run(kind, words) for kind, words in (("out", out), ("in", into)) if words]


def _matches(
    left: list[Piece], free: list[Piece]
) -> list[tuple[Piece, Piece, Ground, int | None]]:
    """Return pairs: those with the same words first, then the most alike."""
    found: list[tuple[Piece, Piece, Ground, int | None]] = []
    for same in (_whole, _said):
        ready = _by(same, free)
        for one in list(left):
            twins = ready.get(same(one), []) if one.text else []
            if twins:
                other = twins.pop(0)
                left.remove(one)
                free.remove(other)
                found.append((one, other, Ground.WORDS, 100))
    close = [
        (one, other, *near)
        for one in left
        for other in free
        if (near := ground_of(one, other)) is not None
    ]
    close.sort(key=_nearest)
    taken: set[tuple[str, int]] = set()
    for one, other, ground, share in close:
        sides = {("old", one.key), ("new", other.key)}
        if not sides & taken:
            taken |= sides
            found.append((one, other, ground, share))
    return found


def _nearest(pair: tuple[Piece, Piece, Ground, int | None]) -> tuple[object, ...]:
    one, other, ground, share = pair
    order = (Ground.WORDS, Ground.HEADING, Ground.NUMBER).index(ground)
    return order, -(share or 0), _key(one.number) != _key(other.number)


def _pair(one: Piece, other: Piece | None, ground: Ground, share: int | None) -> Pair:
    if other is None:
        return Pair(Fate.GONE, old=one, ground=ground)
    share = likeness(one, other) if share is None else share
    pair = Pair(Fate.UNREAD, one, other, ground, share)
    if share is None:
        return pair
    if one.words != other.words:
        fate = Fate.CHANGED
    else:
        fate = Fate.MOVED if pair.renumbered else Fate.KEPT
    return Pair(fate, one, other, ground, share)


def _in_order(
    old: Sequence[Piece],
    new: Sequence[Piece],
    found: Mapping[int, Pair],
    came: Sequence[Pair],
) -> list[Pair]:
    places = {each.key: place for place, each in enumerate(new)}
    ordered: list[tuple[float, int, Pair]] = []
    last = -1.0
    for order, one in enumerate(old):
        pair = found[one.key]
        if pair.new is not None:
            last = float(places[pair.new.key])
            ordered.append((last, order, pair))
        else:
            ordered.append((last + 0.5, order, pair))
    ordered += [(float(places[each.new.key]), 0, each) for each in came if each.new]
    return [pair for *_, pair in sorted(ordered, key=lambda each: each[:2])]


def _by(
    same: Callable[[Piece], Hashable], pieces: Sequence[Piece]
) -> dict[Hashable, list[Piece]]:
    found: dict[Hashable, list[Piece]] = {}
    for each in pieces:
        if each.text:
            found.setdefault(same(each), []).append(each)
    return found


def _whole(piece: Piece) -> Hashable:
    return _key(piece.number), piece.words


def _said(piece: Piece) -> Hashable:
    return piece.words


def _words(text: str) -> list[str]:
    return [each.strip() for each in _TOKEN.findall(unicodedata.normalize("NFC", text))]


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
