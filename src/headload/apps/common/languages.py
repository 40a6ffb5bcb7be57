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
THEMES = ("device", "light", "dark")
"""Colours that a reader may choose; the first is that of her device."""


def theme_of(request: HttpRequest) -> str:
    """Return the colours that a reader chose; empty for those of her device."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES[1:] else ""


def of_page(request: HttpRequest) -> dict[str, object]:
    """Return what every template knows: the language, and the page in the others.

    A view may set ``request.language``, and ``request.elsewhere``: the address of the
    page in each language in which it is not the same path.
    """
    language, _, rest = request.path.lstrip("/").partition("/")
    if language not in LANGUAGES:
        language, rest = "en", ""
    language = getattr(request, "language", language)
    query = request.META.get("QUERY_STRING", "")
    tail = f"{rest}?{query}" if query else rest
    elsewhere = getattr(request, "elsewhere", {})
    return {
        "theme": theme_of(request),
        "themes": THEMES,
        "language": language,
        "languages": [
            {
                "code": code,
                "short": short,
                "name": name,
                "here": code == language,
                "url": elsewhere.get(code, f"/{code}/{tail}"),
            }
            for code, (short, name) in LANGUAGES.items()
        ],
    }


def spoken_by(request: HttpRequest) -> str:
    """Return the first language of the reader that the site has; else English."""
    asked = request.headers.get("Accept-Language", "")
    for part in asked.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"
