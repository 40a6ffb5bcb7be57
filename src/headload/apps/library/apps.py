"""Django's name for this app, and what it tells the others."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class LibraryConfig(AppConfig):
    """Publications."""

    name = "headload.apps.library"
    label = "headload_library"

    def ready(self) -> None:
        """Tell what is here of a concept, and index a work when it changes."""
        from wagtail.signals import published, unpublished

        from headload.apps.common.sections import register
        from headload.apps.common.uses import register as used
        from headload.apps.library.documents import passages, works
        from headload.apps.library.models import Work
        from headload.apps.library.page import content_of
        from headload.apps.library.sections import publications
        from headload.apps.library.uses import works_with
        from headload.apps.search.index import register as found
        from headload.apps.search.index import renew

        def changed(instance: Any, **_: Any) -> None:
            renew("work", f"work:{instance.slug}", works(instance.pk))
            renew("passage", f"passage:{instance.slug}", passages(instance.pk))

        for signal in (published, unpublished):
            signal.connect(changed, sender=Work, weak=False)
        post_delete.connect(changed, sender=Work, weak=False)
        Work.shown_by = staticmethod(content_of)
        register(40, publications)
        used(works_with)
        found("work", works)
        found("passage", passages)
