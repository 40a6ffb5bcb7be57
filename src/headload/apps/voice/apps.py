"""Django's name for this app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Laws, processes, and the bodies that make them."""

    name = "headload.apps.voice"
    label = "headload_voice"
