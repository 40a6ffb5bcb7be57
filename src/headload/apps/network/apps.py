"""Django's name for this app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations of informal workers."""

    name = "headload.apps.network"
    label = "headload_network"
