"""Every address of the site: a language first, then the apps."""

from django.urls import include, path, register_converter

from headload.apps.common.languages import LANGUAGES
from headload.apps.explorer.api import api
from headload.apps.site.pages import about, door, home, not_found, robots, words


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

urlpatterns = [
    path("", door),
    path("robots.txt", robots),
    path("api/", api.urls),
    path("sdmx/", include("headload.apps.explorer.service_urls")),
    path("<language:language>/", home, name="home"),
    path("<language:language>/how-to-read/", about, name="about"),
    path("<language:language>/words/", words, name="words"),
    path("<language:language>/", include("headload.apps.explorer.urls")),
]
handler404 = not_found
