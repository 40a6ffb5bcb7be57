"""The page of one figure: what it means, how sure, how it was made and revised."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headload.apps.common.kept import kept
from headload.apps.common.uses import uses_of
from headload.apps.explorer.axis import Strip, axis_for
from headload.apps.explorer.choose import release_of, revisions_of
from headload.apps.explorer.downloads import as_csv
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.meaning import amount, label, meaning
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of, products_of
from headload.apps.explorer.table import MARKS, surety_of
from headload.products import citation
from headload.releases import ReleasedEstimate
from headload.terms import LANGUAGES
from headload.trace import story_of
from headload.trace.data import as_data
from headload.trace.telling import Telling

_KINDS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
}


@dataclass(frozen=True)
class Revision:
    """A figure in one of the releases that have it."""

    release: Release
    value: str


@kept
def estimate(
    request: HttpRequest,
    language: str,
    estimate_id: str,
    release_id: str = "",
    form: str = "",
) -> HttpResponse:
    """Answer with the page of a figure, or with a file of it."""
    release = release_of(estimate_id, release_id)
    figures = figures_of(release)
    cell = figures.by_id[estimate_id]
    labels = labels_of(figures.release, language)
    address = request.build_absolute_uri(
        reverse("estimate", args=[language, estimate_id])
    )
    if form:
        return _file(form, figures, cell, labels, address)
    content = {
        "release": release,
        "cards": _cards(release, cell, language),
        "uses": uses_of(estimate_id, language),
        "sizes": {
            kind: len(_content(kind, figures, cell, labels, address)) for kind in _KINDS
        },
        "cell": cell,
        "labels": labels,
        "meaning": meaning(labels, cell),
        "title": label(labels, cell),
        "period": labels.prose.period(cell.time_period),
        "door": "numbers",
        "surety": surety_of(cell),
        "mark": MARKS.get(cell.code("worker_group"), "all"),
        "strip": _strip(cell),
        "parts": _told(figures, cell, language),
        "revisions": _revisions(estimate_id, labels),
        "share": share_text(labels, cell, address),
        "address": address,
        "table": _beside(release, cell, language),
        "text_language": language if language in LANGUAGES else "en",
    }
    return render(request, "explorer/estimate.html", content)


def share_text(labels: Labels, cell: ReleasedEstimate, address: str) -> str:
    """Return a message that fits in an SMS or two: sentence, source, address."""
    return f"{meaning(labels, cell)} {labels.prose.source()} {address}\n"


def _file(
    form: str, figures: Figures, cell: ReleasedEstimate, labels: Labels, address: str
) -> HttpResponse:
    if form not in _KINDS:
        raise Http404
    content = _content(form, figures, cell, labels, address)
    response = HttpResponse(content, content_type=_KINDS[form])
    if form in {"csv", "bib"}:
        name = f"{cell.estimate_id}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _content(
    form: str, figures: Figures, cell: ReleasedEstimate, labels: Labels, address: str
) -> bytes:
    if form == "json":
        story = as_data(story_of(figures.release, cell.estimate_id))
        text = json.dumps(story, ensure_ascii=False, indent=1)
        return f"{text}\n".encode()
    if form == "csv":
        return as_csv(figures.release, [cell])
    if form == "bib":
        return _bibtex(labels, cell, address).encode()
    return share_text(labels, cell, address).encode()


def _cards(
    release: Release, cell: ReleasedEstimate, language: str
) -> list[tuple[str, str, int]]:
    """Return file, name and size of the cards of the group that a figure is of."""
    if set(cell.dimensions) != {"worker_group"}:
        return []
    slug = cell.dimensions["worker_group"].replace("_", "-")
    spoken = language if language in LANGUAGES else "en"
    made = products_of(release)
    wanted = [
        (f"cards/{slug}.{spoken}.pdf", "PDF"),
        (f"cards/{slug}.{spoken}.phone.png", "PNG"),
    ]
    return [
        (name, kind, made[name].stat().st_size) for name, kind in wanted if name in made
    ]


def _bibtex(labels: Labels, cell: ReleasedEstimate, address: str) -> str:
    """Return the entry of the release, with the figure and its address."""
    entry = citation.bibtex(labels.prose.words).rstrip()
    added = (
        f"  howpublished = {{Estimate {cell.estimate_id}}},\n  url = {{{address}}}\n}}"
    )
    return f"{entry.rstrip('}').rstrip().rstrip(',')},\n{added}\n"


def _strip(cell: ReleasedEstimate) -> Strip | None:
    """Return the interval from zero to a round number above it."""
    if cell.value is None or cell.ci_low is None or cell.ci_high is None:
        return None
    axis = axis_for([cell.value, cell.ci_low, cell.ci_high])
    return Strip(
        *(axis.place(each) for each in (cell.value, cell.ci_low, cell.ci_high))
    )


def _told(figures: Figures, cell: ReleasedEstimate, language: str) -> Sequence[object]:
    """Return how it was made, as a trace tells it, without the figure itself."""
    spoken = language if language in LANGUAGES else "en"
    story = story_of(figures.release, cell.estimate_id)
    parts = Telling(story, spoken).parts()
    return [part for part in parts[1:] if part.items]


def _revisions(estimate_id: str, labels: Labels) -> list[Revision]:
    found = []
    for row in revisions_of(estimate_id):
        cell = figures_of(row.release).by_id[estimate_id]
        shown = "" if cell.value is None else amount(labels, cell)
        found.append(Revision(row.release, shown))
    return found


def _beside(release: Release, cell: ReleasedEstimate, language: str) -> str:
    """Return the address of the table in which the figure stands.

    A change from one period to another stands in none: its place is shown.
    """
    if "/" in cell.time_period:
        return reverse("place", args=[language, release.place])
    address = reverse("explore", args=[language, release.place, cell.indicator])
    names = [
        name for name in ("worker_group", "sex", "city") if name in cell.dimensions
    ]
    return f"{address}?by={names[0]}" if names else address
