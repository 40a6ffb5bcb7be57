"""What readers have beside the list of works: collections, lists, wishes, counts."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from apps.conftest import VENDORS, Site
from headload.cli.app import run
from headload.errors import WrongUse

BROWSER = "Mozilla/5.0 (Linux; Android 9) Firefox/128.0"
TABLE = (
    "id,title,creators,date,languages,worker_groups,places,series\n"
    'stalls,Stalls of Lima,"Ámbar, Rosa",2016,en,street_vendors,Peru,Lima papers\n'
    'carts,Carts of Lima,"Okoye, Ada",2017,en,street_vendors,Peru,Lima papers\n'
    "homes,Homes of Accra,,2018,en,domestic_workers,Ghana,\n"
    "sorting,Sorting at dawn,,2019,en,waste_pickers,Brazil,\n"
)


@pytest.fixture(scope="module")
def works(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    from headload.apps.library.models import Work
    from headload.apps.search.index import rebuild

    Work.objects.all().delete()
    table = tmp_path_factory.mktemp("readers") / "works.csv"
    table.write_text(TABLE, "utf-8")
    assert run(["library", "import", str(table)]) == 0
    yield
    Work.objects.all().delete()
    rebuild("work", "passage")


@pytest.fixture
def outbox(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    from django.conf import settings
    from django.core import mail

    in_memory = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", in_memory)
    sent: list[Any] = []
    monkeypatch.setattr(mail, "outbox", sent, raising=False)
    return sent


def read(site: Site, address: str, **headers: str) -> str:
    answer = site.client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def named(slug: str) -> Any:
    from headload.apps.library.models import Work

    return Work.objects.get(slug=slug)


def test_a_collection_has_words_in_each_language_and_its_own_order(
    site: Site, works: None
) -> None:
    from headload.apps.library.models import (
        Collection,
        CollectionWords,
        CollectionWork,
    )

    made = Collection(slug="lima")
    made.texts = [
        CollectionWords(language="en", title="Reading on Lima", introduction="Two."),
        CollectionWords(language="es", title="Lecturas sobre Lima"),
    ]
    made.parts = [
        CollectionWork(work=named(slug), sort_order=order)
        for order, slug in enumerate(("stalls", "homes", "carts"))
    ]
    made.save()
    page = read(site, "/es/library/collections/lima/")
    places = [page.index(f"/es/library/{slug}/") for slug in ("stalls", "homes")]
    assert places == sorted(places)
    assert "<h1>Lecturas sobre Lima</h1>" in page
    assert '<h1 lang="en">Reading on Lima</h1>' in read(
        site, "/fr/library/collections/lima/"
    )
    assert "/en/library/collections/lima/" in read(site, "/en/library/")
    made.shown = False
    made.save()
    assert site.client.get("/en/library/collections/lima/").status_code == 404
    assert "collections/lima" not in read(site, "/en/library/collections/")
    made.delete()


def test_a_reading_list_is_kept_by_the_reader_alone(site: Site, works: None) -> None:
    from django.test import Client

    reader = Client()
    assert not reader.get("/en/library/stalls/").cookies
    one, two = named("stalls"), named("carts")
    for each in (one, two, one):
        reader.post("/en/library/list/", {"put": each.permanent})
    page = reader.get("/fr/library/list/")
    assert page.headers["Cache-Control"] == "private, no-store"
    text = page.content.decode()
    assert text.index("/fr/library/stalls/") < text.index("/fr/library/carts/")
    shared = re.search(r'href="\?works=([0-9A-Z.]+)"', text)
    assert shared
    other = Client().get(f"/en/library/list/?works={shared[1]}")
    assert "/en/library/carts/" in other.content.decode()
    assert not other.cookies
    bib = read(site, f"/en/library/list.bib?works={shared[1]}")
    assert bib.count("@") == 2
    reader.post("/en/library/list/", {"take": one.permanent})
    gone = reader.post("/en/library/list/", {"take": two.permanent})
    assert gone.cookies["list"].value == ""
    bad = reader.post("/en/library/list/", {"put": "'><script>"})
    assert bad.status_code == 302
    assert "script>" not in reader.get("/en/library/list/").content.decode()


def test_works_about_the_same_are_shown(site: Site, works: None) -> None:
    page = read(site, "/en/library/stalls/")
    assert "/en/library/carts/" in page
    assert "/en/library/sorting/" not in page


def test_a_wish_is_confirmed_told_once_and_forgotten_in_one_click(
    site: Site, works: None, outbox: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    from headload.apps.library.models import Alert

    offer = read(site, "/es/library/?worker_group=street-vendors&q=lima")
    assert "/es/library/alerts/?q=lima&amp;worker_group=street-vendors" in offer
    wish = {"email": "Ana@Example.org", "q": "lima", "worker_group": "street-vendors"}
    for _ in range(2):  # the second time within the hour sends nothing
        said = site.client.post("/es/library/alerts/", wish)
        assert said.status_code == 200
    assert len(outbox) == 1
    assert outbox[0].to == ["ana@example.org"]
    link = re.search(r"http\S+(/es/library/alerts/\w+/)", outbox[0].body)
    assert link
    _add(site, "more-lima", "More of Lima", "street_vendors")
    assert _sent(capsys) == "0 sent, 0 had nothing new"
    assert "<form" in read(site, link[1])  # a program that opens links confirms nothing
    assert Alert.objects.get().confirmed is None
    site.client.post(link[1])
    assert _sent(capsys) == "0 sent, 1 had nothing new"  # what was there before
    _add(site, "new-lima", "New of Lima", "street_vendors")
    _add(site, "new-accra", "New of Accra", "domestic_workers")
    assert _sent(capsys) == "1 sent, 0 had nothing new"
    news = outbox[-1]
    assert "New of Lima" in news.body
    assert "Accra" not in news.body
    assert "Nuevo en la biblioteca" in news.body
    assert _sent(capsys) == "0 sent, 1 had nothing new"  # told once
    stop = news.extra_headers["List-Unsubscribe"].strip("<>")
    path = stop.partition("//")[2].partition("/")[2]
    assert "<form" in read(site, f"/{path}")
    site.client.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert not Alert.objects.exists()
    assert site.client.post(f"/{path}").status_code == 200


def _add(site: Site, slug: str, title: str, group: str) -> None:
    table = site.home / "one.csv"
    table.write_text(f"id,title,worker_groups\n{slug},{title},{group}\n")
    assert run(["library", "import", str(table)]) == 0


def _sent(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["library", "alerts"]) == 0
    return capsys.readouterr().out.rpartition(",")[0].strip()


def test_wishes_that_are_wrong_too_many_or_never_confirmed(
    site: Site,
    works: None,
    outbox: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.conf import settings
    from django.utils import timezone

    from headload.apps.library import alerts
    from headload.apps.library.models import Alert

    wrong = site.client.post("/en/library/alerts/", {"email": "ana", "q": "lima"})
    assert wrong.status_code == 422
    assert 'name="q" value="lima"' in wrong.content.decode()
    site.client.post("/en/library/alerts/", {"email": "a@example.org\nBcc: b@x.org"})
    assert outbox == []
    site.client.post("/en/library/alerts/", {"email": "a@example.org"})
    assert len(outbox) == 1
    with monkeypatch.context() as fewer:
        fewer.setattr(alerts, "_MOST_AN_HOUR", 1)
        many = site.client.post("/en/library/alerts/", {"email": "b@example.org"})
    assert many.status_code == 429
    week = timezone.now() - datetime.timedelta(days=8)
    Alert.objects.update(asked=week)
    assert run(["library", "alerts"]) == 0
    assert not Alert.objects.exists()
    by_server = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", by_server)
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 9)
    down = site.client.post("/en/library/alerts/", {"email": "c@example.org"})
    assert down.status_code == 503
    assert not Alert.objects.exists()  # she can ask again at once


def test_the_address_of_a_mail_server_is_read_or_refused() -> None:
    from headload.apps.site.mail import mail_of

    read = mail_of("smtp://me%40x.org:se%3Acret@mail.example.org", Path("/nowhere"))
    assert read["EMAIL_HOST_USER"] == "me@x.org"
    assert "se:cret" in read.values()
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"]) == (587, True)
    with pytest.raises(WrongUse, match="not the address of a mail server"):
        mail_of("mail.example.org", Path("/nowhere"))


def test_readings_are_counted_without_readers(site: Site, works: None) -> None:
    from headload.apps.library.models import Usage
    from headload.apps.library.usage import write

    Usage.objects.all().delete()
    write(all_=True)
    Usage.objects.all().delete()
    for agent in (BROWSER, BROWSER, "Googlebot/2.1", "curl/8", ""):
        read(site, "/en/library/sorting/", user_agent=agent)
    read(site, "/en/library/sorting/", user_agent=BROWSER, sec_purpose="prefetch")
    site.client.get("/en/library/nothing/", headers={"user-agent": BROWSER})
    write(all_=True)
    assert [
        (each.work.slug, each.kind, each.count) for each in Usage.objects.all()
    ] == [("sorting", "page", 2)]
    fields = {each.name for each in Usage._meta.get_fields()}
    assert fields == {"id", "work", "month", "kind", "count"}
    from headload.apps.common.models import Content

    Content.changed()
    assert "Read 2 times" in read(site, "/en/library/most-read/")
    assert "Read 2 times" in read(site, "/en/library/sorting/")


def test_counts_wait_when_the_database_cannot_be_written_to(
    site: Site, works: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from headload.apps.library import usage
    from headload.apps.library.models import Usage

    usage.write(all_=True)
    before = sum(each.count for each in Usage.objects.all())

    def locked(_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(usage, "_written", locked)
        read(site, "/en/library/homes/", user_agent=BROWSER)
        usage.write(all_=True)
    usage.write(all_=True)
    assert sum(each.count for each in Usage.objects.all()) == before + 1


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_any_choice_is_a_feed(site: Site, works: None, form: str) -> None:
    text = read(site, f"/en/library/works.{form}?worker_group=waste-pickers")
    root = etree.fromstring(text.encode())
    titles = [each.text for each in root.iterfind(".//{*}title")]
    assert titles == ["Headload: Library", "Sorting at dawn"]
    assert named("sorting").permanent in text


def test_programs_ask_for_works(site: Site, works: None) -> None:
    found = json.loads(read(site, "/api/works?q=lima&worker_group=street-vendors"))
    assert {"Stalls of Lima", "Carts of Lima"} <= {
        each["title"] for each in found["works"]
    }
    assert found["facets"]["series"] == {"Lima papers": 2}
    one = json.loads(read(site, f"/api/works/{named('stalls').permanent}"))
    assert one["csl"]["author"] == [{"family": "Ámbar", "given": "Rosa"}]
    assert one["places"] == ["per"]
    assert site.client.get("/api/works/NOTHING").status_code == 404


def test_everything_is_in_the_catalogue(site: Site, works: None) -> None:
    found = json.loads(read(site, "/catalogue.jsonld"))
    works_in = {each["@id"].rpartition("/")[2] for each in found["dcat:resource"]}
    assert named("stalls").permanent in works_in
    data = found["dcat:dataset"]
    assert len(data) == 1  # the newest of its series
    kinds = {each["dcat:mediaType"] for each in data[0]["dcat:distribution"]}
    assert "text/csv" in kinds


def test_a_work_says_that_a_figure_it_uses_was_revised(site: Site, works: None) -> None:
    from headload.apps.common.models import Content
    from headload.apps.explorer.models import Release
    from headload.apps.library.models import Work

    old, new = Release.objects.order_by("number")
    used = Work.objects.filter(slug="stalls")
    try:
        used.update(estimates=f"{VENDORS}@{new.release_id}\nnothing.like.this")
        Content.changed()
        page = read(site, "/en/library/stalls/")
        assert f"/en/e/{VENDORS}" in page
        assert "was revised since" not in page
        assert "not on this site" in page
        used.update(estimates=f"{VENDORS}@{old.release_id}")
        Content.changed()
        assert "was revised since" in read(site, "/en/library/stalls/")
        assert "se revisó después" in read(site, "/es/library/stalls/")
        figure = read(site, f"/en/e/{VENDORS}")
        assert "/en/library/stalls/" in figure
    finally:
        used.update(estimates="")


def test_briefs_enter_the_library_and_are_renewed(site: Site, works: None) -> None:
    from headload.apps.explorer.briefs import shelve
    from headload.apps.explorer.models import Release
    from headload.apps.library.models import Work

    old, new = Release.objects.order_by("number")
    first = shelve(old)
    assert [each.language for each in first] == ["en", "es", "fr"]
    assert first[1].version_of == first[0]
    address = f"/es/library/{first[1].slug}/"
    page = read(site, address)
    assert "brief.es.pdf" in page
    assert "se revisó después" in page  # it was made from the first release
    again = shelve(new)
    assert [each.permanent for each in again] == [each.permanent for each in first]
    assert "se revisó después" not in read(site, address)
    assert "/es/library/" in read(site, "/es/places/xts/")
    again[1].title = "Mis palabras"
    again[1].save_revision().publish()
    shelve(new)
    assert "Mis palabras" in read(site, address)
    for each in again:
        each.delete()
    assert not Work.objects.filter(slug__startswith="brief-").exists()


def test_relations_are_shown_both_ways_and_registered(site: Site, works: None) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.library.models import Related

    one = named("stalls")
    one.relations = [
        Related(kind="IsSupplementTo", to=named("carts")),
        Related(kind="Cites", doi="10.1234/elsewhere"),
    ]
    one.save_revision().publish()
    page = read(site, "/en/library/stalls/")
    assert "Supplement to: <a" in page
    assert "https://doi.org/10.1234/elsewhere" in page
    assert "Mentioned by: <a" in read(site, "/en/library/carts/")
    xml = read(site, "/en/library/stalls.xml")
    assert 'relationType="Cites"' in xml
    for wrong in (
        Related(work=one, kind="Cites"),
        Related(work=one, kind="Cites", to=one),
        Related(work=one, kind="Cites", doi="doi:10.1/x"),
    ):
        with pytest.raises(ValidationError):
            wrong.full_clean()
    named("stalls").relations.all().delete()


def test_organisations_are_creators_with_their_own_ids(site: Site, works: None) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.library.models import Creator, Person

    union = Person(family="Street Vendors Union", organisation=True, ror="02k7v4d05")
    union.full_clean()
    union.save()
    one = named("homes")
    one.creators = [Creator(person=union)]
    one.save_revision().publish()
    page = read(site, "/en/library/homes/")
    assert "https://ror.org/02k7v4d05" in page
    assert "Street Vendors Union. (2018)" in page
    xml = read(site, "/en/library/homes.xml")
    assert 'nameType="Organizational"' in xml
    assert 'nameIdentifierScheme="ROR"' in xml
    for wrong in (
        Person(family="A", organisation=True, ror="02k7v4d06"),
        Person(family="A", ror="02k7v4d05"),
        Person(family="A", organisation=True, orcid="0000-0002-1825-0097"),
        Person(family="A", given="B", organisation=True),
    ):
        with pytest.raises(ValidationError):
            wrong.full_clean()


def test_a_word_has_a_page_in_every_language(site: Site, works: None) -> None:
    from headload.apps.search.index import rebuild

    rebuild("word")
    page = read(site, "/fr/words/waste-picker/")
    assert "recicladora" in page
    assert "/fr/library/sorting/" in page
    assert '"/en/words/waste-picker/"' in read(site, "/en/search/?q=waste+picker")
    assert site.client.get("/en/words/nothing/").status_code == 404


def test_the_template_is_what_is_imported(
    site: Site, works: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    table = tmp_path / "works.xlsx"
    assert run(["library", "template", str(table)]) == 0
    book = openpyxl.load_workbook(table)
    sheet = book.active
    columns = [cell.value for cell in sheet[1]]
    row = dict.fromkeys(columns)
    row |= {"title": "From a workbook", "creators": "Ámbar, Rosa", "doi": "10.1234/x"}
    row |= {"date": datetime.date(2019, 5, 2), "worker_groups": "waste_pickers"}
    sheet.append([row[name] for name in columns])
    sheet.append([None, "A year as a number", *[None] * 6, 2020.0])
    book.save(table)
    assert run(["library", "import", str(table)]) == 0
    made = named("ambar-2019-from-a-workbook")
    assert (made.date, made.doi) == ("2019-05-02", "10.1234/x")
    assert named("anon-2020-a-year-as-a-number").date == "2020"
    assert run(["library", "template", str(table)]) == 2  # it is there
    assert "HL-LIB-07" in capsys.readouterr().err
    empty = tmp_path / "empty.csv"
    assert run(["library", "template", str(empty)]) == 0
    assert empty.read_text("utf-8-sig").startswith("id,title,subtitle")


BROKEN = {
    "not.xlsx": b"PK\x03\x04 not a zip",
    "text.xlsx": b"hello",
    "nothing.json": b"",
    "null.json": b"null",
    "number.json": b"7",
    "list.json": b"[1, 2]",
    "deep.json": b"[" * 100_000,
    "title.json": b'[{"title": {"a": 1}}]',
    "names.json": b'[{"title": "a", "author": "Rosa"}]',
    "date.json": b'[{"title": "a", "issued": {"date-parts": [["x"]]}}]',
    "parts.json": b'[{"title": "a", "issued": []}]',
    "bytes.bib": b"\xff\xfe\x00@",
    "open.bib": b"@book{a, title = {never closed",
    "no-title.bib": b"@book{a, year = 2001}",
    "entities.ris": b"TY  - &xxe;\nER  -\n",
    "nul.csv": b"title\n\x00\x00\n",
    "no-title.csv": b"a,b\n1,2\n",
    "empty.csv": b"",
    "latin.csv": "title\nAño".encode("latin-1"),
    "isbn.csv": b"title,isbn\na,123\n",
    "orcid.csv": b'title,creators,creator_orcids\na,"B, C",0000\n',
    "long.csv": b"title\n" + b"x" * 600 + b"\n",
    "date.csv": b"title,date\na,31/12/2016\n",
    "url.csv": b"title,url\na,javascript:alert(1)\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_hostile_metadata_cost_a_message(
    site: Site,
    works: None,
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from headload.apps.library.models import Work

    before = Work.objects.count()
    (tmp_path / name).write_bytes(BROKEN[name])
    assert run(["library", "import", str(tmp_path / name)]) != 0
    said = capsys.readouterr().err
    assert "HL-LIB-0" in said
    assert name in said.replace("\n", "")
    assert "Traceback" not in said
    assert Work.objects.count() == before
