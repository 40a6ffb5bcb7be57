"""What a map can say beyond one column and its codes."""

from pathlib import Path
from typing import Any

import pytest

from headload.errors import BadInput
from headload.measure.harmonise import check_against_file, harmonise, load_survey
from headload.measure.harmonise.periods import covers
from unit.harmonise.tiny import DESIGN, HEAD, atlas, engine, microdata


def values(folder: Path, variables: str, name: str, **columns: list[Any]) -> list[Any]:
    survey = atlas(folder, variables)
    persons, _ = harmonise(microdata(folder, **columns), survey, engine())
    return persons.table[name].to_pyarrow().to_pylist()


PARTS = """
[variables.accounts]
asked_of = { e = "1" }
parts = [
  { from = "own", codes = { 1 = "complete_for_tax", 2 = "none" }, not_stated = ["9"] },
  { from = "firm", asked_of = { f = "1" }, codes = { 1 = "complete_for_tax" } },
]
"""


def test_an_item_asked_of_several_universes_takes_the_first_answer(
    tmp_path: Path,
) -> None:
    found = values(
        tmp_path,
        PARTS,
        "accounts",
        e=[1, 1, 1, 1, 2],
        own=[2, 9, None, None, 1],
        firm=[1, 1, 1, 1, 1],
        f=[1, 1, 1, 2, 1],
    )
    assert found == ["none", "complete_for_tax", "complete_for_tax", None, None]


def test_codes_outside_a_part_are_refused(tmp_path: Path) -> None:
    survey = atlas(tmp_path, PARTS)
    data = microdata(tmp_path, e=[1, 1], own=[7, 7], firm=[1, 1], f=[1, 1])
    with pytest.raises(BadInput, match='"7"') as refusal:
        harmonise(data, survey, engine())
    assert refusal.value.code == "HL-HARM-37"


def test_codes_that_a_condition_decides_are_no_codes_outside_the_map(
    tmp_path: Path,
) -> None:
    rule = (
        '[variables.sex]\nfrom = "s"\ncodes = { 1 = "M", 2 = "F" }\n'
        'conditions = [{ when = { s = "3" }, then = "O" }]\n'
    )
    assert values(tmp_path, rule, "sex", s=[1, 3]) == ["M", "O"]
    survey = atlas(tmp_path, rule)
    with pytest.raises(BadInput, match='"4"'):
        harmonise(microdata(tmp_path, s=[1, 4]), survey, engine())


def test_a_run_of_codes_stands_for_each_of_them(tmp_path: Path) -> None:
    rule = (
        '[variables.relationship_to_head]\nfrom = "r"\n'
        'codes = { 101 = "head", "301-303" = "child" }\nnot_stated = ["501-999"]\n'
    )
    found = values(tmp_path, rule, "relationship_to_head", r=[101, 302, 700, 303])
    assert found == ["head", "child", None, "child"]


def test_a_run_of_codes_that_goes_backwards_is_refused(tmp_path: Path) -> None:
    rule = '[variables.sex]\nfrom = "s"\ncodes = { "9-3" = "M" }\n'
    with pytest.raises(BadInput, match='"9-3" is not a range') as refusal:
        atlas(tmp_path, rule)
    assert refusal.value.code == "HL-MAP-14"


def test_a_part_of_a_column_is_a_column(tmp_path: Path) -> None:
    rule = '[variables.region]\nfrom = "id[1:2]"\ncodes = { 1 = "dakar", 14 = "s" }\n'
    found = values(tmp_path, rule, "region", id=["010077", "140003", None])
    assert found == ["dakar", "s", None]


def test_strata_and_units_can_be_several_columns_or_parts_of_one(
    tmp_path: Path,
) -> None:
    design = (
        'schema = "headload-design/1"\nstatus = 1\nweight = "w"\n'
        'stratum = ["h", "area"]\npsu = "code[2:3]"\nnest = true\n'
    )
    survey = atlas(tmp_path, '[variables.age]\nfrom = "a"\n', design=design)
    data = microdata(
        tmp_path, a=[30, 40], h=["1", "2"], area=[7, 8], code=["x01y", "x02y"]
    )
    persons, _ = harmonise(data, survey, engine())
    rows = persons.table.select("stratum", "psu").to_pyarrow().to_pydict()
    assert rows == {"stratum": ["1|7", "2|8"], "psu": ["1|7|01", "2|8|02"]}
    assert {"h", "area", "code"} <= set(survey.source_columns())


