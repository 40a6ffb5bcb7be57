"""The tree that a new site begins with: a home page a language, news and stories."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from headload.apps.common.words import say
from headload.apps.pages.models import HomePage, ListPage

_LISTS = ("news", "stories")
_PLANTING: ContextVar[bool] = ContextVar("planting", default=False)


def planting() -> bool:
    """Tell whether the tree is being made: search then waits for the whole of it."""
    return _PLANTING.get()


def plant(**_: Any) -> None:
    """Make what is missing; what editors made stays as it is."""
    with _search_waits():
        _plant()


@contextmanager
def _search_waits() -> Iterator[None]:
    token = _PLANTING.set(True)
    try:
        yield
    finally:
        _PLANTING.reset(token)


def _plant() -> None:
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    english = Locale.objects.get(language_code="en")
    root = Page.get_first_root_node()
    if root is None:
        return
    home = HomePage.objects.filter(locale=english).first()
    if home is None:
        home = _home(root, english)
        Site.objects.all().delete()
        Site.objects.create(
            hostname="localhost",
            root_page=home,
            is_default_site=True,
            site_name="Headload",
        )
        root.get_children().exclude(pk=home.pk).delete()
    for locale in Locale.objects.exclude(pk=english.pk):
        _translated(home, locale)
    for slug in _LISTS:
        _list(home, slug)


def _home(root: Page, locale: Locale) -> HomePage:
    home = HomePage(title=str(say("site_title", "en")), slug="home-en", locale=locale)
    root.add_child(instance=home)
    return home


def _list(home: HomePage, slug: str) -> None:
    page = ListPage.objects.child_of(home).filter(slug=slug).first()
    if page is None:
        page = ListPage(title=str(say(slug, "en")), slug=slug, locale=home.locale)
        home.add_child(instance=page)
    for locale in Locale.objects.exclude(pk=home.locale_id):
        _translated(page, locale)


def _translated(page: Page, locale: Locale) -> None:
    """Make the page in another language, with the site's own words for a title."""
    if page.has_translation(locale):
        return
    copy = page.copy_for_translation(locale)
    name = "site_title" if isinstance(page, HomePage) else page.slug
    copy.title = str(say(name, locale.language_code))
    if isinstance(page, HomePage):
        copy.slug = f"home-{locale.language_code}"
    copy.save_revision().publish()
