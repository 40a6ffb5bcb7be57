"""Figures of the newest releases that could answer a question."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.common.answering import Answering, Sought
from headload.apps.common.groups import SLUGS
from headload.apps.explorer.choose import newest_releases
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.meaning import amount, label
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of
from headload.apps.explorer.table import surety_of
from headload.releases import ReleasedEstimate

_MOST = 40
"""Figures that are shown of a release; who wants others says more."""
_GROUP, _CITY = "worker_group", "city"


def figures_answering(sought: Sought, language: str) -> Iterator[Answering]:
    """Yield figures of the newest releases of a place, the simplest first."""
    country, _, city = sought.place.partition("-")
    for release in newest_releases():
        if country and release.place != country:
            continue
        figures = figures_of(release)
        labels = labels_of(figures.release, language)
        wanted = {}
        if sought.group:
            wanted[_GROUP] = SLUGS.get(sought.group, "")
        if city:
            wanted[_CITY] = city.replace("-", "_")
        cells = [
            cell
            for cell in _cells(figures, sought)
            if all(cell.dimensions.get(name) == code for name, code in wanted.items())
        ]
        cells.sort(key=lambda cell: (len(cell.dimensions), cell.estimate_id))
        for cell in cells[:_MOST]:
            yield _answering(release, labels, cell, language)


def indicators(language: str) -> Iterator[tuple[str, str]]:
    """Yield codes and names of the indicators of the newest releases."""
    for release in newest_releases():
        figures = figures_of(release)
        labels = labels_of(figures.release, language)
        for code in figures.indicators:
            yield code, labels.indicator(code)


def _cells(figures: Figures, sought: Sought) -> Iterator[ReleasedEstimate]:
    for (indicator, _), cells in figures.shaped.items():
        if sought.indicator in {"", indicator}:
            yield from (
                cell for cell in cells if cell.time_period.startswith(sought.year)
            )


def _answering(
    release: Release, labels: Labels, cell: ReleasedEstimate, language: str
) -> Answering:
    period = labels.prose.period(cell.time_period)
    return Answering(
        estimate_id=cell.estimate_id,
        release_id=release.release_id,
        title=f"{label(labels, cell)}, {period}",
        address=reverse("estimate", args=[language, cell.estimate_id]),
        amount="" if cell.value is None else amount(labels, cell),
        cv=None if cell.cv is None else round(100 * cell.cv, 1),
        surety=surety_of(cell),
        survey=labels.survey,
    )
