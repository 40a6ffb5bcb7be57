"""Organisations keep their own record: accounts, the form, safety, the relay."""

import datetime
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.organisations import (
    affiliated,
    new_count,
    organisation,
    owned,
    person,
    remove_all,
)
from apps.second_step import take_by_form
from headload.cli.app import run
from headload.errors import BadInput, RefusedByPolicy

MAIL = "django.core.mail.backends"
PASSWORD = "four words in here"  # noqa: S105  of made accounts
FORM = {
    "key": "a-key-of-this-form-1",
    "n": "2,450",
    "women": "1 960",
    "as_of": "2026-01",
    "basis": "fees",
    "says": "committee",
}


@pytest.fixture(autouse=True)
def letters(site: Site) -> Iterator[list[Any]]:
    from django.core import mail
    from django.test import override_settings

    from headload.apps.network import models

    mail.outbox = []
    with override_settings(EMAIL_BACKEND=f"{MAIL}.locmem.EmailBackend"):
        yield mail.outbox
    for kind in ("Arrival", "Attempt", "ClaimRequest", "Invitation", "Message"):
        getattr(models, kind).objects.all().delete()
    models.Reminder.objects.all().delete()
    remove_all()
    _forget_accounts()


def _forget_accounts() -> None:
    from django.contrib.auth import get_user_model

    get_user_model().objects.filter(email__endswith="@example.org").delete()


def reader() -> Any:
    from django.test import Client

    return Client()


def signed_in(user: Any) -> Any:
    """Return a browser in which somebody has signed in with her password."""
    client = reader()
    user.set_password(PASSWORD)
    user.save()
    values = {"email": user.username, "password": PASSWORD}
    answer = client.post("/es/my/sign-in/", values)
    assert answer.status_code == 302, answer.content.decode()
    take_by_form(client, user, "/es/my/")
    return client


def link_of(letter: Any) -> str:
    return re.search(r"https?://[^/]+(/\w\w/my/open/\S+)", letter.body)[1]


def invited(made: Any = None, role: str = "editor", by: Any = None) -> None:
    from headload.apps.network.own.letters import send_invitation
    from headload.apps.network.rights import COMMAND_LINE, Role
    from headload.apps.network.services import NewInvitation, invite

    new = NewInvitation("Rosa@example.org", Role(role), made, "es")
    send_invitation(*invite(new, by or COMMAND_LINE))


# accounts


def test_an_invitation_leads_to_a_password_once(letters: list[Any]) -> None:
    made = organisation("Vendedoras Unidas")
    assert (
        run(["network", "invite", made.slug, "rosa@example.org", "--language", "es"])
        == 0
    )
    link, client = link_of(letters[0]), reader()
    assert "Vendedoras Unidas" in client.get(link).content.decode()
    short = client.post(link, {"password": "short"})
    assert short.status_code == 422
    answer = client.post(link, {"password": PASSWORD})
    assert answer.headers["Location"] == "/es/my/"
    made.refresh_from_db()
    assert made.claimed
    assert [each.username for each in made.owners.all()] == ["rosa@example.org"]
    assert client.get(f"/es/my/o/{made.permanent}/").status_code == 200
    again = reader().post(link, {"password": PASSWORD})
    assert again.status_code == 410
    assert made.owners.count() == 1


def test_a_link_that_is_too_old_or_guessed_opens_nothing(letters: list[Any]) -> None:
    from django.utils import timezone

    from headload.apps.network.models import Invitation
    from headload.apps.network.services import forget_invitations

    made = organisation("Vendedoras Unidas")
    invited(made)
    link = link_of(letters[0])
    kept = Invitation.objects.get()
    assert link.rstrip("/").rpartition("/")[2] not in str(vars(kept))
    Invitation.objects.update(expires=timezone.now())
    assert reader().get(link).status_code == 410
    for number in range(29):
        answer = reader().get(f"/es/my/open/guess-{number}/")
        assert answer.status_code == 410
    assert reader().get("/es/my/open/guess-more/").status_code == 429
    assert forget_invitations() == 1


def test_who_has_an_account_keeps_her_password(letters: list[Any]) -> None:
    first, second = organisation("First"), organisation("Second")
    invited(first)
    reader().post(link_of(letters[0]), {"password": PASSWORD})
    invited(second)
    link = link_of(letters[1])
    other = reader().post(link, {"password": "another four words"})
    assert other.status_code == 422
    assert second.owners.count() == 0
    assert reader().post(link, {"password": PASSWORD}).status_code == 302
    assert second.owners.count() == 1


