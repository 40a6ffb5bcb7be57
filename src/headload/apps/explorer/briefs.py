"""Briefs of a release enter the library, with the release and the figures they use.

A later release of the same series renews the same works, so that their addresses stay;
words that an editor has changed stay hers.
"""

import re

from django.utils import timezone

from headload.apps.common.groups import GROUPS, SLUGS
from headload.apps.common.models import Concept, Scheme
from headload.apps.explorer.figures import Figures
from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of, products_of
from headload.apps.library.documents import index_again
from headload.apps.library.files import keep, look_at
from headload.apps.library.models import Work
from headload.products import sentences
from headload.terms import LANGUAGES

_RATE, _SIZE = "informal-employment-rate", "employment"
_OF_ALL = (_RATE, "informal-employment", "pension-coverage-rate")


def shelve(release: Release) -> list[Work]:
    """Put the briefs of a release into the library; return their works."""
    made = products_of(release)
    figures = figures_of(release)
    works: list[Work] = []
    for language in LANGUAGES:
        path = made.get(f"brief.{language}.pdf")
        if path is None:
            continue
        labels = labels_of(figures.release, language)
        first = works[0] if works else None
        work = _work(release, figures, labels, first)
        content = path.read_bytes()
        keep(work, path.name, content, look_at(content), language)
        index_again(work)
        works.append(work)
    return works


def _work(
    release: Release, figures: Figures, labels: Labels, first: Work | None
) -> Work:
    prose = labels.prose
    slug = re.sub(r"[^a-z0-9]+", "-", f"brief-{release.series}".lower()).strip("-")
    slug = f"{slug[:110]}-{labels.spoken}"
    work = Work.objects.filter(slug=slug).first() or Work(slug=slug)
    if not work.latest_revision_id:
        work.title = sentences.headline(prose, prose.find(_RATE))
        work.subtitle = prose.period()
        work.summary = prose.source()
        work.kind, work.language = "statistical-brief", labels.spoken
        work.date = timezone.localdate().isoformat()
        work.version_of = first
        work.worker_groups = _concepts(Scheme.WORKER_GROUP, _groups(figures))
        work.places = _concepts(Scheme.PLACE, [release.place])
    work.estimates = "\n".join(_used(release, labels))
    work.source = release.release_id
    if work.pk is None:
        work.live, work.first_published_at = True, timezone.now()
    work.save()
    return work


def _groups(figures: Figures) -> list[str]:
    codes = figures.codes(_SIZE, "worker_group")
    return [slug for slug, code in SLUGS.items() if code in codes]


def _concepts(scheme: str, codes: list[str]) -> list[Concept]:
    return list(Concept.objects.filter(scheme=scheme, code__in=codes))


def _used(release: Release, labels: Labels) -> list[str]:
    """Return the figures that a brief leads with, each with the release it is from."""
    find = labels.prose.find
    cells = [find(name) for name in _OF_ALL]
    for name in (_SIZE, _RATE):
        cells += [find(name, worker_group=group) for group in GROUPS]
    return [
        f"{cell.estimate_id}@{release.release_id}"
        for cell in cells
        if cell is not None and cell.value is not None
    ]
