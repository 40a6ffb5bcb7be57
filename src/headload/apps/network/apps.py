"""Django's name for this app, and what it tells the others."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class NetworkConfig(AppConfig):
    """Organisations of informal workers."""

    name = "headload.apps.network"
    label = "headload_network"

    def ready(self) -> None:
        """Tell what is here of a concept, index what was written, work rates out."""
        from headload.apps.common.catalogue import register as listed
        from headload.apps.common.jobs import register as done_again
        from headload.apps.common.sections import register
        from headload.apps.common.uses import register as used
        from headload.apps.common.workers import on_release
        from headload.apps.network.after import (
            DAILY,
            looked_at_again,
            work_out,
            work_out_all,
        )
        from headload.apps.network.catalogue import catalogued
        from headload.apps.network.desk_findings import put_up
        from headload.apps.network.documents import (
            key_of,
            organisations,
            renew_some,
        )
        from headload.apps.network.history import follow, on_write
        from headload.apps.network.models import Organisation
        from headload.apps.network.rate_section import representation
        from headload.apps.network.sections import organisations_of
        from headload.apps.network.uses import rates_with
        from headload.apps.search.index import register as found
        from headload.apps.search.index import renew

        def gone(instance: Any, **_: Any) -> None:
            renew("organisation", key_of(instance), ())

        post_delete.connect(gone, sender=Organisation, weak=False)
        follow(renew_some)
        on_write(work_out)
        on_release(work_out_all)
        done_again("rates", DAILY, looked_at_again)
        register(20, representation)
        register(25, organisations_of)
        used(rates_with)
        listed(catalogued)
        found("organisation", organisations)
        put_up()
