"""Pages of editors: drawn with what is known, in the reader's language."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import VENDORS, Site


@pytest.fixture
def pages(site: Site) -> Iterator[list[Any]]:
    """Collect pages that a test makes, and remove them."""
    made: list[Any] = []
    yield made
    for page in reversed(made):
        if type(page).objects.filter(pk=page.pk).exists():
            type(page).objects.get(pk=page.pk).delete()


def published(parent: Any, page: Any, made: list[Any]) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    made.append(page)
    return type(page).objects.get(pk=page.pk)


def section(slug: str, language: str = "en") -> Any:
    from headload.apps.pages.models import ListPage

    return ListPage.objects.get(slug=slug, locale__language_code=language)


def read(site: Site, address: str) -> str:
    answer = site.client.get(address)
    assert answer.status_code == 200, address
    assert not answer.cookies
    return str(answer.content.decode())


def test_a_new_site_has_a_home_page_news_and_stories_in_every_language(
    site: Site,
) -> None:
    from headload.apps.common.languages import LANGUAGES

    for language in LANGUAGES:
        for path in ("", "news/", "stories/"):
            assert f'<html lang="{language}"' in read(site, f"/{language}/{path}")


def test_news_appear_at_once_and_in_search_and_vanish_when_taken_down(
    site: Site, pages: list[Any]
) -> None:
    from headload.apps.pages.models import NewsPage

    assert "Count of vendors" not in read(site, "/en/")
    news = NewsPage(
        title="Count of vendors begins",
        body=[
            ("paragraph", "<p>With <b>two</b> organisations of hawkers.</p>"),
            ("figure", {"estimate_id": VENDORS}),
            ("figure", {"estimate_id": "gone"}),
            ("said", {"text": "We count ourselves.", "by": "A vendor"}),
            ("gap", {"question": "How many?", "why": "Nobody asked.", "who": "INEC"}),
        ],
    )
    page = published(section("news"), news, pages)
    assert page.address() == "/en/news/count-of-vendors-begins/"
    assert "Count of vendors" in read(site, "/en/")
    text = read(site, page.address())
    assert f"/en/e/{VENDORS}" in text
    assert "No release on this site has it any more" in text
    assert "Who could fill it" in text
    assert page.address() in read(site, f"/en/e/{VENDORS}")  # where it is used
    assert page.address() in read(site, "/en/search/?q=hawkers+organisations")
    page.unpublish()
    assert "Count of vendors" not in read(site, "/en/")
    assert site.client.get("/en/news/count-of-vendors-begins/").status_code == 404
    assert page.address() not in read(site, "/en/search/?q=hawkers+organisations")


def test_a_page_without_translation_says_so_and_an_older_one_too(
    site: Site, pages: list[Any]
) -> None:
    from wagtail.models import Locale

    from headload.apps.pages.models import TextPage

    home = section("news").get_parent()
    text = [("paragraph", "<p>We keep nothing about readers.</p>")]
    about = published(home, TextPage(title="About us", body=text), pages)
    foreign = read(site, "/es/about-us/")
    assert "todavía no están traducidas" in foreign
    assert '<div class="prose" lang="en">' in foreign
    spanish = about.copy_for_translation(Locale.objects.get(language_code="es"))
    pages.append(spanish)
    spanish.title, spanish.slug = "Quiénes somos", "quienes-somos"
    spanish.save_revision().publish()
    own = read(site, "/es/quienes-somos/")
    assert "ha cambiado desde entonces" not in own
    assert 'href="/en/about-us/"' in own  # the language link leads to the same page
    assert "Quiénes somos" in read(site, "/es/about-us/")
    about.save_revision().publish()
    assert "ha cambiado desde entonces" in read(site, "/es/quienes-somos/")


def test_a_page_about_a_group_stands_above_its_figures(
    site: Site, pages: list[Any]
) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.common.models import Concept
    from headload.apps.pages.models import ConceptPage

    group = Concept.objects.get(scheme="worker_group", code="street-vendors")
    home = section("news").get_parent()
    words = ConceptPage(title="Street vendors", lead="They feed cities.", concept=group)
    page = published(home, words, pages)
    assert page.address() == "/en/workers/street-vendors/"
    text = read(site, "/en/workers/street-vendors/")
    assert text.index("They feed cities.") < text.index("sell or offer services")
    second = ConceptPage(title="Again", concept=group, locale=page.locale, slug="x")
    with pytest.raises(ValidationError, match="change that one"):
        second.clean()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/en/places/per/lima/", "Instituto Nacional de Estadística e Informática"),
        ("/fr/places/per/", "Qui pourrait le combler"),
        ("/es/places/tuv/", "La oficina nacional de estadística"),
        ("/en/places/gha/", "Accra"),
        ("/en/programmes/law/", "No publications yet"),
        ("/pt/topics/", "Negociação coletiva"),
        ("/hi/places/", "मेक्सिको"),
        ("/en/places/", 'href="/en/places/xts/"'),
        ("/en/places/xts/", "sell or offer services"),
    ],
)
def test_a_place_without_numbers_says_who_could_make_them(
    site: Site, address: str, said: str
) -> None:
    assert said in read(site, address)


@pytest.mark.parametrize(
    "address",
    ["/en/places/lima/", "/en/places/per-lima/", "/en/topics/none/", "/en/no/such/"],
)
def test_what_is_not_there_is_said_to_be_not_there(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 404


def test_a_story_is_seen_only_while_consent_is_in_force(
    site: Site, pages: list[Any]
) -> None:
    from headload.apps.common.models import Concept
    from headload.apps.pages.models import Consent, StoryPage

    group = Concept.objects.get(scheme="worker_group", code="waste-pickers")
    consent = Consent.objects.create(
        subject="Rosa Quispe", language_read="es", recorded_by="Organiser"
    )
    body = [("paragraph", "<p>I sort by dawn.</p>")]
    story = StoryPage(
        title="At dawn", said_by="R.", consent=consent, about=group, body=body
    )
    page = published(section("stories"), story, pages)
    places = ("/en/stories/", "/en/", "/en/workers/waste-pickers/")
    searched = "/en/search/?q=dawn+sort"

    def seen() -> set[bool]:
        told = {page.address() in read(site, at) for at in (*places, searched)}
        return told | {site.client.get(page.address()).status_code == 200}

    assert seen() == {False}  # the network only
    consent.scope = Consent.Scope.PUBLIC
    consent.save()
    assert seen() == {True}
    consent.expires = datetime.date(2020, 1, 1)
    consent.save()
    assert seen() == {False}
    consent.expires = datetime.date(2999, 1, 1)
    consent.save()
    assert seen() == {True}
    consent.withdrawn = datetime.date(2026, 11, 25)
    consent.save()
    assert seen() == {False}
    kept = Consent.objects.get(pk=consent.pk)
    assert (kept.subject, str(kept.withdrawn)) == ("", "2026-11-25")
    assert not StoryPage.objects.filter(pk=page.pk).exists()
    assert "Rosa" not in str(kept)
    kept.delete()


def test_the_desk_asks_who_you_are_and_readers_get_no_cookie(site: Site) -> None:
    away = site.client.get("/desk/")
    assert (away.status_code, away.headers["Location"][:12]) == (302, "/desk/login/")
    policy = site.client.get("/desk/login/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    strict = site.client.get("/en/").headers["Content-Security-Policy"]
    assert "script-src" not in strict
    assert "default-src 'none'" in strict


def test_an_editor_writes_and_sees_a_preview(site: Site) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    user = get_user_model().objects.create_superuser("editor", "", "a-long-password")
    desk = Client()
    desk.force_login(user)
    try:
        news = section("news")
        form = desk.get(f"/desk/pages/add/headload_pages/newspage/{news.pk}/")
        assert form.status_code == 200
        assert "gravatar" not in form.content.decode().lower()
        for address in ("/desk/", f"/desk/pages/{news.pk}/edit/"):
            page = desk.get(address)
            assert page.status_code == 200, address
        shown = news.make_preview_request(news.preview_modes[0][0])
        assert shown.status_code == 200
        assert b"News" in shown.content
    finally:
        user.delete()


def test_the_vocabulary_is_planted_again_without_loss(site: Site) -> None:
    from headload.apps.common.models import Concept, ConceptName
    from headload.apps.common.vocabulary import plant, terms

    own = Concept.objects.create(scheme="initiative", code="own")
    ConceptName.objects.create(concept=own, language="en", text="Our own")
    plant()
    listed = list(terms())
    assert Concept.objects.filter(shipped=True).count() == len(listed) > 270
    assert Concept.objects.get(code="per-lima").within.code == "per"
    assert "Our own" in read(site, "/fr/initiatives/")
    own.delete()


def test_a_reader_chooses_colours_and_only_then_gets_a_cookie(site: Site) -> None:
    from django.test import Client

    reader = Client()
    said = reader.get("/en/colours/dark", headers={"referer": "http://testserver/en/"})
    assert said.headers["Location"] == "http://testserver/en/"
    assert 'data-theme="dark"' in reader.get("/en/").content.decode()
    assert "data-theme" not in read(site, "/en/")
    away = reader.get("/en/colours/light", headers={"referer": "http://evil.test/"})
    assert away.headers["Location"] == "/en/"
    reader.get("/en/colours/device")
    assert "data-theme" not in reader.get("/en/").content.decode()


@pytest.mark.parametrize("https", [True, False])
def test_cookies_of_readers_go_with_https_alone(site: Site, https: bool) -> None:
    from django.test import Client, override_settings

    with override_settings(SESSION_COOKIE_SECURE=https):
        reader = Client()
        reader.get("/en/colours/dark", headers={"referer": "http://testserver/en/"})
        reader.post("/en/library/list/", {"put": "0" * 26})
    assert {"theme", "list"} == set(reader.cookies)
    for cookie in reader.cookies.values():
        assert bool(cookie["secure"]) is https
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_a_page_is_translated_piece_by_piece(site: Site, pages: list[Any]) -> None:
    from wagtail.models import Locale
    from wagtail_localize.models import StringTranslation, Translation
    from wagtail_localize.operations import translate_object

    from headload.apps.pages.models import TextPage

    home = section("news").get_parent()
    text = [("paragraph", "<p>We keep nothing about readers.</p>")]
    about = TextPage(title="What we keep", lead="Nothing.", body=text)
    page = published(home, about, pages)
    spanish = Locale.objects.get(language_code="es")
    translate_object(page, [spanish])
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=spanish
    )
    said = {
        "What we keep": "Qué guardamos",
        "Nothing.": "Nada.",
        "We keep nothing about readers.": "No guardamos nada de quien lee.",
    }
    for segment in translation.source.stringsegment_set.select_related("string"):
        if segment.string.data in said:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=spanish,
                context=segment.context,
                data=said[segment.string.data],
            )
    translation.save_target(publish=True)
    pages.append(page.get_translation(spanish).specific)
    shown = read(site, "/es/what-we-keep/")
    for words in said.values():
        assert words in shown
    assert "todavía no están traducidas" not in shown
