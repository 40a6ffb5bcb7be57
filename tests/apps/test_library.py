"""Works are brought in, found, cited and harvested; what was taken back says so."""

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import etree

from apps.conftest import VENDORS, Site
from headload.cli.app import run
from needs import real_data

Capture = pytest.CaptureFixture[str]

COLUMNS = (
    "id,title,subtitle,creators,creator_orcids,organisations,date,type,series,number,"
    "languages,worker_groups,places,topics,doi,isbn,version_of,description,needs_check"
)
TABLE = "\n".join(
    (
        COLUMNS,
        'count-2016,Counting hawkers?,A guide,"Ámbar, Rosa|Okoye, Ada",'
        "|0000-0002-1825-0097,Made Press,2016-05,working paper,Made Papers,7,en,"
        "street_vendors,Peru|Nowhereland,statistics|public space,10.1234/count.7,"
        "92-2-110226-2,,How to count.,",
        'contar-2017,¿Contar ambulantes?,,"Ámbar, Rosa",,Made Press,2017,'
        "working paper,,,es,street_vendors,Lima,,,,count-2016,,",
        "waste-2020,Sorting at dawn,,,,City Union,2020-01-31,report,,,en,"
        "waste_pickers,,,,,,,",
        "unsure-2001,Seen once,,,,,2001,poem,,,en,,,,,,,,yes",
        "",
    )
)


