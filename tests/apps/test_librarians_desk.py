"""What librarians do: works from PDFs, doubles, translations, many works at once."""

from collections.abc import Iterator
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.conftest import Site

PDF = """
#set document(title: "{name}", author: ("Rosa Ámbar", "Ada Okoye"))
#text(26pt)[Licencias para vendedoras en Lima]

Rosa Ámbar y Ada Okoye, mayo de 2019, ISBN 978-92-2-125951-0

Las vendedoras de la ciudad piden un lugar fijo, una balanza honesta y una licencia que
valga más de un año, porque sin ella el municipio les quita la mercadería cada semana.
"""
SECRET = "three words here"  # noqa: S105
KIND = "work"
LIST = f"/desk/snippets/headload_library/{KIND}/"


@pytest.fixture(scope="module")
def desk(site: Site) -> Iterator[Any]:
    from django.test import Client

    from headload.apps.library.models import Person, Work
    from headload.apps.search.index import rebuild
    from headload.apps.site.accounts import make_editor

    Work.objects.all().delete()
    make_editor("lupe", SECRET, admin=True)
    client = Client()
    assert client.login(username="lupe", password=SECRET)
    yield client
    Work.objects.all().delete()
    Person.objects.all().delete()
    rebuild("work", "passage")


def work(slug: str, title: str, **values: Any) -> Any:
    from headload.apps.library.models import Creator, Person, Work

    people = values.pop("people", ())
    made = Work(slug=slug, title=title, live=True, **values)
    for family, given in people:
        person, _ = Person.objects.get_or_create(family=family, given=given)
        made.creators.add(Creator(person=person))
    made.save()
    return made


def test_a_pdf_becomes_a_draft_that_a_person_checks(site: Site, desk: Any) -> None:
    from headload.apps.library.models import Work

    content = typst.compile(PDF.format(name="Microsoft Word - lic.doc").encode())
    answer = desk.post(
        "/desk/library/from-pdf/", {"pdf": SimpleUploadedFile("lic.pdf", content)}
    )
    made = Work.objects.get(title="Licencias para vendedoras en Lima")
    assert answer.headers["Location"] == f"{LIST}edit/{made.pk}/"
    assert not made.live
    assert (made.language, made.date) == ("es", "2019")
    assert made.isbn == "978-92-2-125951-0"
    assert [str(each.person) for each in made.creators.all()] == [
        "Ámbar, Rosa",
        "Okoye, Ada",
    ]
    file = made.files.get()
    assert "balanza honesta" in file.texts.get().text
    assert site.client.get(f"/es/library/{made.slug}/").status_code == 404
    form = desk.get(answer.headers["Location"]).content.decode()
    assert "Check each field" in form
    made.get_latest_revision_as_object().save_revision().publish()
    page = site.client.get(f"/es/library/{made.slug}/").content.decode()
    cover = f"/es/library/{made.slug}/cover/lic.pdf"
    assert cover in page
    picture = b"".join(site.client.get(cover).streaming_content)
    assert picture[8:12] == b"WEBP"
    assert len(picture) < 15_000
    found = site.client.get("/fr/search/?q=balanza+honesta").content.decode()
    assert f"/fr/library/{made.slug}/text/lic.pdf#p1" in found


def test_what_is_no_pdf_is_refused_and_leaves_nothing(site: Site, desk: Any) -> None:
    from headload.apps.library.models import Work

    before = Work.objects.count()
    answer = desk.post(
        "/desk/library/from-pdf/", {"pdf": SimpleUploadedFile("a.pdf", b"MZ\x90 no")}
    )
    assert "a.pdf: it is not a PDF." in answer.content.decode()
    assert Work.objects.count() == before
    assert site.client.get("/desk/library/from-pdf/").status_code == 302


def test_several_pdfs_become_several_drafts(site: Site, desk: Any) -> None:
    from headload.apps.library.models import Work

    one, two = (typst.compile(f"= Work {n}\n#lorem(30)".encode()) for n in "ab")
    files = [SimpleUploadedFile("a_b.pdf", one), SimpleUploadedFile("two.pdf", two)]
    answer = desk.post("/desk/library/from-pdf/", {"pdf": files})
    assert answer.headers["Location"] == LIST
    assert Work.objects.filter(title__in=("Work a", "Work b"), live=False).count() == 2


def test_doubles_are_shown_with_what_speaks_for_them(site: Site, desk: Any) -> None:
    from headload.apps.library.doubles import pairs

    one = work(
        "chen-2014",
        "Counting the invisible workforce",
        date="2014",
        people=[("Chen", "Martha")],
    )
    other = work(
        "chen-2014b",
        "Counting the Invisible Work-Force",
        date="2014-05",
        doi="10.1234/inv",
        people=[("Chen", "Marty")],
    )
    spanish = work("chen-es", "Counting the invisible workforce", language="es")
    review = work("chen-review", "Counting the invisible workforce", kind="book-review")
    another = work(
        "lund-2014",
        "Counting the invisible workforce",
        date="2014",
        people=[("Lund", "Francie")],
    )
    found = {(each.one.pk, each.other.pk): each for each in pairs()}
    assert found[one.pk, other.pk].people == ("chen",)
    assert found[one.pk, other.pk].likeness > 95
    for different in (spanish, review, another):
        assert (one.pk, different.pk) not in found
    page = desk.get("/desk/library/doubles/").content.decode()
    assert f"/desk/library/doubles/{one.pk}/{other.pk}/" in page
    assert "1 people in common" in page
    for each in (spanish, review, another):
        each.delete()


