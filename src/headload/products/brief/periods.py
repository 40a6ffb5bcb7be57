"""What a brief says of several periods: what changed, and the figures of each.

A change is spoken of only where the release has tested it; the tables are the data
of the trend and of the slope.
"""

from typing import Any

from headload.products import sentences
from headload.products.brief.tables import (
    RATE,
    Row,
    all_workers,
    group_rows,
    pair,
    table,
)
from headload.products.prose import Prose
from headload.releases.schema import TIME

_CHANGE = "informal-employment-rate-difference"


def change(prose: Prose) -> list[str]:
    """Return the sentence on the change of the rate from the last period but one."""
    if len(prose.periods) < 2:
        return []
    earlier, later = prose.periods[-2:]
    cell = prose.find(_CHANGE, **{TIME: f"{earlier}/{later}"})
    said = sentences.difference(prose, cell, "change", earlier=prose.period(earlier))
    return [said] if said else []


def periods(prose: Prose) -> dict[str, Any] | None:
    """Return the rates of every period: the data of the trend."""
    if len(prose.periods) < 2:
        return None
    rows = [Row(prose.period(each), {TIME: each}) for each in prose.periods]
    columns = [
        *pair("col_informal", RATE),
        *pair("col_informal_women", RATE, (("sex", "F"),)),
        *pair("col_informal_men", RATE, (("sex", "M"),)),
    ]
    return table(prose, "periods", rows, columns, prose.span(prose.periods))


def changes(prose: Prose) -> dict[str, Any] | None:
    """Return rates of the last two periods and their change: the data of the slope."""
    if len(prose.periods) < 2:
        return None
    last = prose.periods[-2:]
    columns = [
        column
        for period in last
        for column in pair("col_informal_in", RATE, ((TIME, period),))
    ]
    columns += pair("col_change", _CHANGE, ((TIME, "/".join(last)),))
    rows = [all_workers(prose), *group_rows(prose)]
    return table(prose, "changes", rows, columns, prose.span(last))