@pytest.fixture(scope="module")
def works(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    table = tmp_path_factory.mktemp("library") / "works.csv"
    table.write_text(TABLE, "utf-8")
    _remove_all()  # briefs of the releases
    assert run(["library", "import", str(table)]) == 0
    yield
    _remove_all()


def _remove_all() -> None:
    from headload.apps.library.models import Person, Work
    from headload.apps.search.index import rebuild

    Work.objects.all().delete()
    Person.objects.all().delete()
    rebuild("work")


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def test_a_work_has_a_page_that_people_and_machines_can_read(
    site: Site, works: None
) -> None:
    page = read(site, "/es/library/count-2016/")
    assert "Counting hawkers?" in page
    assert '<h1 lang="en">' in page
    assert "Documento de trabajo, Made Papers 7" in page
    assert "Ámbar, R., &amp; Okoye, A. (2016)" in page
    assert "No la conocemos" in page  # its licence
    assert 'href="/es/library/contar-2017/"' in page
    assert '<meta name="citation_author" content="Okoye, Ada">' in page
    data = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "Report"
    assert data["author"][1]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    links = site.client.get("/es/library/count-2016/").headers["Link"]
    assert 'rel="cite-as"' in links
    assert links.count('rel="describedby"') == 4
    assert "Nowhereland" in page  # a place that the vocabulary lacks is not lost


def test_works_are_found_by_words_people_and_choices(site: Site, works: None) -> None:
    def slugs(query: str, language: str = "en") -> list[str]:
        text = read(site, f"/{language}/library/{query}")
        return [
            part.split('"')[0].strip("/").split("/")[-1]
            for part in text.split(f'<li><h3><a href="/{language}/library/')[1:]
        ]

    assert slugs("") == ["waste-2020", "contar-2017", "count-2016"]  # newest first
    assert slugs("?q=okoye") == ["count-2016"]
    assert slugs("?q=recicladoras") == ["waste-2020"]
    assert set(slugs("?q=vendedores+ambulantes", "fr")) == {"count-2016", "contar-2017"}
    assert slugs("?worker_group=street-vendors&year=2016") == ["count-2016"]
    assert slugs("?type=report") == ["waste-2020"]
    assert slugs("?place=per&language=es") == []
    assert slugs("?q=okoje") == []
    assert "?q=okoye" in read(site, "/en/library/?q=okoje")
    assert '"/es/library/count-2016/"' in read(site, "/es/search/?q=hawkers")


def test_group_and_city_pages_list_what_is_new(site: Site, works: None) -> None:
    assert "/fr/library/contar-2017/" in read(site, "/fr/places/per/lima/")
    assert "/en/library/contar-2017/" in read(site, "/en/places/per/")
    group = read(site, "/en/workers/street-vendors/")
    assert "All publications about this: 2" in group
    assert "No publications yet" in read(site, "/en/places/tuv/")


def test_a_draft_is_seen_nowhere(site: Site, works: None) -> None:
    read(site, "/en/library/unsure-2001/", 404)
    assert "unsure" not in read(site, "/en/library/")
    assert "unsure" not in read(site, "/oai?verb=ListRecords&metadataPrefix=oai_dc")
    assert "unsure" not in read(site, "/sitemap.xml")


@pytest.mark.parametrize("form", ["bib", "ris", "json"])
def test_what_is_given_out_can_be_brought_in_again(
    site: Site, works: None, form: str, tmp_path: Path
) -> None:
    from headload.apps.library.formats import READERS

    text = read(site, f"/en/library/works.{form}?worker_group=street-vendors")
    records = {
        each.values["title"]: each for each in READERS[f".{form}"](text.encode())
    }
    guide = records["Counting hawkers? A guide"]
    assert [name for name, *_ in guide.people] == ["Ámbar, Rosa", "Okoye, Ada"]
    assert guide.values["doi"] == "10.1234/count.7"
    assert guide.values["date"][:4] == "2016"
    assert guide.values["language"] == "en"
    assert "¿Contar ambulantes?" in records


def test_the_table_and_the_feed_hold_what_was_chosen(site: Site, works: None) -> None:
    text = read(site, "/en/library/works.csv?type=report").lstrip("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["title"] == "Sorting at dawn"
    feed = etree.fromstring(read(site, "/en/library/works.atom?q=hawkers").encode())
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "Counting hawkers? A guide" in titles


def test_datacite_has_what_a_registration_needs(site: Site, works: None) -> None:
    space = "{http://datacite.org/schema/kernel-4}"
    root = etree.fromstring(read(site, "/en/library/count-2016.xml").encode())
    assert root.findtext(f"{space}identifier") == "10.1234/count.7"
    assert root.findtext(f"{space}publicationYear") == "2016"
    names = [each.text for each in root.iter(f"{space}creatorName")]
    assert names == ["Ámbar, Rosa", "Okoye, Ada"]
    alone = etree.fromstring(read(site, "/en/library/waste-2020.xml").encode())
    assert [each.text for each in alone.iter(f"{space}creatorName")] == ["City Union"]


def test_a_permanent_address_leads_to_the_page_in_the_readers_language(
    site: Site, works: None
) -> None:
    from headload.apps.library.models import Work

    work = Work.objects.get(slug="count-2016")
    away = site.client.get(
        f"/id/w/{work.permanent}", headers={"accept-language": "fr-CA,en"}
    )
    assert away.headers["Location"] == "/fr/library/count-2016/"
    assert site.client.get("/id/w/01ZZZZ").status_code == 404


OAI = "{http://www.openarchives.org/OAI/2.0/}"


def harvested(site: Site, query: str) -> etree._Element:
    return etree.fromstring(read(site, f"/oai?{query}").encode())


def test_a_harvester_gets_every_record_page_by_page(
    site: Site, works: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library import oai

    monkeypatch.setattr(oai, "PAGE", 2)
    seen: list[str] = []
    query = "verb=ListRecords&metadataPrefix=oai_dc"
    for _ in range(5):
        root = harvested(site, query)
        seen += [str(each.text) for each in root.iter(f"{OAI}identifier")]
        token = root.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            break
        query = f"verb=ListRecords&resumptionToken={token.text}"
    assert len(seen) == len(set(seen)) == 3
    assert token is not None
    assert token.get("completeListSize") == "3"
    some = harvested(
        site, "verb=ListIdentifiers&metadataPrefix=datacite&set=waste-pickers"
    )
    assert len(list(some.iter(f"{OAI}header"))) == 1
    one = harvested(
        site, f"verb=GetRecord&metadataPrefix=datacite&identifier={seen[0]}"
    )
    assert one.find(f".//{OAI}metadata") is not None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("verb=Destroy", "badVerb"),
        ("verb=ListRecords", "badArgument"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=ListSets&verb=ListSets", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:w/1", "idDoesNotExist"),
        ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=abc", "badResumptionToken"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2990-01-01",
            "noRecordsMatch",
        ),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=May", "badArgument"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2025-01-01",
            "badArgument",
        ),
    ],
)
def test_a_wrong_request_has_the_error_of_the_protocol(
    site: Site, works: None, query: str, code: str
) -> None:
    error = harvested(site, query).find(f"{OAI}error")
    assert error is not None
    assert error.get("code") == code


