"""What the explorer knows of a group or a place: its key figures, and the gaps."""

from collections.abc import Sequence

from headload.apps.common.groups import GROUPS, SLUGS
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.explorer.choose import latest_by_place, newest_releases
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.places import entry_of
from headload.apps.explorer.producers import producers_in
from headload.apps.explorer.statement import Statement, statement
from headload.apps.explorer.store import figures_of, products_of

_SIZE, _RATE = "employment", "informal-employment-rate"


def numbers(concept: Concept, language: str) -> Section | None:
    """Return the figures of a group, a country or a city."""
    if concept.scheme == Scheme.WORKER_GROUP:
        return _of_group(concept, language)
    if concept.scheme == Scheme.PLACE:
        return _of_place(concept, language)
    return None


def _of_group(concept: Concept, language: str) -> Section | None:
    code = SLUGS.get(concept.code)
    if code is None:
        return None
    entries = [entry_of(each, language, groups=(code,)) for each in latest_by_place()]
    content = {
        "entries": [each for each in entries if each.statements],
        "without": ", ".join(each.place for each in entries if not each.statements),
        "glossary": code.replace("_", "-"),
    }
    return Section("explorer/section_group.html", content)


def _of_place(concept: Concept, language: str) -> Section:
    country = concept.within or concept
    releases = [each for each in newest_releases() if each.place == country.code]
    statements: Sequence[Statement] = ()
    entry = None
    if releases:
        entry = entry_of(releases[0], language, groups=GROUPS)
        statements = (
            _of_city(releases[0], concept, language)
            if concept.within
            else entry.statements
        )
    content = {
        "entry": entry,
        "country": country.name(language),
        "statements": statements,
        "producers": producers_in(country.code, language),
        "files": _brief(releases, language),
    }
    return Section("explorer/section_place.html", content)


def _of_city(release: Release, concept: Concept, language: str) -> Sequence[Statement]:
    figures = figures_of(release)
    labels = labels_of(figures.release, language)
    city = concept.code.partition("-")[2].replace("-", "_")
    wanted: list[dict[str, str]] = [{"city": city}]
    wanted += [{"city": city, "worker_group": group} for group in GROUPS]
    cells = [
        labels.prose.find(indicator, **codes)
        for codes in wanted
        for indicator in (_SIZE, _RATE)
    ]
    return [statement(labels, cell) for cell in cells if cell is not None]


def _brief(releases: Sequence[Release], language: str) -> Sequence[tuple[str, int]]:
    """Return the brief of the newest release with its size."""
    if not releases:
        return ()
    wanted = f"brief.{language}.pdf"
    made = products_of(releases[0])
    return [(wanted, made[wanted].stat().st_size)] if wanted in made else ()
