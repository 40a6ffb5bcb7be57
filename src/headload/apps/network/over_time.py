"""Numbers of members over time, as a picture that needs no script.

A mark is one number that somebody stated; nothing is drawn between two, since nothing
was counted there. The shape says how it was counted, and a full mark that the
organisation speaks for itself. Numbers without a day, of a part, or replaced are in the
table alone, and of one at high risk nothing is drawn at all.
"""

import datetime
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.words import Text, say
from headload.apps.network.checks import JUMP
from headload.apps.network.kinds import Basis, Unit, Verification
from headload.apps.network.said_by import OWN
from headload.apps.network.selectors import middle
from headload.products.numbers import number

_TOP, _BOTTOM = 24, 200
"""Where the scale ends and begins, in points from above."""
_LEFT, _RIGHT = 24.0, 96.0
"""Where the first and the last day stand, in percent of the width; the scale is left
of them."""
_STEPS = (1, 2, 2.5, 5, 10)
_MOST_YEARS = 6
_SHAPES: Mapping[str, str] = {
    Basis.DECLARED: "circle",
    Basis.PAID_UP: "square",
    Basis.AFFILIATED: "square",
    Basis.AUDITED: "square",
    Basis.REGISTER: "triangle",
    Basis.ESTIMATED: "diamond",
}


@dataclass(frozen=True)
class Point:
    """A count as readers see it, with its words."""

    count: Mapping[str, Any]
    amount: Text
    basis: Text
    by: Text


@dataclass(frozen=True)
class Tick:
    """A line of a scale: percent of the width, or points from above."""

    at: str
    text: str


@dataclass(frozen=True)
class Mark:
    """One number, drawn; `label` and what hangs on it are empty for most.

    Parameters
    ----------
    x, y
        Percent of the width, and points from above.
    anchor, away
        How the label stands to the mark, and how far below it.
    """

    x: str
    y: str
    shape: str
    is_full: bool
    label: str = ""
    anchor: str = "middle"
    away: int = 0


@dataclass(frozen=True)
class Key:
    """What a kind of mark means."""

    shape: str
    is_full: bool
    text: Text


@dataclass(frozen=True)
class Chart:
    """A picture of numbers, ready for the template.

    Parameters
    ----------
    description
        Every number in words, for those who do not see it.
    jumps
        Sentences on numbers that grew by half or shrank by half.
    """

    marks: Sequence[Mark]
    amounts: Sequence[Tick]
    years: Sequence[Tick]
    keys: Sequence[Key]
    description: str
    jumps: Sequence[Text]


def chart_of(points: Sequence[Point], language: str) -> Chart | None:
    """Return the picture of the numbers that can be drawn; none of fewer than two."""
    dated = [
        (day, each)
        for each in points
        for day in [_day_of(each.count)]
        if day is not None
    ]
    if len({day for day, _ in dated}) < 2:
        return None
    dated.sort(key=lambda pair: pair[0])
    first, last = dated[0][0], dated[-1][0]
    step = _step(max(each.count["value"] for _, each in dated))
    top = step * 4
    return Chart(
        marks=list(_marks(dated, top)),
        amounts=[
            Tick(_y(step * each, top), number(step * each, language))
            for each in range(5)
        ],
        years=list(_years(first, last)),
        keys=list(_keys([each for _, each in dated], language)),
        description="; ".join(_told(each, language) for _, each in dated),
        jumps=list(_jumps(dated, language)),
    )


def _day_of(count: Mapping[str, Any]) -> datetime.date | None:
    """Return the day of a number that is drawn; none for the others."""
    drawn = (
        "value" in count
        and count["unit"] == Unit.PERSONS
        and not count["part"]
        and count["basis"] in _SHAPES
        and count["verification"] != Verification.SUPERSEDED
    )
    return middle(count["as_of"]) if drawn else None


def _step(largest: int) -> int:
    """Return the step of a scale of four that reaches a number.

    Examples
    --------
    >>> _step(669_000), _step(1), _step(120)
    (200000, 1, 50)
    """
    wanted = max(largest / 4, 1)
    power = 10 ** math.floor(math.log10(wanted))
    return math.ceil(next(each * power for each in _STEPS if each * power >= wanted))


def _y(value: float, top: float) -> str:
    return f"{_BOTTOM - (_BOTTOM - _TOP) * value / top:.1f}"


def _x(day: datetime.date, first: datetime.date, last: datetime.date) -> str:
    share = (day - first).days / (last - first).days
    return f"{_LEFT + (_RIGHT - _LEFT) * share:.2f}"


def _marks(dated: Sequence[tuple[datetime.date, Point]], top: int) -> Iterator[Mark]:
    """Yield a mark for each number; the first and the last say theirs."""
    first, last = dated[0][0], dated[-1][0]
    ends = {0: ("start", 22), len(dated) - 1: ("end", -12)}
    for place, (day, each) in enumerate(dated):
        anchor, away = ends.get(place, ("middle", 0))
        yield Mark(
            x=_x(day, first, last),
            y=_y(each.count["value"], top),
            shape=_SHAPES[each.count["basis"]],
            is_full=each.count["declared_by"] in OWN,
            label=each.amount.text if place in ends else "",
            anchor=anchor,
            away=away,
        )


def _years(first: datetime.date, last: datetime.date) -> Iterator[Tick]:
    """Yield years that begin within the picture, not more than a phone has room for."""
    begun = range(first.year + 1, last.year + 1)
    every = math.ceil(len(begun) / _MOST_YEARS) if begun else 1
    for year in begun[::every]:
        yield Tick(_x(datetime.date(year, 1, 1), first, last), str(year))


def _keys(points: Sequence[Point], language: str) -> Iterator[Key]:
    seen: dict[tuple[str, bool, str], list[str]] = {}
    for each in points:
        shape = _SHAPES[each.count["basis"]]
        kind = (shape, each.count["declared_by"] in OWN, each.basis.text)
        seen.setdefault(kind, []).append(each.by.text)
    for (shape, is_full, basis), by in seen.items():
        names = ", ".join(dict.fromkeys(by))
        text = say("count_key", language, basis=basis, by=names)
        yield Key(shape, is_full, text)


def _told(point: Point, language: str) -> str:
    return say(
        "count_point",
        language,
        when=point.count["as_of"],
        amount=point.amount,
        basis=point.basis,
        by=point.by,
    ).text


def _jumps(
    dated: Sequence[tuple[datetime.date, Point]], language: str
) -> Iterator[Text]:
    """Yield a sentence on each leap between two numbers that mean the same."""
    before: dict[tuple[str, str], Point] = {}
    for _, each in dated:
        kind = (each.count["basis"], each.count["declared_by"])
        old = before.get(kind)
        before[kind] = each
        if old is not None and _leaps(old.count["value"], each.count["value"]):
            rose = each.count["value"] > old.count["value"]
            yield say(
                "count_rose" if rose else "count_fell",
                language,
                before=old.count["as_of"],
                after=each.count["as_of"],
                old=old.amount,
                new=each.amount,
            )


def _leaps(old: int, new: int) -> bool:
    return abs(new - old) > JUMP * old
