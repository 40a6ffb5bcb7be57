"""The committed pages of the surveys say what the maps say today."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from headload.measure.harmonise import groups_identifiable, load_survey
from headload.testing import atlas_pages, write_atlas_pages
from headload.testing.coverage_map import (
    SHADES,
    best_by_country,
    coverage_map,
    projected,
)
from headload.testing.producers import FILE, producers_csv
from needs import PROJECT

PAGES = PROJECT / "docs" / "surveys"
SVG = "{http://www.w3.org/2000/svg}"
CORNERS = [(0, 0), (1, 0), (1, 1), (0, 1)]


def test_the_committed_pages_are_current() -> None:
    # to renew them: make docs
    pages = atlas_pages()
    outdated = [
        name
        for name, text in pages.items()
        if not (PAGES / name).exists()
        or (PAGES / name).read_text(encoding="utf-8") != text
    ]
    assert outdated == []
    assert {path.name for path in PAGES.iterdir()} == set(pages)


def test_pages_of_maps_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("gone", "utf-8")
    written = write_atlas_pages(tmp_path)
    assert tmp_path / "index.md" in written
    assert not (tmp_path / "old.md").exists()


def test_the_table_names_the_median_lines_beside_the_ilo_programs() -> None:
    index = atlas_pages()["index.md"]
    assert "1,052 lines of code" in index
    assert "| Ghana | [Labour Force Survey 2015](gha-lfs-2015.md)" in index


def test_of_several_surveys_in_a_country_the_best_is_drawn() -> None:
    surveys = [load_survey(each) for each in ("gha/glss7/2016-17", "gha/lfs/2015")]
    seen = best_by_country([*surveys, load_survey("xts/lfs/2025q1")])
    assert set(seen) == {"GHA"}  # an imaginary country has no place on the map
    assert seen["GHA"]["market_trader"] == seen["GHA"]["street_vendor"] == "yes"
    assert groups_identifiable(surveys[0])["market_trader"] == "no"


def test_the_picture_shades_a_country_by_group_and_says_so_in_words() -> None:
    root = ElementTree.fromstring(coverage_map([load_survey("gha/lfs/2015")]))  # noqa: S314
    used = [
        use.get("fill") for use in root.iter(f"{SVG}use") if use.get("href") == "#GHA"
    ]
    said = root.findtext(f"{SVG}desc") or ""
    assert len(used) == said.count("countries") == 6
    assert used[3] == SHADES["yes"]
    assert "Market traders: can be seen in 1, can be seen in part in 0" in said


def test_the_projection_keeps_areas() -> None:
    def area(west: float, south: float) -> float:
        ring = [projected((west + x, south + y)) for x, y in CORNERS]
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        return abs(sum(a * d - b * c for (a, b), (c, d) in pairs)) / 2

    # a square of one degree shrinks with the cosine of its latitude
    assert area(20, 60) / area(20, 0) == pytest.approx(0.4924, rel=2e-3)
    assert area(150, 30) == pytest.approx(area(0, 30), rel=1e-3)


@pytest.mark.parametrize(
    ("survey", "group", "seen"),
    [
        ("gha/lfs/2015", "market_trader", "yes"),
        ("tza/ilfs/2014", "market_trader", "yes"),
        ("ecu/enemdu/2021q1", "market_trader", "no"),
        ("ind/plfs/2023-24", "home_based_worker", "yes"),
        ("ecu/enemdu/2021q1", "home_based_worker", "partly"),
        ("per/enaho/2023", "home_based_worker", "no"),
        ("per/enaho/2023", "street_vendor", "partly"),
        ("ind/plfs/2023-24", "waste_picker", "partly"),
        ("chl/ene/2024q4", "waste_picker", "no"),
        ("chl/ene/2024q4", "garment_worker", "no"),
        ("chl/ene/2024q4", "domestic_worker", "yes"),
        ("hnd/ephpm/2017", "domestic_worker", "no"),
        ("sen/erieesi/2017-18", "domestic_worker", "no"),
    ],
)
def test_which_group_can_be_seen_follows_from_the_answers_of_the_map(
    survey: str, group: str, seen: str
) -> None:
    assert groups_identifiable(load_survey(survey))[group] == seen


def test_the_site_names_the_office_that_each_map_names() -> None:
    # to renew the list: make docs
    assert FILE.read_text("utf-8") == producers_csv()
