"""Django's name for this app, and what it tells the others."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Organisations of informal workers."""

    name = "headload.apps.network"
    label = "headload_network"

    def ready(self) -> None:
        """Tell what is known of a concept; work rates out when something moves them."""
        from headload.apps.common.sections import register
        from headload.apps.common.uses import register as used
        from headload.apps.common.workers import on_release
        from headload.apps.network.after import work_out
        from headload.apps.network.desk_findings import put_up
        from headload.apps.network.history import on_write
        from headload.apps.network.sections import representation
        from headload.apps.network.uses import rates_with

        on_write(work_out)
        on_release(work_out)
        register(20, representation)
        used(rates_with)
        put_up()