def test_the_final_weight_is_scaled_by_condition_and_divided(tmp_path: Path) -> None:
    design = DESIGN + (
        "scale = 0.005\n"
        'scale_when = [{ when = { nss = { same_as = "nsc" } }, then = 0.01 }]\n'
        'divide = "quarters"\npopulation = 3.0\n'
    )
    survey = atlas(tmp_path, '[variables.age]\nfrom = "a"\n', design=design)
    data = microdata(
        tmp_path,
        a=[30, 40],
        w=[400.0, 800.0],
        nss=[3, 3],
        nsc=[3, 6],
        quarters=[4, 2],
    )
    persons, _ = harmonise(data, survey, engine())
    assert persons.table.weight.to_pyarrow().to_pylist() == [1.0, 2.0]
    assert {"nss", "nsc", "quarters"} <= set(survey.source_columns())


def test_pay_by_the_day_or_week_becomes_monthly(tmp_path: Path) -> None:
    rule = (
        '[variables.monthly_earnings]\nfrom = "pay"\nnot_stated = ["999"]\n'
        'paid_per = { column = "per", '
        'codes = { 1 = "day", 2 = "week", 3 = "month" } }\n'
    )
    found = values(
        tmp_path,
        rule,
        "monthly_earnings",
        pay=[12, 12, 12, 12, 999],
        per=[1, 2, 3, 7, 3],
    )
    assert found == pytest.approx([365, 52, 12, None, None], nan_ok=True)


def test_a_period_of_pay_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    rule = (
        '[variables.monthly_earnings]\nfrom = "pay"\n'
        'paid_per = { column = "per", codes = { 1 = "moon" } }\n'
    )
    with pytest.raises(BadInput, match='"moon"') as refusal:
        atlas(tmp_path, rule)
    assert refusal.value.code == "HL-MAP-15"


def test_days_times_hours_are_weekly_hours(tmp_path: Path) -> None:
    rule = '[variables.actual_hours]\nfrom = "hours"\ntimes = "days"\nrange = [0, 24]\n'
    found = values(tmp_path, rule, "actual_hours", hours=[8, 8, 30], days=[5, None, 2])
    assert found == [40.0, None, None]


def test_hours_of_all_jobs_less_those_of_the_second_are_those_of_the_main(
    tmp_path: Path,
) -> None:
    rule = '[variables.actual_hours]\nfrom = "all"\nless = "other"\nrange = [0, 168]\n'
    found = values(
        tmp_path, rule, "actual_hours", all=[50, 50, 10, 200], other=[8, None, 20, 8]
    )
    assert found == [42.0, None, None, None]


def test_national_detail_of_a_classification_is_cut_off(tmp_path: Path) -> None:
    rule = '[variables.industry_isic4]\nfrom = "i"\ndigits = 5\nkeep = 2\n'
    found = values(tmp_path, rule, "industry_isic4", i=["47199", "01110", None])
    assert found == ["47", "01", None]
    survey = atlas(tmp_path, rule)
    with pytest.raises(BadInput, match='"40111"'):
        harmonise(microdata(tmp_path, i=["40111", "47199"]), survey, engine())


def test_a_long_crosswalk_gives_what_a_short_one_gives(tmp_path: Path) -> None:
    walk = "from,to\n" + "".join(f"{i:04d},{i % 90:02d}\n" for i in range(100, 400))
    rule = (
        '[variables.industry_isic4]\nfrom = "i"\ndigits = 4\ncrosswalk = "walk.csv"\n'
    )
    survey = atlas(tmp_path, rule, walk__csv=walk)
    data = microdata(tmp_path, i=["0101", "0399", None])
    persons, _ = harmonise(data, survey, engine())
    found = persons.table.industry_isic4.to_pyarrow().to_pylist()
    assert found == ["11", "39", None]