def test_two_become_one_with_a_trail(site: Site, desk: Any) -> None:
    from wagtail.models import ModelLogEntry

    from headload.apps.library.models import Usage, Work

    one = Work.objects.get(slug="chen-2014")
    other = Work.objects.get(slug="chen-2014b")
    translation = work("chen-fr", "Compter", language="fr", version_of=other)
    Usage.objects.create(work=other, month="2026-11", kind="page", count=3)
    Usage.objects.create(work=one, month="2026-11", kind="page", count=2)
    address = f"/desk/library/doubles/{one.pk}/{other.pk}/"
    screen = desk.get(address).content.decode()
    assert "Chen, Martha" in screen
    assert "10.1234/inv" in screen
    chosen = {"keep": one.pk, "doi": other.pk, "title": one.pk, "date": other.pk}
    assert desk.post(address, chosen).headers["Location"] == "/desk/library/doubles/"
    one.refresh_from_db()
    translation.refresh_from_db()
    assert (one.title, one.doi) == ("Counting the invisible workforce", "10.1234/inv")
    assert one.date == "2014-05"
    assert translation.version_of == one
    assert one.usage.get().count == 5
    gone = site.client.get("/en/library/chen-2014b/")
    assert gone.status_code == 301
    assert gone.headers["Location"] == "/en/library/chen-2014/"
    named = site.client.get(f"/id/w/{other.permanent}", follow=True)
    assert named.redirect_chain[-1][0].endswith("/library/chen-2014/")
    told = site.client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc").content
    record = told.decode().split(other.permanent)[0].rpartition("<header")[2]
    assert 'status="deleted"' in record
    trail = ModelLogEntry.objects.filter(action__startswith="headload.")
    assert {each.action for each in trail} == {"headload.took_in", "headload.became"}
    assert all(each.user.username == "lupe" for each in trail)
    assert desk.post(address, chosen).status_code == 200  # not a second time
    assert "chen-2014b" not in site.client.get("/en/library/").content.decode()


def test_what_was_looked_at_is_not_shown_again(site: Site, desk: Any) -> None:
    from headload.apps.library.doubles import pairs

    one = work("year-book", "Annual statistics of markets", date="2019")
    other = work("year-book-2", "Annual statistics of markets", date="2020")
    assert [(each.one, each.other) for each in pairs()] == [(one, other)]
    desk.post(f"/desk/library/doubles/{other.pk}/{one.pk}/both/")
    assert pairs() == []


def test_a_bad_choice_changes_nothing(site: Site, desk: Any) -> None:
    from headload.apps.library.models import Work

    one = work("bad-a", "Bad identifiers twice", date="2019", isbn="92-2-110226-2")
    other = work("bad-b", "Bad identifiers twice", date="2019", isbn="123")
    address = f"/desk/library/doubles/{one.pk}/{other.pk}/"
    answer = desk.post(address, {"keep": one.pk, "isbn": other.pk})
    assert "The check digit is wrong" in answer.content.decode()
    assert Work.objects.get(pk=other.pk).withdrawn is None
    assert Work.objects.get(pk=one.pk).isbn == "92-2-110226-2"


def test_a_translation_begins_with_what_is_known(site: Site, desk: Any) -> None:
    from headload.apps.library.models import Work

    one = Work.objects.get(slug="chen-2014")
    address = f"/desk/library/{one.pk}/translate/"
    offered = desk.get(address).content.decode()
    assert 'value="es"' in offered
    assert 'value="fr"' not in offered  # it is there
    assert 'value="en"' not in offered
    desk.post(address, {"language": "es"})
    copy = Work.objects.get(slug="chen-2014-es")
    assert (copy.version_of, copy.language, copy.live) == (one, "es", False)
    assert [str(each.person) for each in copy.creators.all()] == ["Chen, Martha"]


def test_many_works_are_changed_at_once_and_drafts_stay_drafts(
    site: Site, desk: Any
) -> None:
    from headload.apps.common.models import Concept
    from headload.apps.library.models import Work

    shown = Work.objects.get(slug="chen-2014")
    draft = Work.objects.get(slug="chen-2014-es")
    peru = Concept.objects.get(scheme="place", code="per")
    address = (
        f"/desk/bulk/headload_library/{KIND}/change/"
        f"?next={LIST}&id={shown.pk}&id={draft.pk}"
    )
    assert "Leave them" in desk.get(address).content.decode()
    answer = desk.post(address, {"series": "Working Papers", "places": [peru.pk]})
    assert answer.headers["Location"] == LIST
    shown.refresh_from_db()
    draft.refresh_from_db()
    assert shown.series == "Working Papers"
    assert shown.live
    assert not draft.live
    assert draft.get_latest_revision_as_object().series == "Working Papers"
    page = site.client.get("/en/library/?place=per&series=Working+Papers")
    assert "/en/library/chen-2014/" in page.content.decode()


def test_only_who_may_publish_merges(site: Site, desk: Any) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Permission
    from django.test import Client

    user = get_user_model().objects.create_user("writer", password=SECRET)
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            content_type__app_label="headload_library",
            codename__in=("add_work", "change_work"),
        ),
    )
    client = Client()
    client.login(username="writer", password=SECRET)
    assert client.get("/desk/library/from-pdf/").status_code == 200
    refused = client.get("/desk/library/doubles/")
    assert refused.status_code in {302, 403}
    assert "Doubles" not in client.get("/desk/").content.decode()
    user.delete()
