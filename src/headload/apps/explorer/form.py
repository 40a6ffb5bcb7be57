"""The form of a table: what can be shown, by what, and for whom.

It is a plain form that asks for an address; nothing of it needs a script.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.words import say
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import Labels
from headload.apps.explorer.selection import BY, PERIOD, Selection
from headload.releases.schema import TIME

TIMES = " \u00d7 "
"""Between two dimensions of a table."""
_FIRST = ("sex", "worker_group", "city", "urban")
"""Dimensions that stand first in the form."""


@dataclass(frozen=True)
class Choice:
    """A field of the form: its name, label, options, and the one that is chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


def choices(figures: Figures, labels: Labels, chosen: Selection) -> list[Choice]:
    """Return the fields of the form, those of most use first."""
    indicators = [(each, labels.indicator(each)) for each in figures.indicators]
    language = labels.language
    return [
        Choice("indicator", str(say("show", language)), indicators, chosen.indicator),
        Choice(
            BY,
            str(say("by", language)),
            _breakdowns(figures, labels, chosen),
            ",".join(chosen.by),
        ),
        *_dimensions(figures, labels, chosen),
        *_periods(figures, labels, chosen),
    ]


def _breakdowns(
    figures: Figures, labels: Labels, chosen: Selection
) -> list[tuple[str, str]]:
    dimensions = figures.dimensions(chosen.indicator)
    singles = [(each,) for each in dimensions]
    if len(figures.periods) > 1:
        singles.append((TIME,))
    pairs = sorted(
        {
            tuple(name for name in dimensions if name in shape)
            for shape in figures.shapes(chosen.indicator)
            if len(shape) == 2
        }
    )
    both = [*singles, *pairs, *((pair[1], pair[0]) for pair in pairs)]
    return [(",".join(each), TIMES.join(map(labels.dimension, each))) for each in both]


def _dimensions(figures: Figures, labels: Labels, chosen: Selection) -> list[Choice]:
    everyone = str(say("all_of_it", labels.language))
    dimensions = figures.dimensions(chosen.indicator)
    ordered = [each for each in _FIRST if each in dimensions]
    ordered += [each for each in dimensions if each not in _FIRST]
    return [
        Choice(
            name,
            labels.dimension(name),
            [
                ("", everyone),
                *(
                    (code, labels.code(name, code))
                    for code in figures.codes(chosen.indicator, name)
                ),
            ],
            chosen.codes.get(name, ""),
        )
        for name in ordered
        if name not in chosen.by
    ]


def _periods(figures: Figures, labels: Labels, chosen: Selection) -> list[Choice]:
    periods = figures.periods
    if len(periods) < 2 or TIME in chosen.by:
        return []
    options = [(each, labels.prose.period(each)) for each in periods]
    label = str(say("period", labels.language))
    return [Choice(PERIOD, label, options, chosen.period)]
