"""Own pages of wins: logged, said, doubted and let through without scripts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from apps import laws, organisations, wins
from apps.conftest import Site
from apps.demands import demand
from apps.organisations import organisation, owned, person
from apps.second_step import take_by_form
from apps.wins import win


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    wins.remove_all()
    laws.remove_all()
    organisations.remove_all()


def signed_in(by: Any) -> Any:
    from django.test import Client

    client = Client()
    by.user.set_password("three words here")
    by.user.save()
    values = {"email": by.user.username, "password": "three words here"}
    assert client.post("/es/my/sign-in/", values).status_code == 302
    take_by_form(client, by.user, "/es/my/wins/")
    return client


def coordinator() -> Any:
    from headload.apps.network.rights import Role
    from headload.apps.network.roles import grant

    made = person("coordinator")
    grant(made.user, Role.COORDINATOR)
    return made


FORM = {"text": "Two seats in the committee", "kind": "representation"}


def test_an_organisation_logs_a_win_of_its_demand(site: Site) -> None:
    from headload.apps.voice.models import Outcome

    union, editor = owned("Union of Vendors")
    asked = demand(owners=[union])
    client = signed_in(editor)
    address = f"/es/my/o/{union.permanent}/win/"
    form = client.get(address)
    assert form.status_code == 200
    assert len(form.content) < 50_000
    assert form["Cache-Control"] == "private, no-store"
    told = {
        **FORM,
        "demand": asked.slug,
        "came": "partly",
        "persons": "1,200",
        "date": "2024-06",
        "groups": "street-vendors",
        "place": "per-lima",
        "source": "https://example.org/told",
        "unmet": "No fixed places",
    }
    answer = client.post(address, told)
    assert answer.status_code == 302
    assert answer.url == "/es/my/wins/?said=shown"
    won = Outcome.objects.get()
    assert (won.language, won.persons, won.state) == ("es", 1200, "claimed")
    assert (won.entered_by, won.logged_for) == (editor.user, union)
    asked.refresh_from_db()
    assert asked.state == "partly"
    page = site.client.get(f"/es/wins/{won.slug}/").content.decode()
    assert "No fixed places" in page


def test_a_form_that_cannot_be_read_keeps_what_was_written(site: Site) -> None:
    from headload.apps.voice.models import Outcome

    union, editor = owned("Union of Vendors")
    client = signed_in(editor)
    address = f"/en/my/o/{union.permanent}/win/"
    for wrong in (
        {"kind": ""},
        {"persons": "many"},
        {"demand_else": "https://example.org/en/demands/nothing/"},
        {"date": "June"},
        {"estimate": "nothing"},
        {"source": "no address"},
    ):
        answer = client.post(address, {**FORM, **wrong})
        assert answer.status_code == 422, wrong
        page = answer.content.decode()
        assert 'role="alert"' in page
        assert "Two seats in the committee" in page
    assert not Outcome.objects.exists()


def test_what_she_says_of_a_strangers_win_waits_and_a_coordinator_lets_it_through(
    site: Site,
) -> None:
    union, editor = owned("Union of Vendors")
    won = win()
    client = signed_in(editor)
    address = f"/en/my/win/{won.permanent}/"
    said = {"who": union.permanent, "what": "dispute", "text": "It was not kept."}
    assert client.post(address, said).url == "/en/my/wins/?said=waits"
    shown = {"who": union.permanent, "what": "contribution", "text": "We sang."}
    assert client.post(address, shown).url == "/en/my/wins/?said=waits"
    assert client.post(address, shown).status_code == 422
    assert client.post("/en/my/wins/decide/", {"what": "dispute"}).status_code == 404
    page = f"/en/wins/{won.slug}/"
    assert "It was not kept." not in site.client.get(page).content.decode()
    desk = signed_in(coordinator())
    waits = desk.get("/en/my/wins/").content.decode()
    assert "It was not kept." in waits
    for what in ("dispute", "contribution"):
        found = re.search(rf'value="{what}"><input[^>]*number" value="(\d+)"', waits)
        assert found is not None
        told = {"what": what, "number": found[1]}
        if what == "contribution":
            told |= {"decline": "yes", "reason": "no"}
        assert desk.post("/en/my/wins/decide/", told).status_code == 302
    read = site.client.get(page).content.decode()
    assert "It was not kept." in read
    assert "We sang." not in read
    assert "Nothing waits." in desk.get("/en/my/wins/").content.decode()


def test_a_coordinator_speaks_for_unclaimed_organisations_alone(site: Site) -> None:
    claimed, _ = owned("Union of Vendors")
    free = organisation("Free Union")
    won, desk = win(), signed_in(coordinator())
    address = f"/en/my/win/{won.permanent}/"
    form = desk.get(address).content.decode()
    assert "Free Union" in form
    assert "Union of Vendors" not in form
    said = {"what": "contribution", "text": "We sang."}
    assert desk.post(address, {**said, "who": claimed.permanent}).status_code == 422
    assert desk.post(address, {**said, "who": free.permanent}).status_code == 302
    read = site.client.get(f"/en/wins/{won.slug}/").content.decode()
    assert "We sang." in read


def test_strangers_are_led_to_sign_in_or_find_nothing(site: Site) -> None:
    union, _ = owned("Union of Vendors")
    won = win()
    _, stranger = owned("Another Union")
    mine = f"/en/my/o/{union.permanent}/win/"
    for address in (mine, "/en/my/wins/", f"/en/my/win/{won.permanent}/"):
        assert "/en/my/sign-in/" in site.client.get(address).url
    client = signed_in(stranger)
    assert client.get(mine).status_code == 404
    assert client.post(mine, FORM).status_code == 404
    said = {"who": union.permanent, "what": "contribution", "text": "We sang."}
    assert client.post(f"/en/my/win/{won.permanent}/", said).status_code == 404
