"""Django's name for this app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """Search over everything."""

    name = "headload.apps.search"
    label = "headload_search"

    def ready(self) -> None:
        """Index the words of the field; every page once the database is brought up."""
        from headload.apps.search.glossary import words
        from headload.apps.search.index import rebuild, register

        def indexed(**_: Any) -> None:
            rebuild()

        register("word", words)
        post_migrate.connect(indexed, sender=_last_app(), weak=False)


def _last_app() -> AppConfig:
    """Return the app that is brought up last: by then every table is there."""
    from django.apps import apps

    return list(apps.get_app_configs())[-1]