def test_only_an_administrator_gives_roles_and_a_coordinator_unclaimed_records(
    letters: list[Any],
) -> None:
    coordinator = person("coordinator")
    claimed, _ = owned("Claimed")
    invited(organisation("Unclaimed"), by=coordinator)
    with pytest.raises(RefusedByPolicy, match="HL-NET-21"):
        invited(claimed, by=coordinator)
    with pytest.raises(RefusedByPolicy, match="HL-NET-21"):
        invited(role="verifier", by=coordinator)
    invited(role="verifier")
    reader().post(link_of(letters[1]), {"password": PASSWORD})
    from django.contrib.auth import get_user_model

    from headload.apps.network.rights import Role
    from headload.apps.network.roles import has

    rosa = get_user_model().objects.get(username="rosa@example.org")
    assert [each.value for each in Role if has(rosa, each)] == ["verifier"]
    assert not rosa.has_perm("wagtailadmin.access_admin")


def test_an_invitation_to_a_record_that_was_claimed_since_gives_nothing(
    letters: list[Any],
) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import claim

    made, editor = organisation("Vendors"), person("editor")
    invited(made, by=person("coordinator"))
    claim(made, editor.user, COMMAND_LINE, reason="showed a letter")
    answer = reader().post(link_of(letters[0]), {"password": PASSWORD})
    assert answer.status_code == 422
    assert [each.pk for each in made.owners.all()] == [editor.user.pk]


def test_a_claim_is_decided_at_the_desk_and_leaves_no_words(
    letters: list[Any],
) -> None:
    from headload.apps.network.models import ClaimRequest

    made = organisation("Vendedoras Unidas")
    address = f"/fr/my/claim/{made.slug}/"
    values = {"email": "rosa@example.org", "proof": "Our page names me."}
    assert reader().post(address, {**values, "proof": " "}).status_code == 422
    assert reader().post(address, {**values, "email": "rosa"}).status_code == 422
    assert reader().post(address, values).status_code == 200
    asked = ClaimRequest.objects.get()
    assert "Our page" not in asked.sealed_text
    desk = admin_at_the_desk()
    assert "Our page names me." in desk.get("/desk/network/").content.decode()
    decision = {"decision": "accept", "reason": "The page says so."}
    desk.post(f"/desk/network/claims/{asked.permanent}/", decision)
    asked.refresh_from_db()
    assert (asked.state, asked.text, asked.email) == ("accepted", "", "")
    assert letters[0].to == ["rosa@example.org"]
    reader().post(link_of(letters[0]), {"password": PASSWORD})
    assert made.owners.get().email == "rosa@example.org"
    desk.post(f"/desk/network/claims/{asked.permanent}/", decision)
    assert len(letters) == 1


def test_claims_are_limited(letters: list[Any]) -> None:
    made = organisation("Vendedoras Unidas")
    values = {"email": "rosa@example.org", "proof": "Our page names me."}
    address = f"/fr/my/claim/{made.slug}/"
    found = [reader().post(address, values).status_code for _ in range(6)]
    assert found == [200] * 5 + [429]


def admin_at_the_desk() -> Any:
    client, admin = reader(), person("admin").user
    admin.is_superuser = True
    admin.save()
    client.force_login(admin, "headload.apps.network.own.backend.Careful")
    return client


def test_signing_in_is_throttled_and_tells_nothing_of_accounts() -> None:
    from headload.apps.network.models import Attempt

    user = person("editor").user
    user.set_password(PASSWORD)
    user.save()
    bodies = []
    for name in (user.username, "network-nobody"):
        answers = [
            reader().post("/es/my/sign-in/", {"email": name, "password": "wrong"})
            for _ in range(9)
        ]
        assert [each.status_code for each in answers] == [422] * 8 + [429]
        text = answers[0].content.decode().replace(name, "")
        bodies.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
    assert bodies[0] == bodies[1]
    right = {"email": user.username, "password": PASSWORD}
    assert reader().post("/es/my/sign-in/", right).status_code == 429
    assert "127.0.0.1" not in str(list(Attempt.objects.values_list("mark")))
    desk = {"username": user.username, "password": PASSWORD}
    assert reader().post("/desk/login/", desk).status_code == 200


def test_tries_are_forgotten_after_a_day() -> None:
    from django.utils import timezone

    from headload.apps.network.models import Attempt

    for _ in range(8):
        reader().post("/es/my/sign-in/", {"email": "x", "password": "wrong"})
    assert Attempt.objects.count() == 24
    Attempt.objects.update(at=timezone.now() - datetime.timedelta(days=2))
    assert run(["network", "purge"]) == 0
    assert Attempt.objects.count() == 0


