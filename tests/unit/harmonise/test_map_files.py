"""Mistakes in a map are named, so that none of them can run."""

from pathlib import Path

import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.harmonise import find_survey, load_survey, survey_editions
from headload.terms import harmonised_variables
from unit.harmonise.tiny import DESIGN, atlas

SEX = '[variables.sex]\nfrom = "s"\ncodes = { 1 = "M", 2 = "F" }\n'


@pytest.mark.parametrize(
    ("variables", "code", "said"),
    [
        ("[variables.sex\n", "HL-MAP-03", "not valid TOML"),
        ("[weird]\na = 1\n", "HL-MAP-05", '"weird" is not part of the schema'),
        (SEX + "form = 1\n", "HL-MAP-05", '"form" is not part of the schema'),
        ('[variables.sexe]\nfrom = "s"\n', "HL-MAP-06", "closest names: sex"),
        ('[variables.sex]\nquestion = "?"\n', "HL-MAP-09", "neither a source column"),
        ('[variables.occupation_isco08]\nfrom = "o"\n', "HL-MAP-10", "digits = 4"),
        ('[variables.sex]\nfrom = "s"\ncodes = { 1 = "X" }\n', "HL-MAP-11", "M, F, O"),
        (SEX + '[availability]\nnot_asked = ["sex"]\n', "HL-MAP-07", "keep one"),
        ('[variables.weight]\nfrom = "w"\n', "HL-MAP-06", "not a harmonised variable"),
    ],
)
def test_a_mistake_in_a_map_is_refused(
    tmp_path: Path,
    variables: str,
    code: str,
    said: str,
) -> None:
    with pytest.raises(BadInput) as caught:
        atlas(tmp_path, variables)
    assert caught.value.code == code
    assert said in str(caught.value)
    assert "ttt/lfs/2025/map.toml" in caught.value.where


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('periods = ["2025"]\n', "", 'lacks "periods"'),
        ('title = { en = "Survey"', 'note = { en = "Survey"', "HL-MAP-05"),
        ('from = "s"', "from = 5", "another kind"),
        ("codes = {", "codes = 7 #{", "another kind"),
    ],
)
def test_a_map_without_what_it_needs_or_of_another_kind_is_refused(
    tmp_path: Path, was: str, becomes: str, said: str
) -> None:
    atlas(tmp_path, SEX)
    place = tmp_path / "ttt" / "lfs" / "2025" / "map.toml"
    text = place.read_text("utf-8")
    assert was in text
    place.write_text(text.replace(was, becomes), "utf-8")
    with pytest.raises(BadInput) as caught:
        load_survey("ttt/lfs/2025", tmp_path)
    assert said in f"{caught.value} {caught.value.code}"


def test_another_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="HL-MAP-04"):
        atlas(tmp_path, SEX, design=DESIGN.replace("/1", "/9"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('kind = "share"', "Unknown kind"),
        ('kind = "rate"\ntolerance = "near"', "Unknown kind or tolerance"),
        ('kind = "rate"\nextra = 1', 'Unknown key "extra"'),
    ],
)
def test_a_mistake_in_the_published_figures_is_refused(
    tmp_path: Path,
    table: str,
    said: str,
) -> None:
    checks = (
        'schema = "headload-checks/1"\n[[check]]\nid = "a"\ntitle = "A"\n'
        f'of = "employed"\npublished = 1\nsource = "S"\n{table}\n'
    )
    with pytest.raises(BadInput, match=said):
        atlas(tmp_path, SEX, checks__toml=checks)


def test_a_check_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    one = '[[check]]\nid = "a"\ntitle = "A"\nkind = "total"\nof = "employed"\n'
    one += 'published = 1\nsource = "S"\n'
    with pytest.raises(BadInput, match="twice"):
        atlas(tmp_path, SEX, checks__toml=f'schema = "headload-checks/1"\n{one}{one}')


def test_an_unknown_survey_lists_the_closest(tmp_path: Path) -> None:
    atlas(tmp_path, SEX)
    with pytest.raises(WrongUse, match="ttt/lfs/2025"):
        find_survey("ttt/lfs/2024", tmp_path)


def test_the_fingerprint_of_a_map_changes_with_any_of_its_files(tmp_path: Path) -> None:
    first = atlas(tmp_path, SEX).sha256
    again = atlas(tmp_path, SEX).sha256
    noted = atlas(tmp_path, SEX, notes__md="A note.").sha256
    assert first == again
    assert noted != first


def test_a_map_is_verified_only_for_periods_with_published_figures() -> None:
    statuses = {
        quarter: load_survey(f"arg/eph/{quarter}").status
        for quarter in ("2017q1", "2018q4", "2019q1")
    }
    assert statuses == {
        "2017q1": "verified",
        "2018q4": "verified",
        "2019q1": "drafted",
    }


def test_every_shipped_map_loads_for_every_period_and_words_are_known() -> None:
    editions = survey_editions()
    assert editions
    for edition in editions:
        for survey in edition.ids:
            loaded = load_survey(survey)
            assert set(loaded.title) >= {"en", "es", "fr"}
            assert loaded.not_asked <= set(harmonised_variables())
            assert loaded.source_design.weight
