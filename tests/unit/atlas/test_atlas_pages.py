"""The committed pages of the surveys say what the maps say today."""

from pathlib import Path

import pytest

from headload.measure.harmonise import groups_identifiable, load_survey
from headload.testing import atlas_pages, write_atlas_pages
from needs import PROJECT

PAGES = PROJECT / "docs" / "surveys"


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
    assert {path.name for path in PAGES.glob("*.md")} == set(pages)


def test_pages_of_maps_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("gone", "utf-8")
    written = write_atlas_pages(tmp_path)
    assert tmp_path / "index.md" in written
    assert not (tmp_path / "old.md").exists()


def test_the_table_names_the_median_lines_beside_the_ilo_programs() -> None:
    index = atlas_pages()["index.md"]
    assert "1,052 lines of code" in index
    assert "| Ghana | [Labour Force Survey 2015](gha-lfs-2015.md)" in index


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
