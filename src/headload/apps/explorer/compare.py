"""Places side by side: one indicator, one group, the latest release of every place."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.explorer.choose import latest_by_place
from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.selection import Selection
from headload.apps.explorer.store import figures_of
from headload.apps.explorer.table import table_of_cells
from headload.releases import ReleasedEstimate

ASKED = ("worker_group", "sex", "urban")
"""Dimensions by which places can be compared: those that mean the same everywhere."""


@dataclass(frozen=True)
class Found:
    """A figure of a place, in the words of its release."""

    labels: Labels
    cell: ReleasedEstimate

    @property
    def name(self) -> str:
        """Name of the row: place and period, since periods differ."""
        return f"{self.labels.place}, {self.labels.prose.period(self.cell.time_period)}"


@dataclass(frozen=True)
class Side:
    """What the table's template asks of a view."""

    labels: Labels


@kept
def compare(request: HttpRequest, language: str, indicator: str) -> HttpResponse:
    """Answer with the figure of every place that has it, and who has none.

    Surveys differ in what they ask, so a difference may come from the question; the
    page says so, and each row leads to how its figure was made.
    """
    codes = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    found, without = _found(language, indicator, codes)
    if not found:
        raise Http404
    labels = found[0].labels
    chosen = Selection(indicator, (), codes)
    cells, names = [each.cell for each in found], [each.name for each in found]
    held = labels.names(list(codes.items()))
    title = labels.indicator(indicator)
    content = {
        "view": Side(labels),
        "title": f"{title}: {held}" if held else title,
        "table": table_of_cells(cells, chosen, labels, names),
        "without": ", ".join(without),
        "door": "numbers",
    }
    return render(request, "explorer/compare.html", content)


def _found(
    language: str, indicator: str, codes: dict[str, str]
) -> tuple[list[Found], list[str]]:
    """Return the figures by place, and the places that have none."""
    found, without = [], []
    for release in latest_by_place():
        labels = labels_of(figures_of(release).release, language)
        cell = labels.prose.find(indicator, **codes)
        if cell is None:
            without.append(labels.place)
        else:
            found.append(Found(labels, cell))
    return found, without
