"""Django's name for this app, and what it tells the others."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class LibraryConfig(AppConfig):
    """Publications."""

    name = "headload.apps.library"
    label = "headload_library"

    def ready(self) -> None:
        """Tell what is here of a concept, and index a work when it changes."""
        from wagtail.signals import published, unpublished

        from headload.apps.common.catalogue import register as listed
        from headload.apps.common.jobs import register as done_again
        from headload.apps.common.makers import register as made
        from headload.apps.common.models import Content
        from headload.apps.common.sections import register
        from headload.apps.common.uses import register as used
        from headload.apps.library.catalogue import catalogued
        from headload.apps.library.documents import index_again, passages, works
        from headload.apps.library.jobs import DAILY, harvest_all, send_alerts
        from headload.apps.library.models import Collection, Work
        from headload.apps.library.moderation import plant
        from headload.apps.library.page import content_of
        from headload.apps.library.sections import publications
        from headload.apps.library.uses import works_named, works_with
        from headload.apps.search.index import register as found

        def changed(instance: Any, **_: Any) -> None:
            index_again(instance)

        def listed_anew(**_: Any) -> None:
            Content.changed()

        for signal in (post_save, post_delete):
            signal.connect(listed_anew, sender=Collection, weak=False)
        for signal in (published, unpublished):
            signal.connect(changed, sender=Work, weak=False)
        post_delete.connect(changed, sender=Work, weak=False)
        post_migrate.connect(plant, sender=self)
        Work.shown_by = staticmethod(content_of)
        register(40, publications)
        listed(catalogued)
        used(works_with)
        done_again("harvest", DAILY, harvest_all)
        done_again("alerts", DAILY, send_alerts)
        made(works_named)
        found("work", works)
        found("passage", passages)
