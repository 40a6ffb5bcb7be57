"""Calendars of deadlines, as a phone that subscribes to them reads them."""

import datetime
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from apps.conftest import Site
from apps.laws import made, remove_all, written
from headload.cli.app import run

FEED = "/en/calendar/deadlines.ics"


@pytest.fixture(scope="module")
def laws(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    remove_all()
    folder = written(tmp_path_factory.mktemp("voice"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    remove_all()


@pytest.fixture
def process(laws: None) -> Iterator[Any]:
    """Give what makes a process with deadlines; it is gone afterwards."""
    from headload.apps.voice.models import Process

    made_here = []

    def make(*deadlines: dict[str, str], **values: Any) -> Any:
        from headload.apps.voice.models import Deadline

        told = {"slug": "fed", "title": "Fed", "kind": "by_law", "state": "open"}
        row = made(Process, **{**told, **values})
        row.deadlines.add(*(Deadline(**each) for each in deadlines))
        row.save()
        row.save_revision().publish()
        made_here.append(row)
        return row

    yield make
    for each in made_here:
        each.delete()


def read(site: Site, address: str = FEED, **headers: str) -> Calendar:
    """Return a calendar, read by a program of others that forgives nothing."""
    answer = site.client.get(address, **headers)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    found = Calendar.from_ical(answer.content)
    assert isinstance(found, Calendar)
    assert found.errors == []
    assert all(event.errors == [] for event in found.events)
    return found


def days(calendar: Calendar, first: str, last: str) -> list[Any]:
    """Return the starts that a calendar program shows between two days."""
    found = recurring_ical_events.of(calendar).between(
        datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    )
    return sorted(each["DTSTART"].dt for each in found)


def event(calendar: Calendar, title: str) -> Any:
    (found,) = (each for each in calendar.events if title in each["SUMMARY"])
    return found


@pytest.mark.parametrize(
    ("rule", "first", "last", "expected"),
    [
        # CEDAW: reports of NGOs three weeks before the session of 1 July 2019
        (
            "RELATIVE 21 DAYS BEFORE 2019-07-01",
            "2019-01-01",
            "2020-01-01",
            "2019-06-10",
        ),
        ("FIXED 2028-02-29", "2028-01-01", "2029-01-01", "2028-02-29"),
        (
            "YEARLY 02-29",
            "2027-01-01",
            "2029-12-31",
            "2027-02-28 2028-02-29 2029-02-28",
        ),
        ("PERIOD 1 YEARS SINCE 2024-02-29", "2024-01-01", "2026-01-01", "2025-02-28"),
    ],
)
def test_a_phone_shows_the_days_of_a_rule(
    site: Site, process: Any, rule: str, first: str, last: str, expected: str
) -> None:
    process({"what": "report", "rule": rule}, start="2019")
    shown = days(read(site, "/en/processes/fed/deadlines.ics"), first, last)
    assert [each.isoformat() for each in shown] == expected.split()


def test_a_time_keeps_its_clock_through_summer_and_winter(
    site: Site, process: Any
) -> None:
    zone = {"zone": "Europe/Zurich"}
    process(
        {"what": "summer", "rule": "YEARLY 06-01 18:00", **zone},
        {"what": "winter", "rule": "FIXED 2026-12-01 18:00", **zone},
        start="2026",
    )
    calendar = read(site, "/en/processes/fed/deadlines.ics")
    shown = [
        each.astimezone(datetime.UTC).isoformat()
        for each in days(calendar, "2026-01-01", "2027-12-31")
    ]
    assert shown == [
        "2026-06-01T16:00:00+00:00",
        "2026-12-01T17:00:00+00:00",
        "2027-06-01T16:00:00+00:00",
    ]
    start = event(calendar, "summer")["DTSTART"].dt
    assert start.astimezone(ZoneInfo("Europe/Zurich")).hour == 18


def test_what_is_unconfirmed_or_cancelled_is_said_to_the_calendar(
    site: Site, process: Any
) -> None:
    from headload.apps.voice.models import Source

    process(
        {"what": "letters", "rule": "FIXED 2030-01-01"},
        {
            "what": "votes",
            "rule": "FIXED 2030-02-01",
            "confidence": "confirmed",
            "source": Source.objects.get(address="https://example.org/yearly"),
        },
    )
    process({"what": "lost", "rule": "FIXED 2030-03-01"}, slug="gone", state="lapsed")
    found = read(site)
    letters, votes = event(found, "letters"), event(found, "votes")
    assert (letters["STATUS"], votes["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert letters["SUMMARY"] == "letters: Fed (unconfirmed)"
    assert votes["SUMMARY"] == "votes: Fed"
    alarms = [each["TRIGGER"].dt for each in letters.subcomponents]
    nine = datetime.timedelta(hours=9)
    assert alarms == [nine - datetime.timedelta(days=each) for each in (14, 3)]
    lost = event(found, "lost")
    assert (lost["STATUS"], lost.subcomponents) == ("CANCELLED", [])


def test_a_deadline_that_moves_replaces_what_the_phone_has(
    site: Site, process: Any
) -> None:
    row = process({"what": "letters", "rule": "FIXED 2030-01-01"})
    before = event(read(site), "letters")
    deadline = row.deadlines.get()
    deadline.rule = "FIXED 2030-01-15"
    row.deadlines.set([deadline])
    later = row.changed + datetime.timedelta(seconds=2)
    row.save()
    row.save_revision().publish()
    type(row).objects.filter(pk=row.pk).update(changed=later)
    from headload.apps.common.models import Content

    Content.changed()
    after = event(read(site), "letters")
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt == datetime.date(2030, 1, 15)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_a_calendar_that_asks_again_gets_it_only_when_it_is_another(
    site: Site, process: Any
) -> None:
    row = process({"what": "letters", "rule": "FIXED 2030-01-01"})
    first = site.client.get(FEED)
    assert site.client.get(FEED).content == first.content
    same = site.client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    type(row).objects.filter(pk=row.pk).first().unpublish()
    for asked in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = site.client.get(FEED, headers=asked)
        assert again.status_code == 200
        assert b"letters" not in again.content


def test_a_calendar_is_narrowed_to_group_place_or_body(site: Site, laws: None) -> None:
    titles = {each["SUMMARY"].split(" (")[0] for each in read(site).events}
    yearly, old = (
        "observations due: Observations every year",
        "motions: An old congress",
    )
    assert titles == {yearly, old}
    for query, expected in (
        ("group=waste-pickers", {yearly, old}),  # the first is about all workers
        ("group=street-vendors", {yearly}),
        ("body=ilo-made", {yearly}),
        ("place=per", set()),
    ):
        found = read(site, f"{FEED}?{query}")
        assert {e["SUMMARY"].split(" (")[0] for e in found.events} == expected, query
    for query in ("group=nobody", "place=per-nowhere", "body=x"):
        assert site.client.get(f"{FEED}?{query}").status_code == 404
        assert site.client.get(f"/en/calendar/?{query}").status_code == 404
    assert site.client.get("/en/processes/none/deadlines.ics").status_code == 404


def test_the_page_leads_to_the_calendar_of_each_choice(site: Site, laws: None) -> None:
    page = site.client.get("/es/calendar/?body=ilo-made").content.decode()
    assert 'href="webcal://testserver/es/calendar/deadlines.ics?body=ilo-made"' in page
    assert 'href="/es/calendar/deadlines.ics?body=ilo-made"' in page
    assert "Sin confirmar" in page
    assert "/es/processes/yearly/" in page
    assert "An old congress" not in page
    nothing = site.client.get("/fr/calendar/?place=per").content.decode()
    assert re.search("Aucune échéance datée", nothing)


def test_pages_of_groups_places_bodies_and_processes_lead_to_their_calendar(
    site: Site, laws: None
) -> None:
    for page, link in (
        ("workers/waste-pickers/", "/en/calendar/?group=waste-pickers"),
        ("places/per/", "/en/calendar/?place=per"),
        ("places/per/lima/", "/en/calendar/?place=per-lima"),
        ("bodies/ilo-made/", "/en/calendar/?body=ilo-made"),
        ("processes/", "/en/calendar/"),
        ("processes/yearly/", "/en/processes/yearly/deadlines.ics"),
    ):
        assert f'href="{link}"' in site.client.get(f"/en/{page}").content.decode(), page
    group = site.client.get("/en/workers/waste-pickers/").content.decode()
    assert group.index("Next deadline") < group.index("<section")
    without = site.client.get("/en/processes/lima-bylaw/").content.decode()
    assert "deadlines.ics" not in without
