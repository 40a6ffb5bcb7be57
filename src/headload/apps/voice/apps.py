"""Django's name for this app, and what it tells the others."""

from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class VoiceConfig(AppConfig):
    """Laws, processes and the bodies that make them; demands and their evidence."""

    name = "headload.apps.voice"
    label = "headload_voice"

    def ready(self) -> None:
        """Tell what is known of a concept, and index what changes."""
        from wagtail.signals import published, unpublished

        from headload.apps.common.catalogue import register as listed
        from headload.apps.common.cited import listen
        from headload.apps.common.jobs import register as done_again
        from headload.apps.common.models import Content
        from headload.apps.common.own_pages import register as own
        from headload.apps.common.sections import register
        from headload.apps.common.sitemap import register as told_crawlers
        from headload.apps.common.uses import register as used
        from headload.apps.search.index import register as found
        from headload.apps.search.index import renew
        from headload.apps.voice.asking.doors import doors
        from headload.apps.voice.demands.documents import demands, gaps
        from headload.apps.voice.demands.sections import demands_of
        from headload.apps.voice.demands.uses import demands_with
        from headload.apps.voice.documents import laws, processes
        from headload.apps.voice.feeds.sections import next_deadline_of
        from headload.apps.voice.letters.send import HOURLY, send_letters
        from headload.apps.voice.listed import catalogued, mapped
        from headload.apps.voice.models import (
            Body,
            Claim,
            ClaimText,
            Correspondence,
            DataGap,
            Demand,
            EvidenceLink,
            ImplementationCheck,
            Law,
            Platform,
            Process,
            Provision,
            ProvisionText,
            Ratification,
            SignOn,
            Source,
        )
        from headload.apps.voice.papers.start import start
        from headload.apps.voice.platforms.documents import platforms
        from headload.apps.voice.sections import laws_of, processes_of
        from headload.apps.voice.services.claims import go_stale
        from headload.apps.voice.sms.codes import sign_on_changed
        from headload.apps.voice.sms.heard import connect as hear
        from headload.apps.voice.sms.reminders import QUARTER, reached, remind_and_send
        from headload.apps.voice.told_of_wins import connect

        def renewed(kind: str, pages: Callable[[int], Any]) -> Callable[..., None]:
            def answer(instance: Any, **_: Any) -> None:
                renew(kind, f"{kind}:{instance.slug}", pages(instance.pk))

            return answer

        def changed(**_: Any) -> None:
            Content.changed()

        for model, kind, pages in (
            (Law, "law", laws),
            (Process, "process", processes),
            (Demand, "demand", demands),
            (DataGap, "gap", gaps),
            (Platform, "platform", platforms),
        ):
            found(kind, pages)
            answer = renewed(kind, pages)
            for signal in (published, unpublished, post_delete):
                signal.connect(answer, sender=model, weak=False)
        for signal in (published, unpublished, post_delete):
            signal.connect(changed, sender=Body, weak=False)
        for model in (
            *(ImplementationCheck, Provision, Ratification, Source),
            *(Correspondence, ProvisionText),
            *(Claim, ClaimText, EvidenceLink),
        ):
            for signal in (post_save, post_delete):
                signal.connect(changed, sender=model, weak=False)
        register(2, next_deadline_of)
        register(30, laws_of)
        register(35, processes_of)
        register(37, demands_of)
        used(demands_with)
        own(doors)
        listed(catalogued)
        told_crawlers(mapped)
        done_again("letters", HOURLY, send_letters)
        done_again("sms", QUARTER, remind_and_send)
        done_again("reach-sms", HOURLY, reached)
        post_save.connect(sign_on_changed, sender=SignOn)
        hear()
        listen(go_stale)
        connect()
        start()
