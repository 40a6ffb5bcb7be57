"""Django's name for this app."""

from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    """Sealed releases as pages."""

    name = "headload.apps.explorer"
    label = "explorer"
    default_auto_field = "django.db.models.BigAutoField"
