"""Tables come in through a trial: new, changed, in conflict, double or refused."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from apps.conftest import Site
from apps.organisations import (
    affiliated,
    new_count,
    organisation,
    owned,
    remove_all,
)
from apps.test_network_import import everything
from headload.cli.app import run
from headload.errors import BadInput

Capture = pytest.CaptureFixture[str]
ROW = {
    "id": "sellers",
    "name": "Sellers of Cusco",
    "org_type": "association",
    "country": "PER",
    "sectors": "street_vendors",
    "source": "https://example.org/sellers",
}
COUNT = {
    "org_id": "sellers",
    "value": 120,
    "as_of": "2024-05",
    "unit": "members",
    "sector": "street_vendors",
    "basis": "declared",
    "declared_by": "self",
    "source": "https://example.org/sellers",
}
REASON = {"reason": "Both pages name one office."}


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    from django.contrib.auth import get_user_model

    yield
    remove_all()
    get_user_model().objects.filter(username="desk-of-tables").delete()


def filled(*rows: dict[str, Any], counts: tuple[dict[str, Any], ...] = ()) -> bytes:
    """Return the template with rows in it."""
    from headload.apps.network.template import columns_of, workbook

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    for name, told in (("organisations", rows), ("membership_counts", counts)):
        columns = columns_of(f"{name}.csv")
        for row in told:
            book[name].append([row.get(each) for each in columns])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def tried(content: bytes, name: str = "tables.xlsx") -> Any:
    from headload.apps.network.handed_in import tables_of
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.seed import try_out

    return try_out(tables_of(name, content), COMMAND_LINE)


def said(result: Any) -> list[tuple[str, str, int, str]]:
    return [(e.verdict.value, e.file, e.row, e.column) for e in result.said]


def desk() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(
        get_user_model().objects.create_superuser("desk-of-tables", "", "x")
    )
    return client


# the template


def test_the_template_explains_every_column_in_three_languages() -> None:
    from headload.apps.network.tables import COLUMNS
    from headload.apps.network.template import columns_of, workbook

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    wanted = {(name[:-4], each) for name in COLUMNS for each in columns_of(name)}
    texts = set()
    for language in ("en", "es", "fr"):
        rows = list(book[language].iter_rows(min_row=2, values_only=True))
        assert {(table, column) for table, column, *_ in rows} == wanted
        assert all(what for _, _, what, _ in rows)
        texts.add(rows[0][2])
    assert len(texts) == 3
    takes = {row[1]: row[3] for row in book["en"].iter_rows(values_only=True)}
    assert "trade_union" in takes["org_type"]


def test_a_filled_template_comes_in(tmp_path: Path, capsys: Capture) -> None:
    from headload.apps.network.models import Organisation

    path = tmp_path / "made.xlsx"
    assert run(["network", "template", str(path)]) == 0
    path.write_bytes(filled({**ROW, "founded": 1999}, counts=(COUNT,)))
    before = everything()
    assert run(["network", "import", str(path), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "new: organisations.csv, row 2: Sellers of Cusco" in told
    assert "Nothing was kept" in told
    assert everything() == before
    assert run(["network", "import", str(path)]) == 0
    made = Organisation.objects.get(slug="sellers")
    assert (made.founded, made.counts.get().value) == ("1999", 120)


# the trial


def test_a_trial_says_what_is_new_changed_in_conflict_and_refused() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    here = organisation("Vendors of Lima", acronym="VL", city="")
    record_count(here, new_count(500), COMMAND_LINE)
    row = {**ROW, "id": here.slug, "name": here.name, "level": "local", "city": "Lima"}
    wrong = {**ROW, "id": "wrong", "country": "PRE"}
    other = {**COUNT, "org_id": here.slug, "value": 800, "as_of": "2025-03"}
    before = everything()
    result = tried(filled({**row, "acronym": "VDL"}, ROW, wrong, counts=(other, COUNT)))
    assert everything() == before
    assert said(result) == [
        ("changed", "organisations.csv", 2, "org_type"),
        ("in conflict", "organisations.csv", 2, "acronym"),
        ("changed", "organisations.csv", 2, "level"),
        ("changed", "organisations.csv", 2, "city"),
        ("new", "organisations.csv", 3, ""),
        ("refused", "organisations.csv", 4, "country"),
        ("new", "membership_counts.csv", 2, ""),
        ("in conflict", "membership_counts.csv", 2, "value"),
        ("new", "membership_counts.csv", 3, ""),
    ]
    texts = [each.text for each in result.said]
    assert f"{here.slug} has VL, the table VDL; nothing is changed" in texts
    assert any("HL-NET-43" in each and '"PRE"' in each for each in texts)
    assert (result.organisations.new, result.organisations.known) == (1, 1)


def test_what_was_emptied_claimed_or_is_at_risk_is_not_filled() -> None:
    from headload.apps.network.handed_in import tables_of
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.seed import take
    from headload.apps.network.services import change, raise_risk

    emptied = organisation("Emptied", city="Lima")
    change(emptied, "city", "", COMMAND_LINE, reason="not safe")
    claimed, _ = owned("Claimed", city="")
    at_risk = organisation("At risk", city="")
    raise_risk(at_risk, RiskLevel.HIGH, COMMAND_LINE, reason="arrests")
    rows = [
        {**ROW, "id": each.slug, "name": each.name, "org_type": "", "city": "Lima"}
        for each in (emptied, claimed, at_risk)
    ]
    result = take(tables_of("t.xlsx", filled(*rows)), COMMAND_LINE)
    for each in (emptied, claimed, at_risk):
        each.refresh_from_db()
        assert each.city == ""
    cities = [each.verdict.value for each in result.said if each.column == "city"]
    assert cities == ["in conflict"] * 3


@pytest.mark.parametrize(
    ("name", "here", "evidence"),
    [
        ("Cusco Sellers, of", {}, "names alike: 100 of 100"),
        ("Vendeuses de Cuzco", {"also": "Vendeuses de Cuzco"}, "names alike: 100"),
        ("VUC", {"acronym": "VUC"}, "the same short name"),
    ],
)
def test_a_record_that_may_be_here_is_told_with_its_evidence(
    name: str, here: dict[str, str], evidence: str
) -> None:
    from headload.apps.network.kinds import NameKind
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import add_name

    also = here.pop("also", "")
    made = organisation("Sellers of Cusco", **here)
    if also:
        add_name(made, also, NameKind.TRANSLATION, COMMAND_LINE, language="fr")
    result = tried(filled({**ROW, "id": "again", "name": name}))
    (double,) = [each for each in result.said if each.verdict == "may be here already"]
    assert f"may be {made.name} ({made.slug})" in double.text
    assert evidence in double.text
    assert "the same country: per" in double.text
    elsewhere = tried(filled({**ROW, "id": "gha", "name": name, "country": "GHA"}))
    assert [each.verdict.value for each in elsewhere.said] == ["new"]


# lists of people are refused


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("note", "Rosa, rosa@example.org"),
        ("note", "ask +51 999 888 777"),
        ("city", "Lima, tel. 999 888 777"),
        ("name", "Téléphone : 06 12 34 56 78"),
    ],
)
def test_a_contact_of_a_person_in_a_table_is_refused_and_not_repeated(
    column: str, text: str
) -> None:
    before = everything()
    with pytest.raises(BadInput, match=rf"row 2, column {column}") as refusal:
        tried(filled({**ROW, column: text}))
    assert refusal.value.code == "HL-NET-47"
    assert text not in str(refusal.value)
    assert everything() == before


def test_a_list_of_members_is_refused_as_columns_and_as_a_sheet() -> None:
    people = "name,telephone,id number\nRosa,999888777,12345678\n" * 3
    with pytest.raises(BadInput, match="lists of members are not taken"):
        tried(people.encode(), "members.csv")
    book = openpyxl.load_workbook(io.BytesIO(filled(ROW)))
    book.create_sheet("members").append(["Rosa", "999888777"])
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(BadInput, match=r"members.*lists of members are not taken"):
        tried(made.getvalue())
    beside = openpyxl.load_workbook(io.BytesIO(filled(ROW)))
    beside["organisations"]["Z2"] = "Rosa"
    made = io.BytesIO()
    beside.save(made)
    with pytest.raises(BadInput, match="more or fewer cells"):
        tried(made.getvalue())


@pytest.mark.parametrize("name", ["broken.xlsx", "broken.csv"])
def test_a_file_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as refusal:
        tried(b"PK\x03\x04 \xff\xfe", name)
    assert refusal.value.code in {"HL-NET-41", "HL-NET-42"}


# the desk


def test_the_desk_tries_first_and_brings_in_what_was_tried(site: Site) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from headload.apps.network.models import Organisation

    client = desk()
    book = client.get("/desk/network/tables/organisations.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames[0] == (
        "organisations"
    )
    table = client.get("/desk/network/tables/membership_counts.csv").content.decode()
    assert table.startswith("\ufefforg_id,value")
    file = SimpleUploadedFile("made.xlsx", filled(ROW, counts=(COUNT,)))
    page = client.post("/desk/network/tables/", {"file": file})
    text = page.content.decode()
    assert "What would come of made.xlsx" in text
    assert "Sellers of Cusco" in text
    assert not Organisation.objects.filter(slug="sellers").exists()
    (packed,) = re.findall(r'name="tried" value="([^"]+)"', text)
    done = client.post("/desk/network/tables/", {"tried": packed})
    assert "What came of made.xlsx" in done.content.decode()
    assert Organisation.objects.get(slug="sellers").counts.get().value == 120
    forged = client.post("/desk/network/tables/", {"tried": f"{packed}x"}, follow=True)
    assert "HL-NET-49" in forged.content.decode()
    wrong = SimpleUploadedFile("members.csv", b"name,phone\nRosa,1\n")
    told = client.post("/desk/network/tables/", {"file": wrong}, follow=True)
    assert "lists of members are not taken" in told.content.decode()


def test_two_records_are_looked_at_side_by_side_and_united(site: Site) -> None:
    from headload.apps.network.models import Event
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    one = organisation("Sellers of Cusco", acronym="SC")
    other = organisation("Sellers of Cuzco", city="Cusco")
    record_count(other, new_count(77), COMMAND_LINE)
    client = desk()
    listed = client.get("/desk/network/doubles/").content.decode()
    address = f"/desk/network/doubles/{one.permanent}/{other.permanent}/"
    assert address in listed
    page = client.get(address).content.decode()
    assert "names alike" in page
    assert "city <b>(differs)</b>" in page
    assert (
        "HL-NET-51"
        in client.post(address, {"decision": "one"}, follow=True).content.decode()
    )
    client.post(address, {"decision": "one", **REASON})
    other.refresh_from_db()
    assert other.merged_into == one
    assert one.counts.get().value == 77
    event = Event.objects.filter(permanent=other.permanent, action="unite").get()
    assert event.reason == REASON["reason"]
    moved = site.client.get(f"/en/organisations/{other.slug}/")
    assert moved.headers["Location"] == f"/en/organisations/{one.slug}/"
    assert client.get(address).status_code == 404


def test_two_that_are_not_the_same_are_not_shown_again(site: Site) -> None:
    one, other = organisation("Market One"), organisation("Market One!")
    address = f"/desk/network/doubles/{one.permanent}/{other.permanent}/"
    client = desk()
    assert address in client.get("/desk/network/doubles/").content.decode()
    client.post(address, {"decision": "two", **REASON})
    assert address not in client.get("/desk/network/doubles/").content.decode()
    other.refresh_from_db()
    assert other.merged_into is None


def test_the_desk_merges_and_splits_with_a_trail(site: Site) -> None:
    from headload.apps.network.models import ChangeEvent, Organisation

    old, into = organisation("Old Union"), organisation("New Union")
    child = organisation("Market One")
    affiliated(child, old)
    page = {"page": "https://example.org/congress", "on": "2024-05"}
    client = desk()
    values = {"old": old.permanent, "into": into.permanent, **page, **REASON}
    client.post("/desk/network/changes/merge/", values)
    old.refresh_from_db()
    assert (old.merged_into, old.dissolved) == (into, "2024-05")
    assert [e.parent for e in child.affiliations.filter(is_open=True)] == [into]
    names = {"names": "North Union\nSouth Union", **page, **REASON}
    client.post("/desk/network/changes/split/", {"old": into.permanent, **names})
    made = Organisation.objects.filter(name__in=("North Union", "South Union"))
    assert {each.area.code for each in made} == {"per-lima"}
    assert sorted(ChangeEvent.objects.values_list("kind", flat=True)) == [
        "merged",
        "split",
    ]
    told = client.get("/desk/network/changes/").content.decode()
    assert "2024-05: split: New Union → " in told
    public = site.client.get(f"/es/organisations/{into.slug}/").content.decode()
    assert "North Union" in public
    one = {"old": child.permanent, "names": "Alone", **page, **REASON}
    refused = client.post("/desk/network/changes/split/", one, follow=True)
    assert "HL-NET-50" in refused.content.decode()
