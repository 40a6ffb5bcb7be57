"""Every address of the site: a language first, then the apps."""

from django.urls import include, path, re_path, register_converter
from wagtail.admin import urls as desk

from headload.apps.common.catalogue import catalogue
from headload.apps.common.languages import LANGUAGES, THEMES
from headload.apps.explorer.api import api
from headload.apps.library.api import router as works
from headload.apps.library.urls import for_machines
from headload.apps.network.api import router as organisations
from headload.apps.network.own.urls import urlpatterns as own
from headload.apps.network.rates_api import router as rates
from headload.apps.network.urls import permanent_ids as ids_of_organisations
from headload.apps.pages.urls import last
from headload.apps.search.views import search
from headload.apps.site.pages import (
    about,
    door,
    not_found,
    parts,
    robots,
    theme,
    words,
)
from headload.apps.site.second_step.pages import picture, second_step
from headload.apps.site.word import word
from headload.apps.voice.outcomes.api import router as wins
from headload.apps.voice.papers.api import router as papers
from headload.apps.voice.sms.urls import for_machines as for_gateways
from headload.apps.voice.urls import permanent_ids


class Language:
    """A language of the site in an address."""

    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code."""
        return value


register_converter(Language, "language")
api.add_router("", works)
api.add_router("", organisations)
api.add_router("", rates)
api.add_router("", wins)
api.add_router("", papers)

urlpatterns = [
    path("", door),
    path("robots.txt", robots),
    path("api/", api.urls),
    path("sdmx/", include("headload.apps.explorer.service_urls")),
    path("desk/second-step/", second_step, name="desk-second-step"),
    path("desk/second-step/code.png", picture),
    path("desk/", include(desk)),
    path("catalogue.jsonld", catalogue, name="catalogue"),
    *for_machines,
    *for_gateways,
    *permanent_ids,
    *ids_of_organisations,
    path("<language:language>/search/", search, name="search"),
    path("<language:language>/how-to-read/", about, name="about"),
    path("<language:language>/words/", words, name="words"),
    path("<language:language>/words/<slug:concept>/", word, name="word"),
    path("<language:language>/components/", parts, name="components"),
    re_path(
        rf"^(?P<language>{Language.regex})/colours/(?P<chosen>{'|'.join(THEMES)})$",
        theme,
        name="theme",
    ),
    path("<language:language>/my/second-step/", second_step, name="own-second-step"),
    path("<language:language>/my/second-step/code.png", picture),
    path("<language:language>/", include("headload.apps.explorer.urls")),
    path("<language:language>/", include("headload.apps.library.urls")),
    path("<language:language>/", include("headload.apps.network.urls")),
    path("<language:language>/", include("headload.apps.network.rate_urls")),
    path("<language:language>/", include("headload.apps.voice.urls")),
    path("<language:language>/", include(own)),
    path("<language:language>/", include("headload.apps.pages.urls")),
    path("<language:language>/", include(last)),
]
handler404 = not_found
