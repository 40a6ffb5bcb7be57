"""Django's name for this app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Shared words and components."""

    name = "headload.apps.common"
    label = "common"
