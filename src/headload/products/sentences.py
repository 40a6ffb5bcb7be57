"""Sentences about a figure, chosen by its flag; figures come from cells alone.

Opinion: a withheld cell has a sentence too, an unreliable one may still say what it
is below, and a difference is only spoken of where the release has tested it. What
stands within 2.5 points of a simple fraction is said as one.
"""

import re
from dataclasses import dataclass

from headload.products.numbers import (
    DASH,
    in_large,
    is_large,
    number,
    people,
    percent,
)
from headload.products.prose import Prose
from headload.releases import ReleasedEstimate
from headload.terms import Flag

_NEAR = 2.5
_FRACTIONS = ((1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (9, 10))
_FEWER = re.compile(r"fewer_than_(\d+)_in_100")
_MILLION = 1_000_000


@dataclass(frozen=True)
class Figures:
    """Value and limits of a published cell, as written."""

    value: str
    low: str
    high: str

    @property
    def span(self) -> str:
        """The limits as a range."""
        return DASH.join((self.low, self.high))


def shown(cell: ReleasedEstimate | None) -> bool:
    """Tell whether a cell has a value and an interval to speak of."""
    return (
        cell is not None
        and not cell.withheld
        and None not in (cell.value, cell.ci_low, cell.ci_high)
    )


def figures(prose: Prose, cell: ReleasedEstimate, decimals: int = 0) -> Figures:
    """Return a published cell as written: people by their error, rates rounded.

    People stay as they are where the policy has rounded them already.
    """
    language = prose.language
    parts = [float(each or 0) for each in (cell.value, cell.ci_low, cell.ci_high)]
    if cell.unit != "persons":
        return Figures(*(number(each, language, decimals) for each in parts))
    if is_large(parts[0], language):
        return Figures(*(in_large(each, language) for each in parts))
    if prose.words.release.manifest.rounding.get("totals"):
        return Figures(*(number(each, language) for each in parts))
    return Figures(*(people(each, cell.se, language) for each in parts))


def total(prose: Prose, cell: ReleasedEstimate, does: str, name: str) -> str:
    """Return the sentence on a number of people; `does` says what they do."""
    if not shown(cell):
        return withheld(prose, cell, name)
    said = figures(prose, cell)
    large = is_large(float(cell.value or 0), prose.language)
    word = millions(prose, cell)
    parts = {"v": said.value, "lo": said.low, "hi": said.high}
    if cell.flag is Flag.CAUTION:
        named = {
            key: f"{each} {word}" if large else each for key, each in parts.items()
        }
        return prose.say("total_caution", **named, does=does)
    key = "total_million" if large else "total_plain"
    unit = {"million": word} if large else {}
    return prose.say(key, **parts, **unit, does=does)


def rate(prose: Prose, cell: ReleasedEstimate, *, who: str, have: str) -> str:
    """Return the sentence on a rate: so many in a hundred of `who` `have` it."""
    fewer = _FEWER.search(cell.note)
    if cell.flag is Flag.UNRELIABLE and fewer:
        return prose.say("rate_fewer", hi=fewer[1], who=who, have=have)
    if not shown(cell):
        return prose.say(f"rate_{_reason(cell)}", who=who, have=have)
    said = figures(prose, cell)
    key = "rate_caution" if cell.flag is Flag.CAUTION else "rate_plain"
    parts = {"v": said.value, "lo": said.low, "hi": said.high}
    return prose.say(key, **parts, who=who, have=have)


def difference(
    prose: Prose, cell: ReleasedEstimate | None, topic: str, **parts: str
) -> str:
    """Return what a tested difference says; empty without one.

    An interval that holds zero says that the survey cannot tell, never *equal*.

    Parameters
    ----------
    parts
        What else the sentences on `topic` name.
    """
    if cell is None or not shown(cell):
        return ""
    value, low, high = (
        float(each or 0) for each in (cell.value, cell.ci_low, cell.ci_high)
    )
    if low <= 0 <= high:
        return prose.say(f"{topic}_unclear", **parts)
    decimals = 0 if min(abs(low), abs(high)) >= 1 else 1
    limits = sorted((abs(low), abs(high)))
    said = [number(each, prose.language, decimals) for each in (abs(value), *limits)]
    key = f"{topic}_more" if value > 0 else f"{topic}_less"
    return prose.say(key, d=said[0], lo=said[1], hi=said[2], **parts)


def headline(prose: Prose, cell: ReleasedEstimate | None) -> str:
    """Return the message of a brief from the national rate of informal employment."""
    place = prose.words.place()
    if cell is None or not shown(cell):
        return prose.say("headline_none", place=place)
    v = number(float(cell.value or 0), prose.language)
    if cell.flag is Flag.CAUTION:
        return prose.say("headline_caution", v=v, place=place)
    near = fraction(cell)
    if near is None:
        return prose.say("headline_rate", v=v, place=place)
    how, top, under = near
    key = f"headline_{how}_{'one' if top == 1 else 'many'}"
    num, den = prose.say(f"part_{top}"), prose.say(f"part_{under}")
    return prose.say(key, num=num, den=den, place=place)


def fraction(cell: ReleasedEstimate) -> tuple[str, int, int] | None:
    """Return how a rate stands to the nearest simple fraction: about, below, above.

    None where no fraction is within 2.5 points.
    """
    value = float(cell.value or 0)
    top, under = min(_FRACTIONS, key=lambda each: abs(100 * each[0] / each[1] - value))
    exact = 100 * top / under
    if abs(exact - value) > _NEAR:
        return None
    if float(cell.ci_low or 0) <= exact <= float(cell.ci_high or 0):
        return "about", top, under
    return ("below" if value < exact else "above"), top, under


def headline_percent(prose: Prose, cell: ReleasedEstimate) -> Figures:
    """Return a rate for large type: one decimal where the error allows it."""
    decimals = 1 if cell.se is not None and cell.se < 0.5 else 0
    said = figures(prose, cell, decimals)
    value = percent(float(cell.value or 0), prose.language, decimals)
    return Figures(value, said.low, said.high)


def millions(prose: Prose, cell: ReleasedEstimate) -> str:
    """Return the word for millions, singular where the language asks it below two."""
    single = abs(float(cell.value or 0)) < 2 * _MILLION
    return prose.say("million" if single else "millions")


def withheld(prose: Prose, cell: ReleasedEstimate, name: str) -> str:
    """Return what is said in place of a withheld figure."""
    return prose.say(_reason(cell), topic=topic(prose, cell, name))


def topic(prose: Prose, cell: ReleasedEstimate, name: str) -> str:
    """Return what a cell is about: its indicator, and for whom."""
    indicator = prose.words.label("indicator", cell.indicator)
    return prose.say("topic", indicator=indicator, name=name[:1].lower() + name[1:])


def _reason(cell: ReleasedEstimate) -> str:
    return "protected" if cell.flag is Flag.PROTECTED else "unreliable"
