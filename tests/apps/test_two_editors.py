"""Two editors of one thing: the second sees it, and her form is kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from apps.conftest import Site

SECRET = "three words here"  # noqa: S105
KIND = "work"


@pytest.fixture(scope="module")
def editors(site: Site) -> Iterator[tuple[Any, Any]]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from headload.apps.site.accounts import make_editor

    clients = []
    names = ("first-editor", "second-editor")
    for name in names:
        make_editor(name, SECRET, admin=True)
        clients.append(Client())
        assert clients[-1].login(username=name, password=SECRET)
    yield clients[0], clients[1]
    get_user_model().objects.filter(username__in=names).delete()


@pytest.fixture
def news(site: Site) -> Iterator[Any]:
    from headload.apps.pages.models import ListPage, NewsPage

    parent = ListPage.objects.get(slug="news", locale__language_code="en")
    page = NewsPage(title="Sweepers meet", body=[("paragraph", "<p>First.</p>")])
    parent.add_child(instance=page)
    page.save_revision().publish()
    yield page
    page.delete()


@pytest.fixture
def work(site: Site) -> Iterator[Any]:
    from headload.apps.library.models import Work

    made = Work(slug="sweepers", title="Sweepers of Accra", live=True)
    made.save()
    made.save_revision().publish()
    yield made
    made.delete()


def fields(page: bytes) -> dict[str, Any]:
    """Return what a browser would send of a form as it was opened.

    The blocks of a text are written by scripts, so there are none.
    """
    marked = "//form[.//input[@name='loaded_revision_id']]"
    sent: dict[str, Any] = {"body-count": "0"}
    for name, value in html.fromstring(page).xpath(marked)[0].form_values():
        sent.setdefault(name, []).append(value)
    return sent


def latest(thing: Any) -> str:
    """Return the title of its newest version."""
    kept = type(thing).objects.get(pk=thing.pk)
    return str(kept.get_latest_revision_as_object().title)


def both(editors: tuple[Any, Any], address: str) -> Any:
    """Let both open a form, the first save it, then the second; give her answer."""
    first, second = editors
    opened = [fields(each.get(address).content) for each in editors]
    sent = first.post(address, opened[0] | {"title": "Sweepers meet in Lima"})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    return second.post(address, opened[1] | {"title": "Sweepers <met> in Dakar"})


def test_a_page_that_was_saved_meanwhile_is_not_overwritten(
    site: Site, editors: tuple[Any, Any], news: Any
) -> None:
    address = f"/desk/pages/{news.pk}/edit/"
    answer = both(editors, address)
    assert answer.status_code == 409
    assert latest(news) == "Sweepers meet in Lima"
    text = answer.content.decode()
    assert "first-editor" in text
    compared = html.fromstring(text).xpath("//a[contains(@href, '/compare/')]/@href")
    assert editors[1].get(compared[0]).status_code == 200
    kept = html.fromstring(text).xpath("//form[@method='post'][.//button]")
    mine = next(f for f in kept if f.action == address)
    again = dict(mine.form_values())
    assert again["title"] == "Sweepers <met> in Dakar"
    assert editors[1].post(address, again).status_code == 302
    assert latest(news) == "Sweepers <met> in Dakar"


def test_a_work_that_was_saved_meanwhile_is_not_overwritten(
    site: Site, editors: tuple[Any, Any], work: Any
) -> None:
    address = f"/desk/snippets/headload_library/{KIND}/edit/{work.pk}/"
    answer = both(editors, address)
    assert answer.status_code == 409
    assert latest(work) == "Sweepers meet in Lima"
    assert "Sweepers &lt;met&gt; in Dakar" in answer.content.decode()


def test_one_editor_saves_as_often_as_she_likes(
    site: Site, editors: tuple[Any, Any], news: Any
) -> None:
    address = f"/desk/pages/{news.pk}/edit/"
    for title in ("One", "Two"):
        form = fields(editors[0].get(address).content)
        assert editors[0].post(address, form | {"title": title}).status_code == 302
    assert latest(news) == "Two"
