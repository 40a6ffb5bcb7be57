"""The page of a selection: a table with intervals, the form to change it, downloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from headload.apps.common.kept import kept
from headload.apps.common.words import say
from headload.apps.explorer.choose import release_for
from headload.apps.explorer.compare import ASKED
from headload.apps.explorer.downloads import FORMS, made
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.form import TIMES, choices
from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.picture import description, picture
from headload.apps.explorer.selection import (
    NotThere,
    Selection,
    cells_of,
    nearest,
    selection_of,
)
from headload.apps.explorer.sizes import sizes_of
from headload.apps.explorer.store import figures_of
from headload.apps.explorer.table import Surety, Table, table_of

RELEASE = "release"


@dataclass(frozen=True)
class View:
    """What a page of a selection needs: release, figures, labels, selection."""

    release: Release
    figures: Figures
    labels: Labels
    chosen: Selection
    named: str

    @property
    def query(self) -> str:
        """The query of the address, the release with it where it was named."""
        release = f"&{RELEASE}={self.named}" if self.named else ""
        return self.chosen.query() + release

    def title(self) -> str:
        """Return indicator and what it is held to, as one line."""
        held = self.labels.names(list(self.chosen.codes.items()))
        indicator = self.labels.indicator(self.chosen.indicator)
        return f"{indicator}: {held}" if held else indicator

    def where(self) -> str:
        """Return place and period."""
        prose = self.labels.prose
        period = self.chosen.period
        periods = self.figures.periods
        when = prose.period(period) if period else prose.span(periods)
        return f"{prose.words.place()}, {when}"


@kept
def explore(
    request: HttpRequest, language: str, place: str, indicator: str, form: str = ""
) -> HttpResponse:
    """Answer with a selection as a page, or as a file in the form that is asked."""
    asked = request.GET.dict()
    if asked.get("indicator") not in {None, indicator}:
        return _elsewhere(language, place, asked)
    view = _view(language, place, indicator, asked)
    address = reverse("explore", args=[language, place, indicator])
    if form:
        return _file(view, form)
    if request.META.get("QUERY_STRING", "") != view.query:
        return redirect(f"{address}?{view.query}")
    return _page(request, view, address)


def _elsewhere(language: str, place: str, asked: Mapping[str, str]) -> HttpResponse:
    """Lead to another indicator, with what can be kept of the breakdown."""
    address = reverse("explore", args=[language, place, asked["indicator"]])
    group = asked.get("worker_group", "")
    return redirect(f"{address}?worker_group={group}" if group else address)


def _view(language: str, place: str, indicator: str, asked: Mapping[str, str]) -> View:
    named = asked.get(RELEASE, "")
    release = release_for(place, named)
    figures = figures_of(release)
    try:
        chosen = selection_of(figures, indicator, asked)
    except NotThere:
        raise Http404 from None
    labels = labels_of(figures.release, language)
    return View(release, figures, labels, chosen, named)


_NAMES: Mapping[str, str] = {
    "csv": "CSV",
    "xlsx": "Excel",
    "json": "JSON",
    "sdmx.csv": "SDMX-CSV",
    "sdmx.xml": "SDMX-ML",
    "svg": "SVG",
}


@dataclass(frozen=True)
class Download:
    """A file of a view: its address, name and about how many bytes it has."""

    url: str
    name: str
    size: int


def _page(request: HttpRequest, view: View, address: str) -> HttpResponse:
    table = table_of(view.figures, view.chosen, view.labels)
    words = picture_words(view.labels.language)
    content = {
        "view": view,
        "table": table,
        "choices": choices(view.figures, view.labels, view.chosen),
        "alt": description(table, title=view.title(), words=words),
        "overlaps": "worker_group" in view.chosen.by,
        "door": "numbers",
        "across": _across(view),
        "near": [] if table.cells else _near(view, address),
        "downloads": _downloads(view, table, address),
        "address": f"{address}?{view.query}",
        "absolute": request.build_absolute_uri(f"{address}?{view.query}"),
        "image": request.build_absolute_uri(f"{address}.svg?{view.query}"),
    }
    return render(request, "explorer/explore.html", content)


def _across(view: View) -> str:
    """Return the address of the same figure in every place; empty where it has none."""
    if not set(view.chosen.codes) <= set(ASKED):
        return ""
    address = reverse("compare", args=[view.labels.language, view.chosen.indicator])
    query = urlencode(view.chosen.codes)
    return f"{address}?{query}" if query else address


def picture_words(language: str) -> dict[str, str]:
    """Return the words that a picture needs."""
    few, protected = Surety.FEW.value, Surety.PROTECTED.value
    return {
        few: str(say("why_few", language)),
        protected: str(say("why_protected", language)),
        "range": str(say("range", language, low="{low}", high="{high}")),
    }


def _near(view: View, address: str) -> list[tuple[str, str]]:
    """Return addresses and names of what the release has instead."""
    found = []
    for each in nearest(view.figures, view.chosen):
        rows = TIMES.join(map(view.labels.dimension, each.by))
        held = view.labels.names(list(each.codes.items()))
        name = ", ".join(part for part in (rows, held) if part)
        found.append(
            (f"{address}?{each.query()}", name or view.labels.prose.words.place())
        )
    return found


def _file(view: View, form: str) -> HttpResponse:
    kind = FORMS.get(form)
    if kind is None:
        raise Http404
    cells = cells_of(view.figures, view.chosen)
    if form == "svg":
        content = _svg(view).encode()
    else:
        content = made(form, view.figures.release, cells, view.labels.prose.language)
    response = HttpResponse(content, content_type=kind)
    name = f"{view.release.place}-{view.chosen.indicator}.{form}"
    where = "inline" if form in {"svg", "json"} else "attachment"
    response["Content-Disposition"] = f'{where}; filename="{name}"'
    return response


def _svg(view: View) -> str:
    table = table_of(view.figures, view.chosen, view.labels)
    return picture(
        table,
        title=f"{view.title()}. {view.where()}",
        source=view.labels.prose.source(),
        words=picture_words(view.labels.language),
        language=view.labels.prose.language,
    )


def _downloads(view: View, table: Table, address: str) -> list[Download]:
    """Return each file of the view with its size."""
    if not table.cells:
        return []
    cells = cells_of(view.figures, view.chosen)
    sizes = {
        **sizes_of(view.figures.release.directory, cells, view.labels.prose.language),
        "svg": len(_svg(view).encode()),
    }
    return [
        Download(f"{address}.{form}?{view.query}", name, sizes[form])
        for form, name in _NAMES.items()
    ]
