"""What a figure says in one sentence; what cannot be shown has a sentence too.

Sentences come from the products, so page, brief and card say the same. A figure for
which no sentence is written is named in full, with its range.
"""

from headload.apps.common.words import say
from headload.apps.explorer.labels import Labels
from headload.apps.explorer.table import written
from headload.products import sentences
from headload.products.numbers import percent
from headload.products.prose import prose_shipped
from headload.releases import ReleasedEstimate

_SIZE, _RATE = "employment", "informal-employment-rate"
_WHO = {"F": "who_women", "M": "who_men", "U": "who_urban", "R": "who_rural"}


def meaning(labels: Labels, cell: ReleasedEstimate) -> str:
    """Return the sentence of a figure in the language of the labels."""
    prose, codes = labels.prose, dict(cell.dimensions)
    if len(codes) <= 1:
        code = next(iter(codes.values()), "")
        does, who = f"does_{code or 'employed'}", _WHO.get(code, f"who_{code}")
        if cell.indicator == _SIZE and does in prose_shipped():
            doing = prose.say(does, place=prose.words.place())
            return sentences.total(prose, cell, doing, label(labels, cell))
        if cell.indicator == _RATE and who in prose_shipped():
            have = prose.say("have_informal")
            return sentences.rate(prose, cell, who=prose.say(who), have=have)
    if cell.value is None:
        return sentences.withheld(prose, cell, _of(labels, cell))
    return f"{label(labels, cell)}: {amount(labels, cell)}."


def label(labels: Labels, cell: ReleasedEstimate) -> str:
    """Return what a figure is: its indicator, and of whom or where."""
    return f"{labels.indicator(cell.indicator)}, {_of(labels, cell)}"


def amount(labels: Labels, cell: ReleasedEstimate) -> str:
    """Return value, unit and range of a figure that is shown."""
    language = labels.prose.language
    said = f"{written(cell, cell.value, language)} {labels.unit(cell.unit).lower()}"
    if cell.unit == "percent":
        said = percent(float(cell.value or 0), language, 1)
    if cell.ci_low is None or cell.ci_high is None:
        return said
    low, high = (written(cell, each, language) for each in (cell.ci_low, cell.ci_high))
    return f"{said} ({say('range', language, low=low, high=high)})"


def _of(labels: Labels, cell: ReleasedEstimate) -> str:
    names = labels.names(sorted(cell.dimensions.items()))
    return names or labels.prose.words.place()
