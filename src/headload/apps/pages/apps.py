"""Django's name for this app, and what happens when a page changes."""

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class PagesConfig(AppConfig):
    """Pages of editors."""

    name = "headload.apps.pages"
    label = "headload_pages"

    def ready(self) -> None:
        """Plant the home pages, and make kept pages old when one is changed."""
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from headload.apps.common.models import Concept, ConceptName, Content, Scheme
        from headload.apps.common.sections import register
        from headload.apps.common.uses import register as used
        from headload.apps.pages.documents import of_scheme, written
        from headload.apps.pages.draw import draw
        from headload.apps.pages.models import Consent, Written
        from headload.apps.pages.sections import stories
        from headload.apps.pages.tree import plant, planting
        from headload.apps.pages.uses import pages_with
        from headload.apps.search.index import rebuild
        from headload.apps.search.index import register as found

        def changed(**_: Any) -> None:
            Content.changed()

        def written_anew(**_: Any) -> None:
            if not planting():  # the whole index is made once tables are up
                rebuild("page", *Scheme)

        for signal in (
            page_published,
            page_unpublished,
            page_slug_changed,
            post_page_move,
        ):
            signal.connect(written_anew, weak=False)
        for model in (Concept, ConceptName):
            post_save.connect(changed, sender=model, weak=False)
            post_delete.connect(changed, sender=model, weak=False)
        post_save.connect(written_anew, sender=Consent, weak=False)
        for model in self.get_models():
            if issubclass(model, Written):
                post_delete.connect(written_anew, sender=model, weak=False)
        post_migrate.connect(plant, sender=self)
        Written.drawn_by = staticmethod(draw)
        register(60, stories)
        used(pages_with)
        found("page", written)
        for scheme in Scheme:
            found(scheme, partial(of_scheme, scheme))
