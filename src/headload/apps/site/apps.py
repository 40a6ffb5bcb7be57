"""Django's name for this app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The pages that stand above all apps."""

    name = "headload.apps.site"
    label = "headload_site"

    def ready(self) -> None:
        """Tell what the site does again and again for those who watch it."""
        from headload.apps.common.jobs import register
        from headload.apps.site.reach import HOURLY, mail_reached

        register("reach-mail", HOURLY, mail_reached)
