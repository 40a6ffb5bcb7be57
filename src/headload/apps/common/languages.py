"""The languages of the site: each page has an address in each of them."""

from collections.abc import Mapping

from django.http import HttpRequest

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "en": ("EN", "English"),
    "es": ("ES", "Español"),
    "fr": ("FR", "Français"),
    "pt": ("PT", "Português"),
    "hi": ("HI", "हिन्दी"),
}
"""Code, and how the language is named on its link: short, then in full."""
COMPLETE = ("en", "es", "fr")
"""Languages in which every word of the site must be there."""


def of_page(request: HttpRequest) -> dict[str, object]:
    """Return what every template knows: the language, and the page in the others."""
    language, _, rest = request.path.lstrip("/").partition("/")
    if language not in LANGUAGES:
        language, rest = "en", ""
    query = request.META.get("QUERY_STRING", "")
    tail = f"{rest}?{query}" if query else rest
    return {
        "language": language,
        "languages": [
            {
                "code": code,
                "short": short,
                "name": name,
                "here": code == language,
                "url": f"/{code}/{tail}",
            }
            for code, (short, name) in LANGUAGES.items()
        ],
    }
