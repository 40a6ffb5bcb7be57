"""Letters about deadlines: asked for twice, sent once, and taken back in one click."""

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.laws import made, remove_all, written
from apps.organisations import group, person, place
from headload.cli.app import run

MONDAY = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
WEEK = datetime.timedelta(days=7)
POISON = "Café \N{RIGHT-TO-LEFT OVERRIDE}<b>x</b> & «déjà»\r\nBcc: all@example.org"


@pytest.fixture(scope="module")
def laws(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    remove_all()
    folder = written(tmp_path_factory.mktemp("letters"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    remove_all()


@pytest.fixture
def outbox(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    from django.conf import settings
    from django.core import mail

    from headload.apps.network.models import Attempt
    from headload.apps.voice.models import Digest

    in_memory = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", in_memory)
    sent: list[Any] = []
    monkeypatch.setattr(mail, "outbox", sent, raising=False)
    yield sent
    Digest.objects.all().delete()
    Attempt.objects.all().delete()


@pytest.fixture
def process(laws: None) -> Iterator[Any]:
    """Give what makes a process in Lima, of street vendors; it is gone afterwards."""
    from headload.apps.voice.models import Body, Deadline, Process

    rows = []

    def make(*deadlines: dict[str, str], **values: Any) -> Any:
        told = {"slug": "lettered", "title": "A rule", "kind": "by_law"}
        told |= {"state": "open", "area": place("per-lima")}
        row = made(Process, **{**told, **values})
        row.sectors = [group()]
        row.body = Body.objects.get(slug="made-council")
        row.deadlines.add(*(Deadline(**each) for each in deadlines))
        row.save()
        row.save_revision().publish()
        rows.append(row)
        return row

    yield make
    for each in rows:
        each.delete()


def wished(**values: Any) -> Any:
    """Return a confirmed wish of an address."""
    from headload.apps.network.sealing import seal
    from headload.apps.voice.letters.wishes import Choice, confirm, keep, mark_of
    from headload.apps.voice.models import Body, Digest

    email = values.pop("email", "rosa@example.org")
    choice = {"places": [place("per-lima")], **values}
    if "body" in choice:
        choice["bodies"] = [Body.objects.get(slug=choice.pop("body"))]
    wish = Digest.objects.create(mark=mark_of(email), sealed=seal(email))
    keep(wish, Choice(**choice))
    confirm(wish)
    return wish


def sent(now: datetime.datetime = MONDAY) -> tuple[int, int, int]:
    from headload.apps.voice.letters.send import send

    came = send(now)
    return came.letters, came.nothing, came.failed


def fixed(day: str, **values: str) -> dict[str, str]:
    return {"what": f"by {day}", "rule": f"FIXED {day}", **values}


def test_a_reader_asks_twice_changes_sees_what_is_kept_and_leaves_in_one_click(
    site: Site, process: Any, outbox: list[Any]
) -> None:
    from headload.apps.voice.models import Digest

    process(fixed("2026-12-10"))
    page = site.client.get("/es/calendar/?place=per-lima").content.decode()
    assert "/es/calendar/letters/?place=per-lima" in page
    form = site.client.get("/es/calendar/letters/?place=per-lima").content.decode()
    assert re.search(r'value="per-lima" checked', form)
    quiet = site.client.get("/es/calendar/letters/?place=gha").content.decode()
    assert re.search(r'value="gha" checked', quiet)  # nothing is due there today
    wish = {"email": "Ana@Example.org", "place": "per-lima", "language": "es"}
    wish |= {"zone": "America/Lima", "every": "week"}
    first = site.client.post("/es/calendar/letters/", wish)
    again = site.client.post("/es/calendar/letters/", wish)
    assert first.content == again.content
    assert [each.to for each in outbox] == [["ana@example.org"]]
    assert sent() == (0, 0, 0)
    path = re.search(r"http\S+(/es/calendar/letters/\S+/)", outbox[0].body)
    assert path
    assert "<form" in site.client.get(path[1]).content.decode()
    assert sent() == (0, 0, 0)  # a program that opens links confirms nothing
    site.client.post(path[1], {"confirm": "yes"})
    assert sent() == (1, 0, 0)
    news = outbox[-1]
    assert "2026-12-10" in news.subject
    assert "Sin confirmar" in news.body
    kept = json.loads(site.client.get(f"{path[1]}letters.json").content)
    assert kept["address"] == "ana@example.org"
    assert kept["places"] == ["per-lima"]
    site.client.post(path[1], {"language": "fr", "zone": "UTC", "every": "month"})
    row = Digest.objects.get()
    assert (row.language, row.every, row.places.count()) == ("fr", "month", 0)
    assert "ana" not in row.sealed
    stop = news.extra_headers["List-Unsubscribe"].strip("<>").partition("://")[2]
    stop = stop[stop.index("/") :]
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "<form" in site.client.get(stop).content.decode()
    site.client.post(stop, {"List-Unsubscribe": "One-Click"})
    row.refresh_from_db()
    assert (row.mark, row.sealed, row.seen) == ("", "", {})
    assert row.confirmed
    assert row.withdrawn
    assert site.client.post(stop).status_code == 200
    assert site.client.get(path[1]).status_code == 404
    assert sent(MONDAY + WEEK) == (0, 0, 0)


def test_a_new_wish_of_an_address_replaces_the_old_one_when_it_is_confirmed(
    site: Site, outbox: list[Any]
) -> None:
    from headload.apps.network.models import Attempt
    from headload.apps.voice.models import Digest

    old = wished()
    said = site.client.post("/en/calendar/letters/", {"email": "rosa@example.org"})
    assert said.status_code == 200
    new = Digest.objects.exclude(pk=old.pk).get()
    assert Digest.objects.filter(pk=old.pk).exists()  # whoever asked may not be Rosa
    site.client.post(f"/en/calendar/letters/{new.key}/", {"confirm": "yes"})
    assert Digest.objects.get() == new
    for email in ("rosa", "a@example.org\nBcc: b@example.org"):
        wrong = site.client.post("/en/calendar/letters/", {"email": email})
        assert wrong.status_code == 422
    assert len(outbox) == 1
    Attempt.objects.filter(kind="letter-to").delete()
    Attempt.objects.bulk_create(
        [Attempt(kind="letter", mark=each.mark) for each in Attempt.objects.all()] * 12
    )
    full = site.client.post("/en/calendar/letters/", {"email": "c@example.org"})
    assert full.status_code == 429


def test_every_kind_of_rule_is_told_on_her_clock_and_unconfirmed_says_so(
    process: Any, outbox: list[Any]
) -> None:
    from headload.apps.voice.models import Source

    process(
        fixed("2026-12-10", zone="Europe/Zurich"),
        {"what": "each year", "rule": "YEARLY 01-15"},
        {"what": "before", "rule": "RELATIVE 21 DAYS BEFORE 2027-01-29"},
        {"what": "since", "rule": "PERIOD 5 YEARS SINCE 2022-02-01"},
        {"what": "overdue", "rule": "PERIOD 5 YEARS SINCE 2014-05-01"},
        {"what": "no day"},
        fixed("2027-06-01"),
        {
            **fixed("2026-12-20"),
            "confidence": "confirmed",
            "source": Source.objects.get(address="https://example.org/bylaw"),
        },
    )
    wished(zone="America/Lima", body="made-council")
    assert sent() == (1, 0, 0)
    text = outbox[0].body
    days = re.findall(r"^(\d{4}-\d\d-\d\d)  (.*)$", text, re.MULTILINE)
    assert [day for day, _ in days] == [
        *("2026-12-10", "2026-12-20", "2027-01-08", "2027-01-15", "2027-02-01"),
        "2019-05-01",
    ]
    assert "On your clock until 2026-12-10 17:59 (America/Lima)" in text
    assert "should have been done by 2019-05-01" in text
    assert text.count("Unconfirmed") == 5
    assert text.count("Named by the body itself") == 1
    for said in ("One day", "The same day every year", "Counted from another day"):
        assert said in text
    (html, kind) = outbox[0].alternatives[0]
    assert kind == "text/html"
    assert html.count("<li>") == 6


def test_the_next_letter_says_what_changed_and_none_comes_without_a_reason(
    process: Any, outbox: list[Any]
) -> None:
    row = process(fixed("2026-12-20"), fixed("2026-12-24"), {"what": "later"})
    wished(groups=[group()], body="made-council")
    wished(email="far@example.org", places=[place("gha")])
    assert sent() == (1, 1, 0)
    assert "changed" not in outbox[0].body.lower()
    assert sent(MONDAY + WEEK / 2) == (0, 0, 0)  # once a week
    moved = row.deadlines.get(what="by 2026-12-20")
    moved.rule = "FIXED 2026-12-22"
    moved.save()
    row.deadlines.get(what="by 2026-12-24").delete()
    new = row.deadlines.get(what="later")
    new.rule = "FIXED 2027-09-01"
    new.save()
    assert sent(MONDAY + WEEK) == (1, 1, 0)
    text = outbox[-1].body
    changes = text[text.index("WHAT CHANGED") :]
    assert "moved; it was 2026-12-20" in changes
    assert "2027-09-01  later: A rule\n  new" in changes
    assert "Deadlines of the last letter that are not here any more: 1" in changes
    row.deadlines.all().delete()
    row.deadlines.create(**fixed("2026-12-01"))
    assert sent(MONDAY + 3 * WEEK) == (1, 1, 0)  # what it had told is gone
    assert sent(MONDAY + 4 * WEEK) == (0, 2, 0)


def test_a_letter_that_was_sent_before_a_kill_has_the_same_name_after_it(
    process: Any, outbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail import EmailMultiAlternatives

    process(fixed("2026-12-20"))
    wished()
    deliver = EmailMultiAlternatives.send

    def killed(message: Any, *args: Any) -> int:
        deliver(message, *args)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(EmailMultiAlternatives, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            sent()
    assert sent() == (1, 0, 0)
    assert sent() == (0, 0, 0)
    names = [each.extra_headers["Message-ID"] for each in outbox]
    assert len(names) == 2
    assert len(set(names)) == 1
    assert sent(MONDAY + WEEK) == (1, 0, 0)
    assert outbox[-1].extra_headers["Message-ID"] not in names


def test_one_mailbox_that_refuses_leaves_the_others_their_letters(
    process: Any, outbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail import EmailMultiAlternatives

    process(fixed("2026-12-20"))
    for name in ("a", "b", "c"):
        wished(email=f"{name}@example.org")
    deliver = EmailMultiAlternatives.send

    def refusing(message: Any, *args: Any) -> int:
        if message.to == ["b@example.org"]:
            raise OSError
        return deliver(message, *args)

    with monkeypatch.context() as partly:
        partly.setattr(EmailMultiAlternatives, "send", refusing)
        assert sent() == (2, 0, 1)
    assert sent() == (1, 0, 0)
    assert sorted(each.to[0][0] for each in outbox) == ["a", "b", "c"]


def test_foreign_texts_stay_text_in_every_part_of_a_letter(
    process: Any, outbox: list[Any]
) -> None:
    process({"what": POISON, "rule": "FIXED 2026-12-20"}, title=f"T {POISON}")
    wished(language="fr", body="made-council")
    assert sent() == (1, 0, 0)
    source = outbox[0].message().as_bytes()
    assert source.split(b"\n\n", 1)[0].count(b"Bcc") == 0
    assert "Bcc:" in outbox[0].body
    assert "\r" not in outbox[0].body
    html = outbox[0].alternatives[0][0]
    assert "<b>x</b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt; &amp; «déjà»" in html
    assert re.search(r'<a href="http\S+" lang="en">Café', html)


def test_an_account_chooses_on_its_own_page_and_takes_everything_back(
    site: Site, process: Any, outbox: list[Any]
) -> None:
    from django.test import Client

    from headload.apps.voice.models import Digest

    process(fixed("2026-12-20"))
    user = person("public").user
    user.email = f"{user.username}@example.org"
    user.save()
    client = Client()
    assert client.get("/en/my/letters/").status_code == 302
    client.force_login(user)
    client.cookies["my-en"] = client.cookies["sessionid"].value
    assert client.get("/en/my/letters/").status_code == 200
    wished(email=user.email)
    chosen = {"place": "per-lima", "every": "month", "zone": "nowhere"}
    assert client.post("/en/my/letters/", chosen).status_code == 302
    row = Digest.objects.get()  # that of the address was the same person's
    assert (row.user, row.sealed, row.zone) == (user, "", "UTC")
    assert user.email in client.get("/en/my/letters/letters.json").content.decode()
    assert sent() == (1, 0, 0)
    assert outbox[0].to == [user.email]
    client.post("/en/my/letters/", {"stop": "yes"})
    row.refresh_from_db()
    assert (row.user, row.mark) == (None, "")
    assert client.get("/en/my/letters/letters.json").status_code == 404
    user.delete()


def test_wishes_end_when_nobody_confirms_or_renews_them(outbox: list[Any]) -> None:
    from headload.apps.voice.letters.wishes import forget
    from headload.apps.voice.models import Digest

    old, never = wished(), Digest.objects.create(mark="x", sealed="x")
    long_ago = MONDAY - datetime.timedelta(days=740)
    Digest.objects.filter(pk=old.pk).update(confirmed=long_ago)
    Digest.objects.filter(pk=never.pk).update(asked=MONDAY - 2 * WEEK)
    forget(Digest, MONDAY)
    row = Digest.objects.get()
    assert (row.pk, row.sealed) == (old.pk, "")
    Digest.objects.update(withdrawn=long_ago)
    forget(Digest, MONDAY)
    assert not Digest.objects.exists()


def test_a_consent_that_ends_soon_is_told_in_the_letter(
    process: Any, outbox: list[Any]
) -> None:
    from headload.apps.voice.models import Digest

    process(fixed("2026-12-20"))
    row = wished()
    then = MONDAY - datetime.timedelta(days=700)
    Digest.objects.filter(pk=row.pk).update(confirmed=then)
    assert sent() == (1, 0, 0)
    assert "ends on 2026-12-30" in outbox[0].body


def test_what_is_new_of_laws_is_told_once_to_whom_it_concerns(
    site: Site, laws: None, outbox: list[Any]
) -> None:
    from headload.apps.voice.models import ImplementationCheck, Law, Ratification

    lately = {"changed": MONDAY + datetime.timedelta(days=3)}
    wished(language="fr")
    wished(email="w@example.org", groups=[group("waste-pickers")], places=[])
    wished(email="b@example.org", places=[], body="made-council")
    sent()
    told = {"status": "in_force", "country": place("per")}
    national = made(Law, slug="new-act", title="A new Act", **told)
    waste = made(Law, slug="new-waste", title="Of waste", country=place("ecu"))
    waste.sectors = [group("waste-pickers")]
    waste.save()
    news = Law.objects.filter(pk__in=(national.pk, waste.pk))
    news.update(first_published_at=lately["changed"], **lately)
    Ratification.objects.filter(ratified="2018-11-26").update(**lately)
    seen = {"value": "yes", "checked_by": "Whoever Hides", "date": "2026-11"}
    check = made(
        ImplementationCheck, law=Law.objects.get(slug="ven-act"), rung=1, **seen
    )
    ImplementationCheck.objects.filter(pk=check.pk).update(**lately)
    outbox.clear()
    assert sent(MONDAY + WEEK) == (2, 1, 0)  # bodies have no laws
    lima, waste_pickers = sorted(outbox, key=lambda each: each.to)
    assert lima.subject == "Lois : ce qui est nouveau"
    for text in (
        *("A new Act", "nouvelle dans ce registre", "En vigueur", "Vendors Act"),
        *("Pérou : ratifiée (2018-11-26)", "quelqu'un a vérifié"),
    ):
        assert text in lima.body, text
    assert "<h1" in lima.alternatives[0].content
    for text in ("Of waste", "Whoever Hides"):
        assert text not in lima.body
    assert "Of waste" in waste_pickers.body
    assert "A new Act" not in waste_pickers.body
    assert sent(MONDAY + 2 * WEEK) == (0, 3, 0)
    page = site.client.get("/en/laws/?sector=waste-pickers&country=per")
    wish = "/en/calendar/letters/?group=waste-pickers&amp;place=per"
    assert wish in page.content.decode()
