"""Django's name for this app, and what it tells the others."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class VoiceConfig(AppConfig):
    """Laws, processes, and the bodies that make them."""

    name = "headload.apps.voice"
    label = "headload_voice"

    def ready(self) -> None:
        """Tell what is known of a concept, and index what changes."""
        from wagtail.signals import published, unpublished

        from headload.apps.common.models import Content
        from headload.apps.common.sections import register
        from headload.apps.search.index import register as found
        from headload.apps.search.index import renew
        from headload.apps.voice.documents import laws, processes
        from headload.apps.voice.models import (
            Agreement,
            Body,
            ImplementationCheck,
            Law,
            Process,
            Provision,
            Ratification,
            Source,
        )
        from headload.apps.voice.sections import laws_of, processes_of

        def law_changed(instance: Any, **_: Any) -> None:
            renew("law", f"law:{instance.slug}", laws(instance.pk))

        def process_changed(instance: Any, **_: Any) -> None:
            renew("process", f"process:{instance.slug}", processes(instance.pk))

        def changed(**_: Any) -> None:
            Content.changed()

        for model, answer in (
            (Law, law_changed),
            (Process, process_changed),
            (Body, changed),
        ):
            for signal in (published, unpublished, post_delete):
                signal.connect(answer, sender=model, weak=False)
        for model in (Agreement, ImplementationCheck, Provision, Ratification, Source):
            for signal in (post_save, post_delete):
                signal.connect(changed, sender=model, weak=False)
        register(30, laws_of)
        register(35, processes_of)
        found("law", laws)
        found("process", processes)
