"""Django's name for this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Shared words, vocabulary and components."""

    name = "headload.apps.common"
    label = "common"

    def ready(self) -> None:
        """Put the vocabulary that ships into a database when it is brought up."""
        from headload.apps.common.vocabulary import plant

        post_migrate.connect(plant, sender=self)
