"""Where numbers are found: all places, one place, one release."""

from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.groups import GROUPS
from headload.apps.common.kept import kept
from headload.apps.explorer.choose import latest_by_place, newest_releases
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.statement import Statement, statement
from headload.apps.explorer.store import figures_of, products_of
from headload.terms import LANGUAGES

_RATE, _SIZE = "informal-employment-rate", "employment"


@dataclass(frozen=True)
class Entry:
    """A release in a list: its place and survey in words, and its statements."""

    release: Release
    place: str
    survey: str
    when: str
    foreign: str
    statements: tuple[Statement, ...]


@kept
def numbers(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with every place that has numbers."""
    entries = [entry_of(each, language, groups=()) for each in latest_by_place()]
    return render(request, "explorer/numbers.html", {"entries": entries})


@kept
def place(request: HttpRequest, language: str, place: str) -> HttpResponse:
    """Answer with what is known of a place, and every table of it."""
    releases = [each for each in newest_releases() if each.place == place]
    if not releases:
        raise Http404
    entry = entry_of(releases[0], language, groups=GROUPS)
    figures = figures_of(releases[0])
    labels = labels_of(figures.release, language)
    content = {
        "entry": entry,
        "releases": [entry_of(each, language, groups=()) for each in releases],
        "indicators": [(each, labels.indicator(each)) for each in figures.indicators],
        "labels": labels,
    }
    return render(request, "explorer/place.html", content)


@kept
def release(request: HttpRequest, language: str, release_id: str) -> HttpResponse:
    """Answer with a release: where it comes from, and its files with their size."""
    found = Release.objects.filter(release_id=release_id).first()
    if found is None:
        raise Http404
    figures = figures_of(found)
    files = [(name, path.stat().st_size) for name, path in products_of(found).items()]
    spoken = language if language in LANGUAGES else "en"
    content = {
        "release": found,
        "manifest": figures.release.manifest,
        "entry": entry_of(found, language, groups=()),
        "files": [each for each in files if _language_of(each[0]) in {"", spoken}],
        "foreign": [
            each for each in files if _language_of(each[0]) not in {"", spoken}
        ],
        "others": Release.objects.filter(series=found.series).exclude(pk=found.pk),
    }
    return render(request, "explorer/release.html", content)


def _language_of(name: str) -> str:
    """Return the language in the name of a file, such as ``brief.es.pdf``."""
    return next((part for part in name.split(".") if part in LANGUAGES), "")


def product(
    request: HttpRequest, language: str, release_id: str, name: str
) -> FileResponse:
    """Answer with a file that was made of a release."""
    found = Release.objects.filter(release_id=release_id).first()
    path = products_of(found).get(name) if found else None
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), filename=path.name)


def entry_of(release: Release, language: str, *, groups: tuple[str, ...]) -> Entry:
    """Return a release in words: its rate first, then the size of `groups`.

    With `groups` of one group alone only that group is spoken of.
    """
    figures = figures_of(release)
    labels = labels_of(figures.release, language)
    prose = labels.prose
    cells = [] if len(groups) == 1 else [prose.find(_RATE)]
    for code in groups:
        cells += [
            prose.find(_SIZE, worker_group=code),
            prose.find(_RATE, worker_group=code),
        ]
    return Entry(
        release=release,
        place=labels.place,
        survey=labels.survey,
        when=prose.period(),
        foreign=labels.foreign,
        statements=tuple(statement(labels, cell) for cell in cells if cell is not None),
    )