def test_a_session_is_seen_under_my_alone_and_renewed_at_sign_in() -> None:
    made, editor = owned("Vendors")
    client = reader()
    client.get("/es/my/sign-in/")
    before = client.cookies["my-es"].value
    editor.user.set_password(PASSWORD)
    editor.user.save()
    values = {"email": editor.user.username, "password": PASSWORD}
    answer = client.post("/es/my/sign-in/", values)
    assert {each: answer.cookies[each]["path"] for each in answer.cookies} == {
        f"my-{code}": f"/{code}/my/" for code in ("en", "es", "fr", "pt", "hi")
    }
    assert all(each["httponly"] for each in answer.cookies.values())
    assert all(each["secure"] for each in answer.cookies.values())
    assert answer.cookies["my-es"].value not in {"", before}
    assert client.get(f"/fr/my/o/{made.permanent}/").status_code == 200
    for name in ("", "library/", f"organisations/{made.slug}/write/"):
        assert not client.get(f"/es/{name}").cookies
    out = client.post("/fr/my/sign-out/")
    assert out["Clear-Site-Data"] == '"cache"'
    assert out.cookies["my-es"].value == ""
    assert client.get(f"/es/my/o/{made.permanent}/").status_code == 302


def test_forms_need_the_secret_of_the_session() -> None:
    from django.test import Client

    made, editor = owned("Vendors")
    client = signed_in(editor.user)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    address = f"/es/my/o/{made.permanent}/hide/"
    assert strict.post(address).status_code == 403
    page = strict.get(f"/es/my/o/{made.permanent}/").content.decode()
    secret = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    answer = strict.post(address, {"csrfmiddlewaretoken": secret})
    assert answer.status_code == 302


