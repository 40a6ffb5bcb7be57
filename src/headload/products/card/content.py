"""What a card says of one group: a number, a hundred dots, up to three facts.

Headline, facts and share text come from the same cells by the same rules. A group
without a published size has no card; a fact that is withheld is left out, and what
the release says of it instead stands in small print.
"""

import re
from typing import Any

from headload.products import sentences
from headload.products.charts.style import PLUM, SOFT
from headload.products.notes import cautions
from headload.products.numbers import is_large, number, rounded
from headload.products.prose import Prose
from headload.releases import ReleasedEstimate
from headload.terms import Flag

CARDS = ("domestic_worker", "home_based_worker", "street_vendor", "waste_picker")
"""The groups that have a card."""

_RATE, _SIZE = "informal-employment-rate", "employment"
_PENSION, _WOMEN, _HOURS = (
    "pension-coverage-rate",
    "share-of-women",
    "mean-actual-hours",
)
_FEWER = re.compile(r"fewer_than_(\d+)_in_100")


def content(prose: Prose, code: str) -> dict[str, Any] | None:
    """Return the texts of the card of group `code`; None without a published size."""
    size = _find(prose, _SIZE, code)
    if size is None or not sentences.shown(size):
        return None
    place, period = prose.words.place(), prose.period()
    facts = [_rate(prose, code, _RATE, "have_informal")]
    facts += [_rate(prose, code, _PENSION, "have_pension"), _hours(prose, code)]
    return {
        "lang": prose.language,
        "title": prose.group(code),
        "period": prose.say("place_period", place=place, period=period),
        **_number(prose, size, prose.say(f"does_{code}")),
        **_dots(prose, code),
        "facts": [each for each in facts if each],
        "missing": [*_missing(prose, code), *cautions(prose)],
        "sure_heading": prose.say("card_sure_heading"),
        "sure": _sure(prose, size, code),
        "not_heading": prose.say("card_not_heading"),
        "not": prose.say(f"card_not_{code}"),
        "source": prose.source(),
        "trace": f"headload trace DIR {size.estimate_id}",
        "release": prose.words.release.manifest.id,
    }


def dots(women: int) -> str:
    """Return a hundred dots as SVG, the first `women` of them filled."""
    parts = []
    for at in range(100):
        x, y = 6 + 12 * (at % 10), 6 + 12 * (at // 10)
        full = at < women
        look = f'fill="{PLUM}"' if full else f'fill="white" stroke="{SOFT}"'
        radius = 5 if full else 4.6
        parts.append(f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>')
    size = 'width="120" height="120" viewBox="0 0 120 120"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def women_in_100(prose: Prose, code: str) -> int:
    """Return how many of a hundred dots are women; 0 where it is not published."""
    cell = _find(prose, _WOMEN, code)
    if cell is None or not sentences.shown(cell):
        return 0
    return int(rounded(float(cell.value or 0)))


def share_text(prose: Prose, code: str) -> str:
    """Return the text to send with the picture."""
    size, rate = _find(prose, _SIZE, code), _find(prose, _RATE, code)
    said = []
    if size is not None:
        does = prose.say(f"does_{code}")
        said.append(sentences.total(prose, size, does, prose.group(code)))
    if rate is not None:
        said.append(
            sentences.rate(
                prose,
                rate,
                who=prose.say(f"who_{code}"),
                have=prose.say("have_informal"),
            )
        )
    return prose.say(
        "card_share",
        place=prose.words.place(),
        period=prose.period(),
        sentences=" ".join([*said, *cautions(prose)]),
        source=prose.source(),
    )


def _find(prose: Prose, indicator: str, code: str) -> ReleasedEstimate | None:
    return prose.find(indicator, worker_group=code)


def _number(prose: Prose, cell: ReleasedEstimate, does: str) -> dict[str, str]:
    said = sentences.figures(prose, cell)
    large = is_large(float(cell.value or 0), prose.language)
    end = "_million" if large else ""
    word = {"million": sentences.millions(prose, cell)} if large else {}
    limits = {"lo": said.low, "hi": said.high}
    about, span = f"card_about{end}", prose.say(f"card_range{end}", **limits, **word)
    if cell.flag is Flag.CAUTION:
        about = "card_roughly"
        named = {
            key: f"{each} {''.join(word.values())}" for key, each in limits.items()
        }
        span = prose.say("card_read_as", **{k: v.strip() for k, v in named.items()})
    return {
        "about": prose.say(about),
        "number": said.value,
        "what": prose.say(f"card_people{end}", does=does, **word),
        "range": span,
    }


def _dots(prose: Prose, code: str) -> dict[str, str]:
    cell = _find(prose, _WOMEN, code)
    if cell is None or not sentences.shown(cell):
        return {"dots": "", "dots_alt": "", "dots_range": "", "women": "", "men": ""}
    said = sentences.figures(prose, cell)
    who = prose.say(f"who_{code}")
    return {
        "dots": prose.say("card_dots", who=who, v=said.value),
        "dots_alt": prose.say("card_dots_alt", who=who, v=said.value),
        "dots_range": _span(prose, cell),
        "women": prose.say("women").lower(),
        "men": prose.say("men").lower(),
    }


def _rate(prose: Prose, code: str, indicator: str, have: str) -> dict[str, str]:
    cell = _find(prose, indicator, code)
    if cell is None:
        return {}
    text = prose.say(have)
    fewer = _FEWER.search(cell.note)
    if cell.flag is Flag.UNRELIABLE and fewer:
        big = prose.say("card_fewer", v=fewer[1])
        return {"big": big, "text": text, "range": ""}
    if not sentences.shown(cell):
        return {}
    value = sentences.figures(prose, cell).value
    caution = cell.flag is Flag.CAUTION
    key = "card_in_100_caution" if caution else "card_in_100"
    return {"big": prose.say(key, v=value), "text": text, "range": _span(prose, cell)}


def _hours(prose: Prose, code: str) -> dict[str, str]:
    cell = _find(prose, _HOURS, code)
    if cell is None or not sentences.shown(cell) or cell.flag is Flag.CAUTION:
        return {}
    value = sentences.figures(prose, cell).value
    return {
        "big": prose.say("card_hours", v=value),
        "text": prose.say("card_hours_text"),
        "range": _span(prose, cell),
    }


def _span(prose: Prose, cell: ReleasedEstimate) -> str:
    said = sentences.figures(prose, cell)
    key = "card_read_as" if cell.flag is Flag.CAUTION else "card_likely"
    return prose.say(key, lo=said.low, hi=said.high)


def _missing(prose: Prose, code: str) -> list[str]:
    """Return what the release says in place of the facts that it withholds."""
    who, said = prose.say(f"who_{code}"), []
    for indicator, have in (
        (_WOMEN, ""),
        (_RATE, "have_informal"),
        (_PENSION, "have_pension"),
    ):
        cell = _find(prose, indicator, code)
        if cell is None or sentences.shown(cell) or _FEWER.search(cell.note):
            continue
        if have:
            said.append(sentences.rate(prose, cell, who=who, have=prose.say(have)))
        else:
            said.append(sentences.withheld(prose, cell, prose.group(code)))
    return said


def _sure(prose: Prose, size: ReleasedEstimate, code: str) -> str:
    said = prose.say("card_sure")
    if size.n is None:
        return said
    n = number(size.n, prose.language)
    return f"{said} {prose.say('card_sample', n=n, who=prose.say(f'who_{code}'))}"
