"""Every address of the site, Wagtail's too, asked for by everybody it is not for.

`rights.toml` says who is let in; an address that is not in it fails, so that nobody can
add one, or an app that brings some, without saying so.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.addresses import ACTORS, Address, every, everybody, first, let_in
from apps.conftest import Site
from apps.organisations import remove_all

_SAID = tomllib.loads(Path(__file__).with_name("rights.toml").read_text("utf-8"))
WHO = {name: set(actors) for name, actors in _SAID["who"].items()}
RULES = _SAID["address"]


def rule_of(route: str) -> dict[str, Any] | None:
    plain = route.replace("^", "").replace("$", "")
    return next((each for each in RULES if re.fullmatch(each["of"], plain)), None)


@pytest.fixture(scope="module")
def asked(site: Site) -> Iterator[tuple[list[Address], dict[str, str]]]:
    """Give every address with something behind it, and sessions; take all back."""
    from django.db import transaction
    from wagtail.models import Page
    from wagtail.snippets.models import get_snippet_models

    with transaction.atomic():
        page = str(Page.objects.get(depth=2, locale__language_code="en").pk)
        names = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
        things = dict.fromkeys(names, page)
        for model in get_snippet_models():
            things[model._meta.label_lower] = str(first(model).pk)
        yield list(every(things)), everybody()
        transaction.set_rollback(True)
    remove_all()


@pytest.fixture
def drawn_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave drawing out: rights are decided before, and pages have tests."""
    from django.template.base import Template

    monkeypatch.setattr(Template, "render", lambda *_: "")


def test_every_address_of_the_site_has_its_line(site: Site) -> None:
    without = [each.route for each in every({}) if rule_of(each.route) is None]
    assert without == [], "write a line for each of these in tests/apps/rights.toml"


def test_every_line_fits_an_address_and_names_who_is_known(site: Site) -> None:
    used = [id(rule_of(each.route)) for each in every({})]
    assert [each["of"] for each in RULES if id(each) not in used] == []
    assert set().union(*WHO.values()) == set(ACTORS) == WHO["everybody"]


def test_what_is_told_elsewhere_is_of_the_network(site: Site) -> None:
    from django.urls import resolve

    views = [
        resolve(each.path).func.__module__
        for each in every({})
        if (rule_of(each.route) or {}).get("elsewhere")
    ]
    assert len(views) > 25
    assert all(each.startswith("headload.apps.network") for each in views)


def test_every_address_is_asked_for_as_the_resolver_has_it(site: Site) -> None:
    from django.urls import resolve

    for each in every({}):
        assert resolve(each.path).route.replace("^", "") == each.route.replace("^", "")


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_let_in_who_should_not_be(
    asked: tuple[list[Address], dict[str, str]], drawn_empty: None, method: str
) -> None:
    from django.test import Client

    addresses, sessions = asked
    client = Client(raise_request_exception=False)
    wrong = []
    for each in addresses:
        rule = rule_of(each.route) or {"elsewhere": True}
        if "elsewhere" in rule or rule[method] == "everybody":
            continue
        may = WHO[rule[method]]
        found = {
            who
            for who, key in sessions.items()
            if let_in(client, key, method, each.path)
        }
        if found - may or ("sure" in rule and found != may):
            wrong.append((each.path, sorted(found), rule[method]))
    assert wrong == []