def test_own_pages_run_the_scripts_of_the_site_alone() -> None:
    made, editor = owned("Vendors")
    answer = signed_in(editor.user).get(f"/es/my/o/{made.permanent}/count/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.content.decode()
    assert re.findall(r"<script[^>]*>", text) == re.findall(
        r'<script defer src="/static/network/own\.\w+\.js">', text
    )
    assert "script-src" not in reader().get("/es/").headers["Content-Security-Policy"]


def test_the_way_back_after_signing_in_stays_on_own_pages() -> None:
    _, editor = owned("Vendors")
    editor.user.set_password(PASSWORD)
    editor.user.save()
    values = {"email": editor.user.username, "password": PASSWORD}
    for wanted in ("https://example.org/es/my/", "//example.org", "/desk/", ""):
        answer = reader().post("/es/my/sign-in/", {**values, "next": wanted})
        assert answer.headers["Location"] == "/es/my/"


def test_a_new_password_comes_by_mail_and_the_answer_is_the_same(
    letters: list[Any],
) -> None:
    made = organisation("Vendors")
    invited(made)
    reader().post(link_of(letters[0]), {"password": PASSWORD})
    said = [
        reader().post("/es/my/password/", {"email": email}).content
        for email in ("rosa@example.org", "nobody@example.org")
    ]
    assert said[0] == said[1]
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(10)
    assert [each.to for each in letters[1:]] == [["rosa@example.org"]]
    link = link_of(letters[1])
    reader().post(link, {"password": "other four words here"})
    values = {"email": "rosa@example.org", "password": "other four words here"}
    assert reader().post("/es/my/sign-in/", values).status_code == 302
    assert reader().post(link, {"password": PASSWORD}).status_code == 410


def test_who_may_change_everything_gets_no_password_by_mail(
    letters: list[Any],
) -> None:
    user = person("admin").user
    user.is_superuser, user.email = True, "root@example.org"
    user.username = "root@example.org"
    user.save()
    reader().post("/es/my/password/", {"email": "root@example.org"})
    assert letters == []


# the form


def test_the_form_takes_a_number_with_its_women() -> None:
    made, editor = owned("Vendors")
    client = signed_in(editor.user)
    address = f"/es/my/o/{made.permanent}/count/"
    answer = client.post(address, FORM)
    assert answer.headers["Location"].endswith("?said=sent")
    count = made.counts.get()
    assert (count.value, count.women_count) == (2450, 1960)
    assert (count.as_of, count.basis) == ("2026-01", "paid-up")
    assert count.declared_by == "its committee"
    assert count.entered_by == editor.user
    assert count.sector.code == "street-vendors"
    assert count.verification == "unverified"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Su número fue recibido." in page


def test_women_may_be_not_collected_and_a_guess_is_rounded() -> None:
    made, editor = owned("Vendors", other_sectors="drivers")
    values = {**FORM, "women": "", "women_not": "yes", "basis": "guess"}
    address = f"/fr/my/o/{made.permanent}/count/"
    answer = signed_in(editor.user).post(address, {**values, "sector": "all"})
    assert answer.status_code == 302
    count = made.counts.get()
    assert (count.women_count, count.women_not_collected) == (None, True)
    assert (count.rounded, count.all_sectors) == (True, True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("n", ""),
        ("n", "2.5"),
        ("n", "-4"),
        ("n", "many"),
        ("n", "0"),
        ("n", "99999999999"),
        ("women", ""),
        ("women", "2451"),
        ("women", "most"),
        ("as_of", ""),
        ("as_of", "2026-13"),
        ("as_of", "2999-01"),
        ("as_of", "May"),
        ("basis", "dream"),
        ("says", ""),
        ("says", "others"),
        ("page", "javascript:alert(1)"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(field: str, text: str) -> None:
    made, editor = owned("Vendors")
    address = f"/es/my/o/{made.permanent}/count/"
    answer = signed_in(editor.user).post(address, {**FORM, field: text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert re.findall(r'id="wrong-(\w+)"', page) == [field]
    assert FORM["key"] in page
    assert made.counts.count() == 0


def test_women_are_a_number_or_not_counted_not_both() -> None:
    made, editor = owned("Vendors")
    address = f"/es/my/o/{made.permanent}/count/"
    answer = signed_in(editor.user).post(address, {**FORM, "women_not": "yes"})
    assert answer.status_code == 422


def test_a_form_that_arrives_twice_counts_once() -> None:
    made, editor = owned("Vendors")
    client = signed_in(editor.user)
    address = f"/es/my/o/{made.permanent}/count/"
    client.post(address, FORM)
    answer = client.post(address, {**FORM, "n": "9999"})
    assert answer.headers["Location"].endswith("?said=again")
    assert [each.value for each in made.counts.all()] == [2450]
    page = client.get(answer.headers["Location"]).content.decode()
    assert "ya había llegado" in page
    other = client.post(address, {**FORM, "key": "another-key-of-a-form"})
    assert other.headers["Location"].endswith("?said=sent")
    assert client.post(address, {**FORM, "key": ""}).status_code == 422


def test_a_coordinators_number_stands_beside_the_owners() -> None:
    made, editor = owned("Vendors")
    signed_in(editor.user).post(f"/es/my/o/{made.permanent}/count/", FORM)
    coordinator = granted("coordinator")
    client = signed_in(coordinator)
    address = f"/es/my/o/{made.permanent}/count/"
    values = {**FORM, "n": "1200", "women": "600", "says": "others"}
    assert client.post(address, values).status_code == 422  # without a page
    client.post(address, {**values, "page": "https://example.org/seen"})
    assert sorted(each.value for each in made.counts.all()) == [1200, 2450]
    kept = made.counts.get(value=2450)
    assert (kept.entered_by, kept.declared_by) == (editor.user, "its committee")
    see = f"/es/my/o/{made.permanent}/see/"
    hidden = client.post(see, {"count": kept.permanent, "visibility": "network"})
    assert hidden.status_code == 403


def granted(role: str) -> Any:
    from headload.apps.network.rights import Role
    from headload.apps.network.roles import grant

    user = person(role).user
    grant(user, Role(role))
    return user


def test_a_coordinator_proposes_a_record_and_its_number() -> None:
    from headload.apps.network.models import Organisation

    client = signed_in(granted("coordinator"))
    values = {
        "name": "Vendedoras del Sur",
        "classification": "association",
        "place": "per",
        "groups": "street-vendors",
        "page": "https://example.org/south",
    }
    assert client.post("/es/my/propose/", {**values, "page": "x"}).status_code == 422
    answer = client.post("/es/my/propose/", values)
    made = Organisation.objects.get(name="Vendedoras del Sur")
    assert not made.claimed
    assert answer.headers["Location"] == f"/es/my/o/{made.permanent}/count/"
    seen = {**FORM, "says": "others", "page": "https://example.org/south"}
    client.post(answer.headers["Location"], seen)
    assert made.counts.get().declared_by == "others, as a coordinator saw"


# checking


def test_a_second_person_checks_a_number_with_a_reason() -> None:
    made, editor = owned("Vendors")
    signed_in(editor.user).post(f"/es/my/o/{made.permanent}/count/", FORM)
    count = made.counts.get()
    client = signed_in(granted("verifier"))
    assert count.permanent in client.get("/es/my/verify/").content.decode()
    address = f"/es/my/verify/{count.permanent}/"
    found = {"state": "source_checked", "reason": "The report says so."}
    assert client.post(address, {**found, "reason": ""}).status_code == 422
    assert client.post(address, {**found, "state": "stale"}).status_code == 422
    assert client.post(address, found).status_code == 302
    count.refresh_from_db()
    assert count.verification == "source_checked"


def test_nobody_checks_her_own_number() -> None:
    made, editor = owned("Vendors")
    both = granted("verifier")
    made.owners.add(both)
    signed_in(editor.user).post(f"/es/my/o/{made.permanent}/count/", FORM)
    count = made.counts.get()
    client = signed_in(both)
    assert count.permanent not in client.get("/es/my/verify/").content.decode()
    found = {"state": "audited", "reason": "I know it."}
    answer = client.post(f"/es/my/verify/{count.permanent}/", found)
    assert answer.status_code == 403
    count.refresh_from_db()
    assert count.verification == "unverified"


# safety


def test_hide_now_empties_every_page_at_once() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import directory, find

    made, editor = owned("Vendedoras Ocultas")
    reachable(made, editor)
    client = signed_in(editor.user)
    pages = (f"/es/organisations/{made.slug}/write/", f"/es/my/claim/{made.slug}/")
    assert [reader().get(each).status_code for each in pages] == [200, 200]
    client.post(f"/es/my/o/{made.permanent}/hide/")
    assert [reader().get(each).status_code for each in pages] == [404, 404]
    assert find(READER, made.slug) is None
    assert directory(READER) == []
    coordinator = signed_in(granted("coordinator"))
    assert coordinator.get(f"/es/my/o/{made.permanent}/").status_code == 404
    assert "Vendedoras" in admin_at_the_desk().get("/desk/network/").content.decode()
    client.post(f"/es/my/o/{made.permanent}/show/", {"reason": "It is over."})
    assert reader().get(pages[0]).status_code == 200


def test_a_coordinator_raises_the_risk_and_the_organisation_alone_lowers_it() -> None:
    made, editor = owned("Vendors")
    coordinator = signed_in(granted("coordinator"))
    address = f"/es/my/o/{made.permanent}/risk/"
    high = {"level": "high", "reason": "arrests", "pseudonym": "Group 9"}
    assert coordinator.post(address, high).status_code == 302
    made.refresh_from_db()
    assert (made.risk_level, made.pseudonym) == ("high", "Group 9")
    low = {"level": "low", "reason": "calm"}
    assert coordinator.post(address, low).status_code == 403
    own = signed_in(editor.user)
    assert own.post(address, {"level": "none"}).status_code == 422
    assert own.post(address, high).status_code == 422
    assert own.post(address, low).status_code == 302
    made.refresh_from_db()
    assert made.risk_level == "low"


def test_the_organisation_chooses_who_sees_its_record_and_its_numbers() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import counts_of, find

    made, editor = owned("Vendors")
    client = signed_in(editor.user)
    client.post(f"/es/my/o/{made.permanent}/count/", FORM)
    count, day = made.counts.get(), datetime.date(2026, 1, 1)
    see = f"/es/my/o/{made.permanent}/see/"
    wanted = {"count": count.permanent, "visibility": "organisation"}
    assert len(counts_of(READER, made, day)) == 1
    assert client.post(see, wanted).status_code == 302
    assert counts_of(READER, made, day) == []
    page = client.get(f"/es/my/o/{made.permanent}/").content.decode()
    assert page.count('<option value="organisation" selected>') == 1
    for wrong in ({"visibility": "restricted"}, {"visibility": ""}):
        assert client.post(see, wrong).status_code == 422
    lost = {"count": "0" * 26, "visibility": "public"}
    assert client.post(see, lost).status_code == 404
    client.post(see, {"visibility": "network"})
    assert find(READER, made.slug) is None


def test_a_federation_is_told_whose_numbers_it_has_to_ask_for() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change, record_count

    made, editor = owned("Federation")
    names = ("Counted", "Counted long ago", "Not counted", "Restricted")
    below = {name: organisation(f"{name} Vendors") for name in names}
    for each in below.values():
        affiliated(each, made)
    today = datetime.date.today()  # noqa: DTZ011
    for name, year in (("Counted", today.year - 1), ("Counted long ago", 2010)):
        record_count(below[name], new_count(as_of=str(year)), COMMAND_LINE)
    change(below["Restricted"], "visibility", "organisation", COMMAND_LINE, reason="x")
    address = f"/en/my/o/{made.permanent}/"
    page = signed_in(editor.user).get(address).content.decode()
    part = page[page.index('id="affiliates"') :].partition("</section>")[0]
    assert "2 of 3" in part
    assert part.index("Not counted Vendors") < part.index("Counted long ago Vendors")
    assert "Restricted" not in part
    assert f'href="/en/organisations/{made.slug}/members/"' in part
    assert f'href="/en/organisations/{made.slug}/"' in page


# the relay


def reachable(made: Any, editor: Any, email: str = "secret@vendors.example") -> Any:
    client = signed_in(editor.user)
    address = f"/es/my/o/{made.permanent}/consent/"
    values = {"email": email, "agree": "yes"}
    assert client.post(address, {"email": email}).status_code == 422
    assert client.post(address, {**values, "email": "none"}).status_code == 422
    assert client.post(address, values).status_code == 302
    return made.consents.get()


MESSAGE = {"email": "ana@example.org", "text": "We want to meet you."}


def test_a_message_is_held_then_passed_on_and_nobody_sees_the_address(
    letters: list[Any],
) -> None:
    from headload.apps.network.models import Event, Message

    made, editor = owned("Vendors")
    reachable(made, editor)
    address = f"/es/organisations/{made.slug}/write/"
    answers = [reader().get(address), reader().post(address, MESSAGE)]
    assert [each.status_code for each in answers] == [200, 200]
    assert letters == []
    held = Message.objects.get()
    assert "meet" not in held.sealed_text
    desk = admin_at_the_desk()
    answers.append(desk.get("/desk/network/"))
    assert "We want to meet you." in answers[2].content.decode()
    decision = {"decision": "accept", "reason": "A fair question."}
    desk.post(f"/desk/network/messages/{held.permanent}/", decision)
    assert letters[0].to == ["secret@vendors.example"]
    assert letters[0].reply_to == ["ana@example.org"]
    assert "We want to meet you." in letters[0].body
    held.refresh_from_db()
    assert (held.state, held.text, held.email) == ("accepted", "", "")
    answers.append(signed_in(editor.user).get(f"/es/my/o/{made.permanent}/"))
    assert all(b"secret@vendors" not in each.content for each in answers)
    history = str(list(Event.objects.values()))
    assert "secret@vendors" not in history
    assert "ana@example.org" not in history
    assert all(not each.cookies for each in answers[:2])


def test_who_has_an_account_is_passed_on_at_once(letters: list[Any]) -> None:
    made, editor = owned("Vendors")
    reachable(made, editor)
    user = granted("statistician")
    user.email = "stat@example.org"
    user.save()
    answer = signed_in(user).post(f"/es/my/write/{made.slug}/", {"text": "Hello."})
    assert answer.status_code == 200
    assert letters[0].reply_to == ["stat@example.org"]
    without = signed_in(person("public").user)
    assert without.get(f"/es/my/write/{made.slug}/").status_code == 404


@pytest.mark.parametrize(
    "email",
    [
        "ana@example.org\nBcc: all@example.org",
        "ana@example.org\r\nSubject: x",
        "ana@example.org, all@example.org",
        "",
    ],
)
def test_no_header_can_be_slipped_in(email: str, letters: list[Any]) -> None:
    from headload.apps.network.models import Message

    made, editor = owned("Vendors")
    reachable(made, editor)
    address = f"/es/organisations/{made.slug}/write/"
    answer = reader().post(address, {**MESSAGE, "email": email})
    assert answer.status_code == 422
    assert Message.objects.count() == 0


def test_a_name_with_line_breaks_stays_out_of_headers(letters: list[Any]) -> None:
    from headload.apps.network.own.letters import remind

    made, editor = owned("Vendors\nBcc: all@example.org")
    editor.user.email = "owner@example.org"
    editor.user.save()
    signed_in(editor.user).post(
        f"/es/my/o/{made.permanent}/count/", {**FORM, "as_of": "2019-01"}
    )
    assert remind().mails == 1
    assert letters[0].message()["Bcc"] is None


def test_the_relay_is_limited_and_needs_consent(letters: list[Any]) -> None:
    made, editor = owned("Vendors")
    address = f"/es/organisations/{made.slug}/write/"
    assert reader().post(address, MESSAGE).status_code == 404
    consent = reachable(made, editor)
    found = [reader().post(address, MESSAGE).status_code for _ in range(6)]
    assert found == [200] * 5 + [429]
    withdraw = f"/es/my/o/{made.permanent}/consent/{consent.permanent}/withdraw/"
    assert signed_in(editor.user).post(withdraw).status_code == 302
    assert made.contacts.get().sealed == ""
    assert reader().get(address).status_code == 404
    desk = admin_at_the_desk()
    from headload.apps.network.models import Message

    held = Message.objects.first()
    decision = {"decision": "accept", "reason": "A fair question."}
    desk.post(f"/desk/network/messages/{held.permanent}/", decision)
    held.refresh_from_db()
    assert (held.state, letters) == ("held", [])
    desk.post(
        f"/desk/network/messages/{held.permanent}/", {**decision, "decision": "refuse"}
    )
    held.refresh_from_db()
    assert (held.state, held.text) == ("refused", "")


def test_what_nobody_reads_is_forgotten_after_30_days() -> None:
    from django.utils import timezone

    from headload.apps.network.models import Message

    made, editor = owned("Vendors")
    reachable(made, editor)
    reader().post(f"/es/organisations/{made.slug}/write/", MESSAGE)
    Message.objects.update(asked=timezone.now() - datetime.timedelta(days=31))
    assert run(["network", "purge"]) == 0
    assert Message.objects.count() == 0


def test_one_at_high_risk_is_written_to_at_its_permanent_address() -> None:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.services import raise_risk

    made, editor = owned("Vendors of the river")
    reachable(made, editor)
    raise_risk(made, RiskLevel.HIGH, editor, reason="arrests", pseudonym="Group 9")
    by_name = reader().get(f"/es/organisations/{made.slug}/write/")
    assert by_name.status_code == 404
    page = reader().get(f"/es/organisations/{made.permanent.lower()}/write/")
    assert page.status_code == 200
    assert "Group 9" in page.content.decode()
    assert "river" not in page.content.decode()


# reminders


def test_owners_of_old_numbers_are_reminded_at_most_once_in_90_days(
    letters: list[Any],
) -> None:
    from headload.apps.network.own.letters import remind

    made, editor = owned("Vendors")
    fresh, other = owned("Fresh")
    for each, who, day in ((made, editor, "2019-01"), (fresh, other, "2026-01")):
        who.user.email = f"{each.slug}@example.org"
        who.user.save()
        address = f"/es/my/o/{each.permanent}/count/"
        signed_in(who.user).post(address, {**FORM, "as_of": day})
    today = datetime.date(2026, 11, 1)
    assert run(["network", "remind"]) == 0
    assert [each.to for each in letters] == [["vendors@example.org"]]
    assert "/es/my/o/" in letters[0].body
    assert letters[0].extra_headers["List-Unsubscribe-Post"]
    first = made.reminders.get().told
    days = datetime.timedelta
    assert remind(first + days(days=89)).mails == 0
    assert remind(first + days(days=90)).mails == 1
    stop = letters[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = re.sub(r"https?://[^/]+", "", stop)
    assert reader().get(path).status_code == 200
    assert made.reminders.get().stopped is False
    reader().post(path, {"List-Unsubscribe": "One-Click"})
    assert remind(today + days(days=500)).mails == 0


def test_mail_that_cannot_be_sent_is_tried_again(letters: list[Any]) -> None:
    from django.test import override_settings

    from headload.apps.network.own.letters import remind

    made, editor = owned("Vendors")
    editor.user.email = "owner@example.org"
    editor.user.save()
    address = f"/es/my/o/{made.permanent}/count/"
    signed_in(editor.user).post(address, {**FORM, "as_of": "2019-01"})
    broken = {"EMAIL_BACKEND": f"{MAIL}.smtp.EmailBackend", "EMAIL_PORT": 1}
    with override_settings(**broken, EMAIL_HOST="localhost"):
        assert (remind().mails, remind().failed) == (0, 1)
    assert remind().mails == 1


def test_the_command_refuses_what_it_does_not_know() -> None:
    for asked in (
        ["nobody", "rosa@example.org"],
        ["-", "rosa@example.org", "--role", "admin"],
        ["-", "rosa@example.org", "--role", "verifier", "--language", "xx"],
    ):
        assert run(["network", "invite", *asked]) == 2


def test_a_number_entered_by_nobody_else_is_shown_by_its_owner_alone() -> None:
    from headload.apps.network.kinds import Visibility
    from headload.apps.network.services import add_count, show_count

    made, editor = owned("Vendors")
    count = add_count(made, new_count(), editor)
    with pytest.raises(RefusedByPolicy, match="HL-NET-21"):
        show_count(count, Visibility.NETWORK, person("verifier"), reason="")
    from headload.apps.network.services import ask_to_claim

    with pytest.raises(BadInput, match="HL-NET-60"):
        ask_to_claim(made, "nothing", "proof", "en")


# the other fields

CHOSEN = ("classification", "level")


def typed(made: Any, **more: Any) -> dict[str, Any]:
    """Return the form of a record as it is, with some answers changed."""
    from headload.apps.network.own.record_form import as_typed

    return {**as_typed(made), **more}


def test_an_organisation_writes_its_fields_with_an_event_each() -> None:
    from headload.apps.network.models import Event

    made, editor = owned("Vendedoras Unidas", city="Lima")
    client = signed_in(editor.user)
    address = f"/es/my/o/{made.permanent}/fields/"
    assert client.get(address).status_code == 200
    answers = {
        "name": "Vendedoras Unidas del Sur",
        "city": "Arequipa",
        "founded": "1999-05",
        "classification": "trade-union",
        "is_mbo": "yes",
        "languages": "ES, qu",
        "links": "https://example.org/a\nhttps://example.org/b",
        "description": "Somos 300.",
        "activities": "Asambleas.",
        "sectors": ["street-vendors", "waste-pickers"],
        "new_name": "Qhatuqkuna",
        "new_language": "qu",
        "new_kind": "local",
        "reason": "asamblea",
    }
    answer = client.post(address, typed(made, **answers))
    assert answer.headers["Location"].endswith("?said=fields")
    made.refresh_from_db()
    assert (made.name, made.slug) == (
        "Vendedoras Unidas del Sur",
        "vendedoras-unidas-del-sur",
    )
    assert (made.city, made.founded, made.is_mbo) == ("Arequipa", "1999-05", True)
    assert made.languages == "es qu"
    assert {each.code for each in made.sectors.all()} == set(answers["sectors"])
    assert {str(each) for each in made.other_names.all()} == {
        "Vendedoras Unidas",
        "Qhatuqkuna",
    }
    events = Event.objects.filter(permanent=made.permanent, role="editor")
    written = {each.field for each in events}
    assert written >= {
        *("name", "slug", "city", "founded", "classification", "is_mbo", "languages"),
        *("links", "description", "activities", "sectors", "other_names"),
    }
    assert "level" not in written  # what stays as it is has no event
    assert {each.who for each in events} == {str(editor.user.pk)}
    page = reader().get("/es/organisations/vendedoras-unidas/", follow=True)
    assert "Arequipa" in page.content.decode()
    count = events.count()
    again = client.post(address, typed(made, reason="again"))
    assert again.status_code == 302
    assert events.count() == count


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "", "Responda esto"),
        ("founded", "mayo", "1999-05"),
        ("links", "javascript:alert(1)", "https://"),
        ("languages", "español", "dos letras"),
        ("description", "llame a Rosa: rosa@example.org", "No ponga teléfonos"),
        ("city", "Lima, +51 999 888 777", "No ponga teléfonos"),
        ("acronym", "X" * 41, "demasiado largo"),
        ("classification", "club", "Elija una opción"),
        ("dissolved", "1901", "no "),
    ],
)
def test_a_field_that_cannot_be_is_named_and_nothing_is_kept(
    field: str, text: str, said: str
) -> None:
    from headload.apps.network.models import Event

    made, editor = owned("Vendedoras Unidas", founded="1999")
    before = Event.objects.count()
    answers = typed(made, **{"city": "Puno", field: text})
    address = f"/es/my/o/{made.permanent}/fields/"
    answer = signed_in(editor.user).post(address, answers)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert text in page or field in CHOSEN  # what was typed stays
    made.refresh_from_db()
    assert (made.name, made.city) == ("Vendedoras Unidas", "Lima")
    assert Event.objects.count() == before


def test_what_is_kept_for_the_network_is_nowhere_for_readers(site: Site) -> None:
    from headload.apps.network.kinds import NameKind
    from headload.apps.network.rights import COMMAND_LINE, Actor, Role
    from headload.apps.network.selectors import visible_to
    from headload.apps.network.services import add_identifier, add_name, change

    made, editor = owned("Vendedoras Unidas", city="Zqxcity", founded="1977")
    change(made, "description", "Zqxwords", COMMAND_LINE, reason="test")
    add_name(made, "Zqxname", NameKind.LOCAL, COMMAND_LINE)
    add_identifier(made, "ZQX", "12", COMMAND_LINE)
    slug = made.slug
    places = (
        *(f"/es/organisations/{slug}/", f"/es/organisations/{slug}/why/city"),
        *("/es/organisations/", "/es/organisations/?q=unidas", "/es/places/per-lima/"),
        *("/es/organisations/organisations.csv", "/api/organisations?place=per"),
        *("/es/organisations/organisations.jsonld", "/es/search/?q=unidas"),
    )

    def found() -> str:
        return " ".join(reader().get(e).content.decode() for e in places).casefold()

    def hits(word: str) -> int:
        pages = (f"/es/organisations/?q={word}", f"/es/search/?q={word}")
        return sum(slug in reader().get(each).content.decode() for each in pages)

    assert hits("zqxname") == 2
    assert hits("zqxcity") == 1
    assert found().count("zqx") > 5
    client = signed_in(editor.user)
    kept = ["city", "description", "other_names", "identifiers", "founded"]
    answers = typed(made, kept_back=kept, reason="seguridad")
    client.post(f"/es/my/o/{made.permanent}/fields/", answers)
    told = found()
    assert "zqx" not in told
    assert hits("zqxname") == hits("zqxcity") == 0
    assert "1977" not in reader().get(places[0]).content.decode()
    for who in (editor, Actor(person("coordinator").user, Role.COORDINATOR)):
        assert visible_to(who, made)["city"] == "Zqxcity"
    assert "Vendedoras Unidas" in told.title()


def test_who_may_not_change_a_record_is_not_shown_its_form() -> None:
    made, _ = owned("Vendedoras Unidas")
    other, elsewhere = owned("Otras")
    client = signed_in(elsewhere.user)
    address = f"/es/my/o/{made.permanent}/fields/"
    assert client.get(address).status_code == 404
    assert client.post(address, typed(other)).status_code == 404
    made.refresh_from_db()
    assert made.name == "Vendedoras Unidas"


def test_the_desk_lists_what_organisations_changed_themselves() -> None:
    from django.contrib.auth import get_user_model

    made, editor = owned("Vendedoras Unidas")
    address = f"/es/my/o/{made.permanent}/fields/"
    signed_in(editor.user).post(address, typed(made, city="Puno"))
    client = reader()
    client.force_login(get_user_model().objects.create_superuser("network-desk"))
    page = client.get("/desk/network/").content.decode()
    told = page.split("Changed by organisations themselves")[1]
    assert "Vendedoras Unidas" in told
    assert "city" in told
