"""Django's name for this app."""

from typing import Any

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    """Sealed releases as pages."""

    name = "headload.apps.explorer"
    label = "explorer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell what this app knows of a concept; a new release makes pages old."""
        from django.db.models.signals import post_delete, post_save

        from headload.apps.common.answering import register as answers
        from headload.apps.common.catalogue import register as listed
        from headload.apps.common.cited import register as cited
        from headload.apps.common.models import Content
        from headload.apps.common.sections import register
        from headload.apps.common.standing import register as stands
        from headload.apps.common.surveys import register as surveyed
        from headload.apps.common.workers import register as counted
        from headload.apps.explorer.answering import figures_answering, indicators
        from headload.apps.explorer.catalogue import catalogued
        from headload.apps.explorer.cited import figure, surveys
        from headload.apps.explorer.documents import tables
        from headload.apps.explorer.models import Release
        from headload.apps.explorer.sections import numbers
        from headload.apps.explorer.standing import standing
        from headload.apps.explorer.workers import workers
        from headload.apps.search.index import register as found

        def changed(**_: Any) -> None:
            Content.changed()

        for signal in (post_save, post_delete):
            signal.connect(changed, sender=Release, weak=False)
        register(10, numbers)
        stands(standing)
        counted(workers)
        answers(figures_answering, indicators)
        cited(figure)
        surveyed(surveys)
        listed(catalogued)
        found("table", tables)
