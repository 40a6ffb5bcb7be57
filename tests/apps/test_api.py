"""Programs get the same figures, page by page, and errors in one shape."""

import json
from typing import Any

import pytest

from apps.conftest import VENDORS, Site
from headload.releases import SealedRelease, read_release


@pytest.fixture
def sealed(site: Site) -> SealedRelease:
    return read_release(site.second)


def get(site: Site, address: str, status: int = 200) -> Any:
    response = site.client.get(f"/api/{address}")
    assert response.status_code == status, address
    assert response.headers["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def test_every_figure_of_the_newest_release_can_be_paged_through(
    site: Site, sealed: SealedRelease
) -> None:
    found: dict[str, float | None] = {}
    address: str | None = "estimates?place=xts&limit=7"
    while address:
        page = get(site, address)
        assert page["count"] == len(sealed.estimates)
        found |= {each["estimate_id"]: each["value"] for each in page["estimates"]}
        address = page["next"] and page["next"].partition("/api/")[2]
    assert found == {cell.estimate_id: cell.value for cell in sealed.estimates}


def test_figures_are_found_by_group_and_by_release(site: Site) -> None:
    asked = "estimates?indicator=employment&worker_group=street_vendor"
    (newest,) = get(site, asked)["estimates"]
    first = read_release(site.first).manifest.id
    (old,) = get(site, f"{asked}&release={first}")["estimates"]
    assert (newest["estimate_id"], old["estimate_id"]) == (VENDORS, VENDORS)
    assert (newest["value"], old["value"]) == (79_910.0, 78_600.0)
    assert newest["page"].endswith(f"/en/e/{VENDORS}")


def test_a_withheld_figure_is_null_with_its_flag(site: Site) -> None:
    asked = "estimates?indicator=employment&worker_group=waste_picker"
    (hidden,) = get(site, asked)["estimates"]
    assert hidden["flag"] == "S"
    assert (hidden["value"], hidden["ci_low"], hidden["ci_high"]) == (None, None, None)


def test_a_figure_tells_how_it_was_made_and_a_release_what_it_has(
    site: Site, sealed: SealedRelease
) -> None:
    story = get(site, f"estimates/{VENDORS}")
    assert story["figure"]["value"] == 79_910.0
    assert story["make_again"].startswith("headload measure")
    release = get(site, f"releases/{sealed.manifest.id}")
    assert release["counts"] == sealed.manifest.counts
    assert release["files"]["brief.en.pdf"]["bytes"] > 1000
    assert [each["newest"] for each in get(site, "releases?place=xts")] == [True, False]


def test_vocabularies_name_codes_in_every_language(site: Site) -> None:
    lists = get(site, "vocabularies")
    assert lists["worker_group"]["street_vendor"]["en"] == "Street vendors"
    assert set(lists["sex"]["F"]) == {"en", "es", "fr"}


def test_errors_have_one_shape(site: Site) -> None:
    for address, status in (
        ("estimates/none", 404),
        ("releases/none", 404),
        ("estimates?limit=many", 422),
    ):
        error = get(site, address, status)["error"]
        assert error["status"] == status
        assert error["message"]
    assert "limit" in get(site, "estimates?limit=many", 422)["error"]["message"]


def test_who_asks_too_often_is_told_so_in_the_same_shape(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ninja.throttling import AnonRateThrottle

    monkeypatch.setattr(AnonRateThrottle, "allow_request", lambda *_: False)
    error = get(site, "releases", 429)["error"]
    assert error == {"status": 429, "message": "Too many questions; wait a minute"}


def test_the_api_is_described_and_may_be_kept(site: Site) -> None:
    described = get(site, "openapi.json")
    assert {"/api/estimates", "/api/releases", "/api/vocabularies"} <= set(
        described["paths"]
    )
    for operations in described["paths"].values():
        assert {"404", "422", "429"} <= set(operations["get"]["responses"])
    headers = site.client.get("/api/releases").headers
    assert headers["Cache-Control"] == "public, max-age=300"
    tag = headers["ETag"]
    again = site.client.get("/api/releases", headers={"If-None-Match": tag})
    assert again.status_code == 304
