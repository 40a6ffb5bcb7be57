"""What papers tell the other apps when the site starts."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

from headload.apps.common import makers, own_pages, sections, sitemap, uses
from headload.apps.search import index
from headload.apps.voice.models import Document, DocumentVersion
from headload.apps.voice.papers.documents import papers, papers_mapped
from headload.apps.voice.papers.doors import paper_doors
from headload.apps.voice.papers.sections import (
    papers_made_by,
    papers_of,
    papers_with,
)


def start() -> None:
    """Index papers as they change, and register what they tell of other things."""
    for signal in (published, unpublished, post_delete):
        signal.connect(_paper_changed, sender=Document, weak=False)
    post_save.connect(_version_changed, sender=DocumentVersion, weak=False)
    index.register("paper", papers)
    sections.register(37, papers_of)
    makers.register(papers_made_by)
    own_pages.register(paper_doors)
    sitemap.register(papers_mapped)
    uses.register(papers_with)


def _paper_changed(instance: Any, **_: Any) -> None:
    index.renew("paper", f"paper:{instance.slug}", papers(instance.pk))


def _version_changed(instance: Any, **_: Any) -> None:
    _paper_changed(instance.document)