def test_the_repository_says_what_it_is(site: Site) -> None:
    root = harvested(site, "verb=Identify")
    assert root.findtext(f".//{OAI}deletedRecord") == "persistent"
    formats = harvested(site, "verb=ListMetadataFormats")
    prefixes = [each.text for each in formats.iter(f"{OAI}metadataPrefix")]
    assert prefixes == ["oai_dc", "datacite"]
    sets = [
        each.text for each in harvested(site, "verb=ListSets").iter(f"{OAI}setSpec")
    ]
    assert "street-vendors" in sets


def test_a_work_that_was_taken_back_keeps_its_address_and_says_why(
    site: Site, works: None
) -> None:
    from headload.apps.library.models import Work

    work = Work.objects.get(slug="waste-2020")
    work.withdrawn = datetime.date(2026, 11, 25)
    work.withdrawn_why = "Printed by mistake."
    work.save()
    work.save_revision().publish()
    try:
        page = read(site, "/en/library/waste-2020/", 410)
        assert "Printed by mistake." in page
        assert "City Union" not in page
        read(site, "/en/library/waste-2020.bib", 404)
        assert "waste-2020" not in read(site, "/en/library/")
        records = harvested(site, "verb=ListIdentifiers&metadataPrefix=oai_dc")
        states = [each.get("status") for each in records.iter(f"{OAI}header")]
        assert states.count("deleted") == 1
    finally:
        work.withdrawn, work.withdrawn_why = None, ""
        work.save()
        work.save_revision().publish()


