"""Django's name for this app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The pages that stand above all apps."""

    name = "headload.apps.site"
    label = "headload_site"
