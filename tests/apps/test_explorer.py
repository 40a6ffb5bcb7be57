"""Sealed releases as pages: the same figures, whole or refused, revisions kept."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from apps.conftest import VENDORS, Site
from headload.errors import BadInput, RefusedByPolicy
from headload.measure.publish import publish
from headload.releases import SealedRelease, read_release
from headload.releases.manifest import to_json
from unit.products.pictured import PLANTED, cells
from unit.releases.made import release

VIEW = "/en/numbers/xts/employment?by=worker_group&period=2025-Q1"


def answer(site: Site, address: str) -> bytes:
    response = site.client.get(address)
    assert response.status_code == 200, address
    whole = b"".join(response) if response.streaming else response.content
    return bytes(whole)


def counts(site: Site) -> tuple[int, int, int]:
    from headload.apps.explorer.models import Estimate, Release

    kept = sum(1 for each in (site.home / "releases").iterdir())
    return Release.objects.count(), Estimate.objects.count(), kept


def view_as(form: str) -> str:
    path, _, query = VIEW.partition("?")
    return f"{path}.{form}?{query}"


@pytest.fixture
def sealed(site: Site) -> SealedRelease:
    return read_release(site.second)


def test_a_table_has_every_figure_of_its_view(
    site: Site, sealed: SealedRelease
) -> None:
    page = answer(site, VIEW).decode()
    shown = [
        cell
        for cell in sealed.estimates
        if cell.indicator == "employment" and set(cell.dimensions) == {"worker_group"}
    ]
    assert len(shown) == 4
    for cell in shown:
        assert f"/en/e/{cell.estimate_id}" in page
        if cell.value is not None:
            assert f"{cell.value:,.0f}" in page
    assert "protects those who answered" in page


def test_files_of_a_view_hold_the_figures_of_the_release(
    site: Site, sealed: SealedRelease
) -> None:
    by_id = {cell.estimate_id: cell for cell in sealed.estimates}
    rows = list(csv.DictReader(io.StringIO(answer(site, view_as("csv")).decode())))
    assert len(rows) == 4
    for row in rows:
        value = by_id[row["estimate_id"]].value
        assert row["value"] == ("" if value is None else row["value"])
        assert value is None or float(row["value"]) == value
    told = json.loads(answer(site, view_as("json")))["estimates"]
    assert {each["estimate_id"]: each["value"] for each in told} == {
        row["estimate_id"]: by_id[row["estimate_id"]].value for row in rows
    }
    with zipfile.ZipFile(io.BytesIO(answer(site, view_as("xlsx")))) as book:
        assert "xl/workbook.xml" in book.namelist()
    data = answer(site, view_as("sdmx.csv")).decode()
    assert f"{by_id[VENDORS].value:.1f}" in data or f"{by_id[VENDORS].value}" in data
    assert etree.fromstring(answer(site, view_as("sdmx.xml"))).tag.endswith("Data")


def test_a_picture_says_every_figure_and_stands_alone(site: Site) -> None:
    picture = answer(site, view_as("svg")).decode()
    root = etree.fromstring(picture.encode())
    said = next(each.text for each in root.iter() if str(each.tag).endswith("desc"))
    assert said is not None
    for part in (
        "Street vendors: 79,910",
        "Waste pickers: protects those who answered",
    ):
        assert part in said
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_no_page_and_no_file_holds_what_is_withheld(site: Site) -> None:
    hidden = "/en/e/xts-lfs-2025q1.employment.worker-group-waste-picker"
    addresses = [VIEW, hidden, *map(view_as, ("csv", "json", "svg", "sdmx.csv"))]
    addresses += [f"{hidden}.{form}" for form in ("json", "csv", "txt")]
    for address in addresses:
        text = answer(site, address).decode()
        for planted in (f"{PLANTED:.0f}", f"{PLANTED:,.0f}", "7.18", "7178"):
            assert planted not in text, address


def test_a_view_has_one_address(site: Site) -> None:
    response = site.client.get("/en/numbers/xts/employment?sex=&by=worker_group")
    assert response.status_code == 302
    assert response.headers["Location"] == VIEW
    other = "/en/numbers/xts/employment?indicator=informal-employment-rate"
    led = site.client.get(other).headers["Location"]
    assert led == "/en/numbers/xts/informal-employment-rate"


def test_a_view_that_a_release_lacks_names_what_it_has(site: Site) -> None:
    address = "/en/numbers/xts/employment?by=worker_group&sex=F&period=2025-Q1"
    page = answer(site, address).decode()
    assert "does not have that combination" in page
    assert VIEW.replace("&", "&amp;") in page


def test_places_stand_side_by_side_with_their_periods(site: Site) -> None:
    page = answer(
        site, "/fr/numbers/all/employment?worker_group=street_vendor"
    ).decode()
    assert "Tessara (fr), janvier" in page
    assert f"/fr/e/{VENDORS}" in page
    assert site.client.get("/en/numbers/all/nothing").status_code == 404
    link = "/en/numbers/all/employment"
    assert f'href="{link}"' in answer(site, VIEW).decode()


def test_a_figure_has_its_sentence_its_making_and_its_revision(site: Site) -> None:
    page = answer(site, f"/en/e/{VENDORS}").decode()
    assert "sell or offer services in streets" in page
    assert "headload measure FILE" in page
    assert "78,600" in page  # the first release
    assert "79,910" in page  # the second
    first = read_release(site.first).manifest.id
    old = answer(site, f"/en/e/{VENDORS}@{first}").decode()
    lead = old.partition("stat--lead")[2].partition("</p>")[0]
    assert "About 79,000" in lead  # as its error allows


def test_a_figure_can_be_sent_cited_and_read_by_a_program(site: Site) -> None:
    message = answer(site, f"/es/e/{VENDORS}.txt").decode()
    assert len(message.encode()) < 1000
    assert VENDORS in message
    entry = answer(site, f"/en/e/{VENDORS}.bib").decode()
    assert entry.count("{") == entry.count("}")
    assert f"/en/e/{VENDORS}" in entry
    assert json.loads(answer(site, f"/en/e/{VENDORS}.json"))["estimate"] == VENDORS


def test_a_release_has_its_files_with_their_size(
    site: Site, sealed: SealedRelease
) -> None:
    address = f"/en/releases/{sealed.manifest.id}/"
    page = answer(site, address).decode()
    assert "brief.es.pdf <small>" in page
    assert answer(site, f"{address}files/brief.es.pdf").startswith(b"%PDF")
    for wrong in ("files/../../secret-key", "files/nothing"):
        assert site.client.get(f"{address}{wrong}").status_code == 404
    first = read_release(site.first).manifest.id
    assert "A later release has taken its place" in (
        answer(site, f"/en/releases/{first}/").decode()
    )


def test_a_release_that_is_here_already_changes_nothing(site: Site) -> None:
    from headload.apps.explorer.load import load

    before = counts(site)
    _, new = load(site.first)
    assert not new
    assert counts(site) == before


def test_a_changed_release_is_refused_and_nothing_changes(
    site: Site, tmp_path: Path
) -> None:
    from headload.apps.explorer.load import load

    before = counts(site)
    copy = tmp_path / "R"
    shutil.copytree(site.first, copy)
    table = next((copy / "tables").iterdir())
    table.write_bytes(table.read_bytes() + b" ")
    with pytest.raises(BadInput) as refusal:
        load(copy)
    assert refusal.value.code == "HL-REL-06"
    assert counts(site) == before


def test_a_release_with_findings_is_refused_unless_two_people_answer_for_it(
    site: Site, tmp_path: Path
) -> None:
    from headload.apps.explorer.load import load

    before = counts(site)
    made = publish(release(*cells()[:3], policy="public-use"), tmp_path / "R")
    content = json.loads((made / "release.json").read_text("utf-8"))
    content["audit"] = {"exact": 1, "weak": 2}
    (made / "release.json").write_bytes(to_json(content))
    with pytest.raises(RefusedByPolicy) as refusal:
        load(made)
    assert refusal.value.code == "HL-SITE-10"
    assert counts(site) == before


def test_a_page_is_kept_until_a_release_is_loaded(site: Site) -> None:
    from headload.apps.explorer.models import Release

    first = answer(site, VIEW)
    name = Release.objects.get(newest=True)
    Release.objects.filter(pk=name.pk).update(number=77)
    assert answer(site, VIEW) == first
    Release.objects.filter(pk=name.pk).update(number=2)


def test_an_unchanged_page_is_not_sent_again(site: Site) -> None:
    tag = site.client.get(VIEW).headers["ETag"]
    again = site.client.get(VIEW, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.content
