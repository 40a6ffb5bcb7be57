"""Processes: which are open, what is due in them, and how sure that is."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.conftest import Site
from apps.laws import SEED, made, remove_all, written
from headload.cli.app import run

NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def laws(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    remove_all()
    folder = written(tmp_path_factory.mktemp("voice"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    remove_all()


def read(site: Site, address: str) -> str:
    answer = site.client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_open_processes_come_first_by_the_next_deadline(site: Site, laws: None) -> None:
    page = read(site, "/en/processes/")
    order = [page.index(f"/en/processes/{each}/") for each in ("yearly", "lima-bylaw")]
    assert order == sorted(order)
    assert order[1] < page.index('id="over"') < page.index("/en/processes/old/")
    today = datetime.datetime.now(datetime.UTC).date()
    year = today.year + (today > datetime.date(today.year, 9, 1))
    assert f'<time datetime="{year}-09-01">' in page


def test_a_process_says_its_deadline_its_rule_and_how_sure_it_is(
    site: Site, laws: None
) -> None:
    page = read(site, "/en/processes/yearly/")
    assert "The same day every year: <code>YEARLY 09-01</code>" in page
    assert "Unconfirmed" in page
    assert "/en/bodies/ilo-made/" in page
    assert "passed on 2019-04-01" in read(site, "/en/processes/old/")
    assert "No deadline is known" in read(site, "/en/processes/lima-bylaw/")
    body = read(site, "/fr/bodies/ilo-made/")
    assert "/fr/processes/yearly/" in body
    assert "Personne n'a encore consigné comment" in body.replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("rule", "day", "passed", "overdue"),
    [
        ("YEARLY 09-01", "2027-09-01", None, False),
        ("YEARLY 11-26", "2026-11-26", None, False),
        ("FIXED 2026-11-25", None, "2026-11-25", False),
        ("RELATIVE 21 DAYS BEFORE 2027-01-31", "2027-01-10", None, False),
        ("PERIOD 5 YEARS SINCE 2014-05-01", None, "2019-05-01", True),
        ("", None, None, False),
    ],
)
def test_what_is_due_comes_of_the_rule(
    site: Site, laws: None, rule: str, day: str, passed: str, overdue: bool
) -> None:
    from headload.apps.voice.due import due_in
    from headload.apps.voice.models import Deadline, Process

    process = Process(slug="x", title="X", kind="by_law", state="open")
    process.deadlines.add(Deadline(what="A", rule=rule))
    (due,) = due_in(process, NOW)
    assert due.day == (datetime.date.fromisoformat(day) if day else None)
    assert due.passed == (datetime.date.fromisoformat(passed) if passed else None)
    assert due.overdue is overdue


def test_a_day_is_that_of_the_bodys_own_clock(site: Site, laws: None) -> None:
    from headload.apps.voice.due import due_in
    from headload.apps.voice.models import Deadline, Process

    late = datetime.datetime(2026, 11, 26, 23, 30, tzinfo=datetime.UTC)
    process = Process(slug="x", title="X", kind="by_law", state="open")
    for zone, day in (("America/Lima", 26), ("Asia/Kolkata", None)):
        process.deadlines.set(
            [Deadline(what="A", rule="FIXED 2026-11-26", zone=zone)], clear=True
        )
        (due,) = due_in(process, late)
        assert (due.day.day if due.day else None) == day


def test_a_process_shows_phases_laws_parts_and_what_its_body_said(
    site: Site, laws: None
) -> None:
    from headload.apps.voice.models import Deadline, Law, Phase, Process, Source

    parent = Process.objects.get(slug="yearly")
    source = Source.objects.get(address="https://example.org/yearly")
    process = Process(
        slug="part", title="A part", kind="by_law", state="decided", parent=parent
    )
    process.sources = [source]
    process.laws = [Law.objects.get(slug="c189")]
    process.phases.add(Phase(name="Draft read"), Phase(name="Vote", here=True))
    process.deadlines.add(
        Deadline(
            what="letters",
            rule="PERIOD 5 YEARS SINCE 2014-05-01",
            zone="America/Lima",
            confidence="confirmed",
            source=source,
            submission="Two pages, by mail",
        ),
        Deadline(what="votes"),
    )
    process.save()
    try:
        process.save_revision().publish()
        page = read(site, "/en/processes/part/")
        assert '<li aria-current="step">Vote' in page
        assert "/en/laws/c189/" in page
        assert "should have been done by 2019-05-01" in page
        assert "Named by the body itself." in page
        assert "Two pages, by mail" in page
        assert "no day is known" in page
        assert "/en/processes/part/" in read(site, "/en/processes/yearly/")
        assert "/en/processes/part/" in read(site, "/en/laws/c189/")
    finally:
        process.delete()


def test_a_file_may_say_place_and_laws_of_a_process(
    site: Site, laws: None, tmp_path: Path
) -> None:
    from headload.apps.voice.models import Process

    head = f"{SEED['processes'][0]},country,place,laws"
    row = (
        "accra,A plan,,city_planning,,,,,open,all,https://e.org,,GHA,Accra,c189;ven-act"
    )
    folder = written(tmp_path, processes=(head, row))
    assert run(["voice", "import", str(folder)]) == 0
    process = Process.objects.get(slug="accra")
    try:
        assert process.area.code == "gha-accra"
        assert {each.slug for each in process.laws.all()} == {"c189", "ven-act"}
        assert "/en/processes/accra/" in read(site, "/en/places/gha/")
    finally:
        process.delete()
    wrong = written(tmp_path, processes=(head, row.replace("ven-act", "no-act")))
    assert run(["voice", "import", str(wrong)]) == 3


def test_what_was_agreed_keeps_its_source(site: Site, laws: None) -> None:
    from headload.apps.voice.models import Agreement

    agreement = made(
        Agreement,
        slug="market",
        title="Market agreement",
        workers="Union of Vendors",
        counterpart="City",
        counterpart_kind="city",
        state="signed",
        signed="2024-05",
    )
    assert list(Agreement.objects.public()) == [agreement]
    agreement.delete()
