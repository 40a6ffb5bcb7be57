"""Django's name for this app, and what happens when a page changes."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class PagesConfig(AppConfig):
    """Pages of editors."""

    name = "headload.apps.pages"
    label = "headload_pages"

    def ready(self) -> None:
        """Plant the home pages, and make kept pages old when one is changed."""
        from wagtail.signals import page_published, page_slug_changed, page_unpublished
        from wagtail.signals import post_page_move

        from headload.apps.common.models import Concept, ConceptName, Content
        from headload.apps.common.sections import register
        from headload.apps.pages.models import Consent
        from headload.apps.pages.sections import stories
        from headload.apps.pages.tree import plant

        def changed(**_: Any) -> None:
            Content.changed()

        for signal in (
            page_published,
            page_unpublished,
            page_slug_changed,
            post_page_move,
        ):
            signal.connect(changed, weak=False)
        for model in (Concept, ConceptName, Consent):
            post_save.connect(changed, sender=model, weak=False)
            post_delete.connect(changed, sender=model, weak=False)
        post_migrate.connect(plant, sender=self)
        register(60, stories)
