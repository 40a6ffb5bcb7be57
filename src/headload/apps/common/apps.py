"""Django's name for this app."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """Shared words, vocabulary and components."""

    name = "headload.apps.common"
    label = "common"

    def ready(self) -> None:
        """Put the vocabulary that ships into a database when it is brought up."""
        from headload.apps.common.models import forget_number, keep_number
        from headload.apps.common.vocabulary import plant

        post_migrate.connect(plant, sender=self)
        request_started.connect(keep_number)
        request_finished.connect(forget_number)
