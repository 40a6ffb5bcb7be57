"""Texts of laws: brought in, read, compared; demands that follow into a new one."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import laws, organisations
from apps.conftest import Site
from apps.demands import demand, remove_all
from apps.organisations import owned
from apps.texts import AT, FEE, FIRST, GOODS, HEAD, OPEN, SECOND, WRITTEN, brought
from headload.cli.app import run


@pytest.fixture(scope="module")
def acts(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    laws.remove_all()
    folder = laws.written(tmp_path_factory.mktemp("voice"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    laws.remove_all()


@pytest.fixture(autouse=True)
def _clean(acts: None) -> Iterator[None]:
    from headload.apps.voice.models import Provision, TextVersion

    yield
    remove_all()
    organisations.remove_all()
    Provision.objects.all().delete()
    TextVersion.objects.all().delete()


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def at(number: str, draft: str = "Draft 1") -> Any:
    from headload.apps.voice.models import Provision

    return Provision.objects.get(number=number, version__name=draft)


def test_a_text_is_brought_in_read_found_and_taken_away(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(tmp_path / "a", *FIRST) == 0
    assert "provisions: 5 new, 0 were here already" in capsys.readouterr().out
    spanish = FIRST[1].replace(FEE, "Nadie paga por un lugar.").replace(",en,", ",es,")
    assert brought(tmp_path / "a", *FIRST, spanish) == 0
    assert "provisions: 1 new, 5 were here already" in capsys.readouterr().out
    assert "/en/laws/ven-act/text/" in read(site, "/en/laws/ven-act/")
    page = read(site, "/fr/laws/ven-act/text/")
    assert page.index("Article 2") < page.index("Article 3") < page.index("Article 10")
    assert f'<p class="wording" lang="en">{FEE}</p>' in page
    assert AT in page
    assert "Licence : public domain." in page
    assert "pas conservé ici" in page
    spoken = read(site, "/es/laws/ven-act/text/")
    assert '<p class="wording">Nadie paga por un lugar.</p>' in spoken
    assert "/laws/ven-act/" in read(site, "/en/search/?q=committee+vendors")
    followed = read(site, "/en/laws/laws.atom?country=per")
    assert followed.index("Vendors Act") < followed.index("By-law of San Luis")
    assert "Work for All" not in followed
    content = site.client.get("/en/laws/ven-act/provisions.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    assert len(rows) == 6
    assert {row["language"] for row in rows if row["number"] == "Article 2"} == {
        "en",
        "es",
    }
    assert rows[-1]["licence"] == "" == rows[-1]["text"]
    graph = json.loads(site.client.get("/en/laws/ven-act/provisions.jsonld").content)
    part = next(p for p in graph["hasPart"] if p.get("text") == GOODS)
    assert part["license"] == "public domain"
    assert part["legislationDateVersion"] == "2025-01"
    read(site, "/en/laws/no-such-law/text/", 404)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"ven-act,2025-01,,1,,,Words,en,,,{AT}", 'column "licence"'),
        (f"ven-act,2025-01,,1,,,Words,en,{OPEN},,", 'column "source"'),
        (f"ven-act,2025-01,,1,,nothing,,,,,{AT}", 'column "tags"'),
        (f"ven-act,2025-01,,,,,,,,,{AT}", 'column "number"'),
        (f"ven-act,2025-01,,1,,,,,,Article 7,{AT}", 'column "was"'),
        (f"ven-act,,,1,,,,,,Article 7,{AT}", 'column "was"'),
        (f"no-act,2025-01,,1,,,,,,,{AT}", 'column "law"'),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, said: str
) -> None:
    from headload.apps.voice.models import Provision, TextVersion

    assert brought(tmp_path / "a", HEAD, row) == 3
    assert said in " ".join(capsys.readouterr().err.split())
    assert not Provision.objects.exists()
    assert not TextVersion.objects.exists()


def test_the_database_refuses_words_without_a_licence(tmp_path: Path) -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice.models import ProvisionText, Source

    assert brought(tmp_path / "a", *FIRST) == 0
    told = {
        "provision": at("Article 12"),
        "language": "en",
        "text": "Words",
        "source": Source.objects.get(address=AT),
    }
    for wrong in ({}, {"licence": OPEN, "text": ""}, {"licence": OPEN, "source": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProvisionText.objects.create(**{**told, **wrong})


def test_two_texts_stand_beside_one_another_in_every_language(
    site: Site, tmp_path: Path
) -> None:
    assert brought(tmp_path / "a", *FIRST) == 0
    assert "not two texts" in read(site, "/en/laws/ven-act/compare/")
    assert brought(tmp_path / "b", *SECOND) == 0
    page = read(site, "/en/laws/ven-act/compare/")
    assert "kept: 1; moved, with the same words: 1; changed: 1" in page
    assert "new: 1; gone: 1." in page
    assert "Article 3, now Article 4" in page
    assert "Words that both share: 8" in page
    assert "Stated by a source or an editor." in page
    assert "By its heading alone; its words are not here." in page
    assert '<del><span class="vh">[taken out: </span>decides<span' in page
    assert '<ins><span class="vh">[put in: </span>shall say in writing<span' in page
    for language, word in (("es", "[se quita:"), ("fr", "[retiré :")):
        assert word in read(site, f"/{language}/laws/ven-act/compare/")
    old, new = at("Article 2").version, at("Article 2", "Draft 2").version
    back = read(site, f"/en/laws/ven-act/compare/?from={new.pk}&to={old.pk}")
    assert "Article 4, now Article 3" in back
    read(site, "/en/laws/ven-act/compare/?from=x&to=99999999999")


def test_no_markup_comes_out_of_a_text(site: Site, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> {{ 7*7 }} is in the first text of this law"
    rows = [
        f"ven-act,2025-0{n},Draft {n},1,<b>x</b>,,{evil} {n},en,{OPEN},,{AT}"
        for n in (1, 2)
    ]
    assert brought(tmp_path / "a", HEAD, *rows) == 0
    for address in ("text/", "compare/", ""):
        page = read(site, f"/en/laws/ven-act/{address}")
        assert "<script>alert" not in page
        assert "<b>x" not in page


def test_two_platforms_are_compared_and_what_stands_for_another_is_stated(
    site: Site,
) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.models import Platform
    from headload.apps.voice.services import supersede

    assert "not two platforms" in read(site, "/en/platforms/compare")
    kept = demand(texts={"en": FEE})
    early, late = demand(texts={"en": GOODS}), demand(texts={"en": "Nothing is seized"})
    supersede(early, late, COMMAND_LINE, reason="put shortly")
    new = demand(texts={"en": WRITTEN})
    for slug, own in (("one", [kept, early]), ("two", [kept, late, new])):
        laws.made(Platform, slug=slug, title=f"Platform {slug}", demands=own)
    page = read(site, "/en/platforms/compare?from=one&to=two")
    assert "kept: 1; changed: 1; new: 1." in page
    assert page.count(FEE) == 1
    assert "Stated by a source or an editor." in page
    assert "/en/platforms/compare?to=two" in read(site, "/en/platforms/two/")
    assert "the same platform" in read(site, "/en/platforms/compare?from=one&to=one")
    assert "Plataforma anterior" in read(site, "/es/platforms/compare?from=no&to=two")


def test_an_editor_says_at_the_desk_where_demands_belong_and_owners_are_told(
    site: Site, tmp_path: Path
) -> None:
    from django.contrib.auth import get_user_model
    from django.core import mail
    from django.test import Client, override_settings

    from headload.apps.network.models import Event
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import aim

    assert brought(tmp_path / "a", *FIRST) == 0
    union, editor = owned("Union of Vendors")
    editor.user.email = "union@example.org"
    editor.user.save()
    asked = demand(owners=[union])
    for number in ("Article 3", "Article 10", "Article 11"):
        aim(asked, at(number), COMMAND_LINE)
    assert brought(tmp_path / "b", *SECOND) == 0
    user = get_user_model().objects.create_superuser(
        "network-desk", "", "a-long-password"
    )
    desk = Client()
    desk.force_login(user)
    address = "/desk/new-texts/"
    page = desk.get(address).content.decode()
    assert "100 % of the words are shared" in page
    assert "A source states that the new text has it no more." in page
    aims = {each.number: each for each in asked.aims.all()}
    form = {
        "version": at("Article 2", "Draft 2").version.pk,
        f"aim-{aims['Article 3'].pk}": at("Article 4", "Draft 2").pk,
        f"aim-{aims['Article 10'].pk}": "",
        f"aim-{aims['Article 11'].pk}": "gone",
    }
    backend = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend):
        mail.outbox = []
        assert desk.post(address, form).status_code == 302
        told = mail.outbox
        assert [each.to for each in told] == [["union@example.org"]]
        assert "at Article 3 (2025-01 en Draft 1) and is now aimed at" in told[0].body
        assert "which is not in the new text (2025-06 en Draft 2)" in told[0].body
        left = desk.get(address).content.decode()
        assert "Article 10" in left
        assert f"aim-{aims['Article 3'].pk}" not in left
        other = {
            "version": form["version"],
            f"aim-{aims['Article 10'].pk}": "other",
            f"other-{aims['Article 10'].pk}": at("Article 2", "Draft 2").pk,
        }
        assert desk.post(address, other).status_code == 302
        assert len(mail.outbox) == 2
    assert (
        "No demand is aimed at an earlier text." in desk.get(address).content.decode()
    )
    page = read(site, f"/en/demands/{asked.slug}/")
    assert "is not in the new text any more" in page
    assert "Where it was aimed before" in page
    assert page.count("The owners were told on") == 3
    events = Event.objects.filter(permanent=asked.permanent, action="repoint")
    assert {each.old for each in events} == {
        f"Article {number} (2025-01 en Draft 1)" for number in (3, 10, 11)
    }
    assert sorted(each.number for each in asked.aims.all()) == [
        "Article 11",
        "Article 2",
        "Article 4",
    ]
    desk.force_login(get_user_model().objects.create_user("network-none"))
    assert desk.get(address).status_code in {302, 403}