RECORDS = """
[records]
keep = [{ member = "1", absent = "2" }, { member = "2", present = "1" }]
[variables.sex]
from = "s"
codes = { 1 = "M", 2 = "F" }
"""


def test_only_the_records_that_the_map_keeps_are_measured(tmp_path: Path) -> None:
    columns = {
        "s": [1, 2, 9, 9],
        "member": [1, 2, 1, None],
        "absent": [2, None, 1, 2],
        "present": [None, 1, 1, 1],
        "w": [10.0, 10.0, 0.0, None],
    }
    survey = atlas(tmp_path, RECORDS)
    data = microdata(tmp_path, **columns)
    persons, _ = harmonise(data, survey, engine())
    assert persons.table.sex.to_pyarrow().to_pylist() == ["M", "F"]
    assert check_against_file(data, survey, engine()).clean
    assert {"member", "absent", "present"} <= set(survey.source_columns())


SEX = '[variables.sex]\nfrom = "s"\ncodes = { 1 = "M", 2 = "F" }\n'
LATER = '[periods."2024..".columns]\ns = "sexo"\n[periods."..2023".variables]\n' + (
    'urban = { from = "u", codes = { 1 = "U" } }\n'
)


def several(folder: Path, variables: str, design: str = DESIGN) -> None:
    place = folder / "ttt" / "lfs" / "2025"
    place.mkdir(parents=True)
    head = HEAD.format(case="exact").replace('["2025"]', '["2022", "2023", "2024"]')
    (place / "map.toml").write_text(head + variables, "utf-8")
    (place / "design.toml").write_text(design, "utf-8")


def test_a_run_of_periods_may_rename_columns_and_add_variables(tmp_path: Path) -> None:
    design = DESIGN + '[periods."2024"]\nweight = "fac"\nnest = true\n'
    several(tmp_path, SEX + LATER, design)
    before = load_survey("ttt/lfs/2022", tmp_path)
    after = load_survey("ttt/lfs/2024", tmp_path)
    assert before.variables["sex"].columns == ("s",)
    assert after.variables["sex"].columns == ("sexo",)
    assert "urban" in before.variables
    assert "urban" not in after.variables
    assert (before.source_design.weight, after.source_design.weight) == ("w", "fac")
    assert after.source_design.nest


@pytest.mark.parametrize(
    ("name", "covered"),
    [
        ("2023", ["2023"]),
        ("2022..2023", ["2022", "2023"]),
        ("2023..", ["2023", "2024"]),
        ("..2023", ["2022", "2023"]),
        ("2022..2024", ["2022", "2023", "2024"]),
    ],
)
def test_a_run_covers_its_ends(name: str, covered: list[str]) -> None:
    periods = ["2022", "2023", "2024"]
    assert [each for each in periods if covers(name, each, periods)] == covered


def test_what_was_not_seen_is_no_silence_and_cannot_be_mapped_too(
    tmp_path: Path,
) -> None:
    survey = atlas(tmp_path, SEX + '[availability]\nunknown = ["place_of_work"]\n')
    assert survey.unknown == {"place_of_work"}
    assert "place_of_work" not in survey.silent
    with pytest.raises(BadInput, match="mapped and declared"):
        atlas(tmp_path / "b", SEX + '[availability]\nunknown = ["sex"]\n')


def test_a_word_of_the_office_needs_a_reason_and_a_variable_of_the_map(
    tmp_path: Path,
) -> None:
    office = '[office.informal_job]\nvariable = "national_none"\nwhy = "filter"\n'
    with pytest.raises(BadInput) as refusal:
        atlas(tmp_path, SEX + office)
    assert refusal.value.code == "HL-MAP-16"
    with pytest.raises(BadInput, match="no reason"):
        atlas(tmp_path / "b", SEX + "[office.sector_of_unit]\n")