def test_a_work_that_changes_is_indexed_alone(
    site: Site, works: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library.models import Work
    from headload.apps.search import index

    taken: list[int] = []
    whole = index._some_at_once

    def counted(entries: list[index.Entry]) -> object:
        taken.append(len(entries))
        return whole(entries)

    monkeypatch.setattr(index, "_some_at_once", counted)
    work = Work.objects.get(slug="count-2016")
    for summary, found in (("Zebra scales.", 1), ("How to count.", 0)):
        work.summary = summary
        work.save_revision().publish()
        text = read(site, "/en/library/?q=zebra")
        assert text.count("/en/library/count-2016/") == found
    assert taken == [1, 0, 1, 0]  # the work, and no page of a document


def test_a_figure_tells_which_works_use_it(site: Site, works: None) -> None:
    from headload.apps.common.models import Content
    from headload.apps.library.models import Work

    Work.objects.filter(slug="count-2016").update(estimates=f"{VENDORS}\nother")
    Content.changed()
    assert "/en/library/count-2016/" in read(site, f"/en/e/{VENDORS}")
    Work.objects.filter(slug="count-2016").update(estimates="")
    Content.changed()


def test_an_import_is_whole_or_nothing_and_knows_what_is_here(
    site: Site, works: None, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.library.models import Work

    again = tmp_path / "again.csv"
    again.write_text(TABLE, "utf-8")
    assert run(["library", "import", str(again)]) == 0
    assert "0 new, 0 of them drafts; 4 were here already" in capsys.readouterr().out
    cases = {
        "bad.csv": "title,doi,isbn\nGood,,\nWrong,,92-2-110226-3\n",
        "orcid.csv": "title,creators,creator_orcids\nA,B,0000-0002-1825-0098\n",
        "none.csv": "name\nX\n",
        "blank.csv": "title,date\n,2001\n",
        "bad.json": "{",
        "bad.bib": "@book{a, title = {Open",
        "untitled.ris": "TY  - RPRT\nPY  - 2001\nER  - \n",
        "bad.doc": "x",
    }
    before = Work.objects.count()
    for name, text in cases.items():
        file = tmp_path / name
        file.write_text(text, "utf-8")
        assert run(["library", "import", str(file)]) == 3, name
        refusal = capsys.readouterr().err
        assert "HL-LIB-0" in refusal
        assert "Traceback" not in refusal
    assert Work.objects.count() == before
    assert run(["library", "import", str(tmp_path / "missing.csv")]) == 3


def test_a_work_found_by_doi_or_title_is_not_brought_in_twice(
    site: Site, works: None, tmp_path: Path, capsys: Capture
) -> None:
    items = [
        {"title": "Another name", "DOI": "10.1234/COUNT.7", "type": "report"},
        {
            "title": "counting HAWKERS?",
            "author": [{"family": "Ámbar", "given": "R."}],
            "issued": {"date-parts": [[2016]]},
        },
    ]
    file = tmp_path / "zotero.json"
    file.write_text(json.dumps(items), "utf-8")
    assert run(["library", "import", str(file)]) == 0
    assert "0 new" in capsys.readouterr().out


def test_an_editor_sees_works_with_history_and_preview(site: Site, works: None) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from headload.apps.library.models import Work

    user = get_user_model().objects.create_superuser("librarian", "", "a-long-password")
    desk = Client()
    desk.force_login(user)
    work = Work.objects.get(slug="count-2016")
    try:
        listed = f"/desk/snippets/headload_library/{Work._meta.model_name}/"
        for address in (
            listed,
            f"{listed}edit/{work.pk}/",
            f"{listed}history/{work.pk}/",
        ):
            assert desk.get(address).status_code == 200, address
        draft = work
        draft.title = "Counting again"
        draft.save_revision()
        assert "Counting again" not in read(site, "/en/library/count-2016/")
        shown = draft.make_preview_request()
        assert b"Counting again" in shown.content
    finally:
        user.delete()


def test_the_works_that_were_gathered_all_come_in(site: Site, capsys: Capture) -> None:
    from headload.apps.library.csl import citations
    from headload.apps.library.models import Work

    _remove_all()
    table = real_data("library/works.csv")
    assert run(["library", "import", str(table)]) == 0
    assert "362 new, 49 of them drafts" in capsys.readouterr().out
    works = Work.objects.filter(live=True).prefetch_related("creators__person")
    assert all(each for work in works[:40] for each in citations(work).values())
    weight = len(site.client.get("/en/library/").content)
    assert weight < 40_000
    _remove_all()


EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% load x %}",
    "'; DROP TABLE x; --",
    "]]><x/>",
)


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_in_a_record_becomes_markup(
    site: Site, evil: str, tmp_path: Path
) -> None:
    from headload.apps.library.models import (
        Collection,
        CollectionWords,
        CollectionWork,
        Work,
    )

    fields = ("title", "subtitle", "description", "series", "number", "licence")
    row = dict.fromkeys((*fields, "organisations", "places", "topics"), evil)
    row |= {"id": "evil", "creators": f"{evil}|B, {evil}", "worker_groups": evil}
    file = tmp_path / "evil.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [*row])
        writer.writeheader()
        writer.writerow(row)
    assert run(["library", "import", str(file)]) == 0
    work = Work.objects.get(slug="evil")
    lists = Collection(slug="evil")
    lists.texts = [CollectionWords(language="en", title=evil, introduction=evil)]
    lists.parts = [CollectionWork(work=work)]
    lists.save()
    try:
        pages = (
            "library/evil/",
            "library/",
            "library/?q=alert",
            "search/?q=alert",
            "library/collections/",
            "library/collections/evil/",
            f"library/list/?works={work.permanent}",
            f"library/alerts/?{urlencode({'q': evil, 'series': evil})}",
        )
        for address in pages:
            text = read(site, f"/en/{address}")
            assert text.count("<script") == (address == "library/evil/"), address
            assert "<img src=x" not in text
            assert "49{%" not in text
            assert 'href="javascript' not in text
        for form in ("bib", "ris", "json", "xml"):
            read(site, f"/en/library/evil.{form}")
        for address in ("/oai?verb=ListRecords&metadataPrefix=oai_dc", "/sitemap.xml"):
            etree.fromstring(read(site, address).encode())
        for form in ("atom", "rss"):
            etree.fromstring(read(site, f"/en/library/works.{form}").encode())
        for address in ("/catalogue.jsonld", "/api/works?q=alert"):
            json.loads(read(site, address))
    finally:
        lists.delete()
        Work.objects.filter(slug="evil").delete()
