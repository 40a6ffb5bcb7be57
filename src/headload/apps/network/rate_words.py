"""A rate in the words of a language: number and interval, or why there is none.

What is not shown is not in a row at all, so no template can show it by mistake.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from headload.apps.common.standing import Standing, standing_of
from headload.apps.common.words import Text, say
from headload.apps.network.selectors.representation import (
    Omitted,
    Part,
    ShownRate,
    current_rates,
)
from headload.products.numbers import number, percent

_TIMES = "\u00d7"


@dataclass(frozen=True)
class Row:
    """A rate in words.

    Parameters
    ----------
    amount, interval
        As written; empty where no number is shown.
    reasons, cautions, mix
        As sentences.
    source
        The estimate that it is divided by; none where no release here has it.
    """

    address: str
    place: Text
    group: Text
    who: Text
    period: str
    basis: Text
    amount: str
    interval: str
    reasons: tuple[Text, ...]
    cautions: tuple[Text, ...]
    mix: tuple[Text, ...]
    parts: tuple[Part, ...]
    unlisted: int
    omitted: tuple[Omitted, ...]
    source: Standing | None
    shown: ShownRate


def rows_of(language: str, *, area: str = "", sector: str = "") -> list[Row]:
    """Return every rate of a place or a group in words."""
    return [row(each, language) for each in current_rates(area=area, sector=sector)]


def row(shown: ShownRate, language: str) -> Row:
    """Return a rate in words."""
    rate = shown.rate
    bounds = shown.bounds
    low, point, high = (_percent(each, language) for each in bounds or (0.0, 0.0, 0.0))
    return Row(
        address=reverse("rate", args=[language, rate.permanent.lower()]),
        place=rate.area.name(language),
        group=rate.sector.name(language),
        who=say("rep_women" if rate.sex else "rep_everyone", language),
        period=rate.period,
        basis=say(f"rep_basis_{rate.basis}", language),
        amount=point if bounds else "",
        interval=str(say("rep_between", language, low=low, high=high))
        if bounds
        else "",
        reasons=_said("rep_refused_", shown.reasons, language),
        cautions=_said("rep_caution_", shown.cautions, language),
        mix=tuple(
            say(f"rep_state_{state}", language, count=count)
            for state, count in shown.mix
        ),
        parts=shown.parts,
        unlisted=shown.unlisted,
        omitted=shown.omitted,
        source=standing_of(rate.estimate, rate.release, language),
        shown=shown,
    )


def formula(shown: ShownRate, language: str) -> list[tuple[Text, str]]:
    """Return the steps of a rate with its numbers; none where no number is shown."""
    rate, bounds = shown.rate, shown.bounds
    if bounds is None or rate.workers is None or rate.cv is None:
        return []
    low, point, high = (_percent(each, language) for each in bounds)
    found = number(rate.workers, language)
    members = [
        number(each or 0, language)
        for each in (rate.members_low, rate.members_point, rate.members_high)
    ]
    spread = number(rate.cv, language, 4)
    return [
        (say("rep_step_point", language), f"{members[1]} / {found} = {point}"),
        (
            say("rep_step_low", language),
            f"{members[0]} / {found} {_TIMES} exp(-1.96 {_TIMES} {spread}) = {low}",
        ),
        (
            say("rep_step_high", language),
            f"{members[2]} / {found} {_TIMES} exp(1.96 {_TIMES} {spread}) = {high}",
        ),
    ]


def _percent(share: float, language: str) -> str:
    """Return a share in percent, with digits enough not to be nothing."""
    value = 100 * share
    return percent(value, language, 1 if value >= 1 or value == 0 else 2)


def _said(prefix: str, codes: Iterable[str], language: str) -> tuple[Text, ...]:
    return tuple(say(f"{prefix}{code}", language) for code in codes)
