"""Plans: how they are read, what they leave out, and what they refuse."""

from pathlib import Path

import pytest

from headload.errors import WrongUse
from headload.measure.estimate import (
    load_plan,
    shipped_plans,
    standard_plan,
)
from headload.terms import LANGUAGES, MeasureKind, codelist

NAMES = {
    "sex": "sex",
    "urban": "urban",
    "employed": "icls19_employed",
    "informal_job": "icls17_informal_job",
    "sector_of_unit": "icls17_sector_of_unit",
    "street_vendor": "street_vendor",
    "waste_picker": "waste_picker",
    "usual_hours": "usual_hours",
}

PLAN = """
[dimensions]
sex = "sex"
[[tables]]
id = "T2"
title = {en = "Informal employment", es = "Empleo informal"}
by = [[], ["sex"]]
[[tables.measures]]
indicator = "informal-employment-rate"
kind = "rate"
unit = "share"
of = "informal_job"
among = "employed"
labels = {en = "Informal employment rate"}
"""

GROUPS = """
rows = {dimension = "worker_group", columns = ["street_vendor", "waste_picker"]}
"""


def test_words_become_columns() -> None:
    plan = load_plan(PLAN, names=NAMES)
    (table,) = plan.tables
    (measure,) = table.measures
    assert plan.dimensions == {"sex": "sex"}
    assert table.by == ((), ("sex",))
    assert table.title == {"en": "Informal employment", "es": "Empleo informal"}
    assert measure.kind is MeasureKind.RATE
    assert (measure.of, measure.among) == ("icls17_informal_job", "icls19_employed")
    assert measure.dimensions == {}


def test_a_plan_can_be_a_file(tmp_path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    assert load_plan(path, names=NAMES) == load_plan(PLAN, names=NAMES)
    assert load_plan(str(path), names=NAMES) == load_plan(PLAN, names=NAMES)


def test_a_measure_without_population_is_among_everyone() -> None:
    text = PLAN.replace('among = "employed"\n', "")
    assert load_plan(text, names=NAMES).tables[0].measures[0].among is None


def test_a_condition_can_be_a_list_with_denials_and_codes() -> None:
    among = '["employed", "not street_vendor", "sector_of_unit = informal_sector"]'
    text = PLAN.replace('among = "employed"', f"among = {among}")
    assert load_plan(text, names=NAMES).tables[0].measures[0].among == (
        "icls19_employed and not street_vendor"
        " and icls17_sector_of_unit = informal_sector"
    )


def test_rows_of_columns_expand_to_one_measure_each() -> None:
    text = PLAN.replace('among = "employed"', 'among = ["employed", "row"]') + GROUPS
    measures = load_plan(text, names=NAMES).tables[0].measures
    assert [m.dimensions for m in measures] == [
        {"worker_group": "street_vendor"},
        {"worker_group": "waste_picker"},
    ]
    assert measures[1].among == "icls19_employed and waste_picker"


def test_rows_of_a_code_column_expand_to_every_code_of_its_list() -> None:
    rows = 'rows = {dimension = "sector_of_unit", of_code_column = "sector_of_unit"}'
    text = PLAN.replace('of = "informal_job"', 'of = ["informal_job", "row"]') + rows
    measures = load_plan(text, names=NAMES).tables[0].measures
    codes = [m.dimensions["sector_of_unit"] for m in measures]
    assert codes == list(codelist("sector_of_unit").codes)
    assert measures[0].of == (
        "icls17_informal_job and icls17_sector_of_unit = informal_sector"
    )


def test_rows_leave_out_the_code_for_not_asked() -> None:
    rows = 'rows = {dimension = "place_of_work", of_code_column = "place_of_work"}'
    text = PLAN.replace('of = "informal_job"', 'of = "not row"') + rows
    names = {**NAMES, "place_of_work": "place_of_work"}
    measures = load_plan(text, names=names).tables[0].measures
    assert len(measures) == len(codelist("place_of_work").codes) - 1
    assert measures[0].of == "not place_of_work = own_dwelling"


GRID = """
[rows.groups]
dimension = "worker_group"
columns = ["street_vendor", "waste_picker"]
[rows.others]
dimension = "other_worker_group"
columns = ["street_vendor", "waste_picker"]
[rows.sectors]
dimension = "sector"
of_code_column = "sector_of_unit"
"""
CROSSED = GRID + PLAN.replace('"informal_job"', '"column"').replace(
    '"employed"', '["employed", "row"]'
)


def test_rows_and_columns_give_a_measure_for_each_pair() -> None:
    text = CROSSED + 'rows = "groups"\ncolumns = "sectors"'
    measures = load_plan(text, names=NAMES).tables[0].measures
    assert len(measures) == 2 * len(codelist("sector_of_unit").codes)
    assert measures[0].dimensions == {
        "worker_group": "street_vendor",
        "sector": "informal_sector",
    }
    assert measures[0].of == "icls17_sector_of_unit = informal_sector"
    assert measures[0].among == "icls19_employed and street_vendor"


def test_a_word_is_never_paired_with_itself_and_once_gives_each_pair_one_way() -> None:
    text = CROSSED + 'rows = "groups"\ncolumns = "others"\n'
    both = load_plan(text, names=NAMES).tables[0].measures
    once = load_plan(text + 'pairs = "once"', names=NAMES).tables[0].measures
    pairs = [tuple(measure.dimensions.values()) for measure in both]
    assert pairs == [
        ("street_vendor", "waste_picker"),
        ("waste_picker", "street_vendor"),
    ]
    assert once == both[:1]


def test_the_part_of_a_ratio_can_be_a_row() -> None:
    text = GRID + PLAN.replace('"rate"', '"ratio"').replace(
        'of = "informal_job"',
        'of = "usual_hours"\nper = "usual_hours"\npart = "row"\nrows = "groups"',
    )
    parts = [m.part for m in load_plan(text, names=NAMES).tables[0].measures]
    assert parts == ["street_vendor", "waste_picker"]


@pytest.mark.parametrize(
    ("rest", "code", "said"),
    [
        ('rows = "groups"', "HL-EST-02", "has no columns"),
        ('rows = "groups"\ncolumns = "groups"', "HL-EST-08", "same dimension"),
        ('rows = "groups"\ncolumns = "others"\npairs = 2', "HL-EST-02", "pairs"),
        ('columns = "sectors"\npairs = "once"', "HL-EST-02", "pairs"),
        ('rows = "groups"\ncolumns = "none"', "HL-EST-02", 'no columns "none"'),
    ],
)
def test_wrong_pairs_are_refused(rest, code, said) -> None:
    with pytest.raises(WrongUse) as refusal:
        load_plan(CROSSED + rest, names=NAMES)
    assert refusal.value.code == code
    assert said in str(refusal.value)


def test_a_word_that_the_records_cannot_show_is_left_out() -> None:
    text = PLAN.replace('among = "employed"', 'among = ["employed", "row"]') + GROUPS
    names = {word: name for word, name in NAMES.items() if word != "waste_picker"}
    plan = load_plan(text, names=names, absent=["waste_picker"])
    assert [m.among for m in plan.tables[0].measures] == [
        "icls19_employed and street_vendor"
    ]
    assert plan.left_out == ("waste_picker is not available: left out of table T2",)


def test_a_code_that_the_survey_cannot_give_is_left_out_not_zero() -> None:
    rows = 'rows = {dimension = "sector_of_unit", of_code_column = "sector_of_unit"}'
    text = PLAN.replace('of = "informal_job"', 'of = "row"') + rows
    plan = load_plan(text, names=NAMES, codes={"sector_of_unit": ("formal_sector",)})
    assert [m.of for m in plan.tables[0].measures] == [
        "icls17_sector_of_unit = formal_sector"
    ]
    assert plan.left_out == (
        "sector_of_unit = informal_sector, household_sector is not available: "
        "left out of table T2",
    )


def test_codes_that_only_the_map_lists_can_be_rows_and_are_checked() -> None:
    names, codes = {**NAMES, "city": "city"}, {"city": ("quito", "cuenca")}
    rows = 'rows = {dimension = "city", of_code_column = "city"}'
    text = PLAN.replace('of = "informal_job"', 'of = "row"') + rows
    measures = load_plan(text, names=names, codes=codes).tables[0].measures
    assert [m.of for m in measures] == ["city = quito", "city = cuenca"]
    wrong = PLAN.replace('"employed"', '"city = quitto"')
    with pytest.raises(WrongUse, match="closest names: quito") as refusal:
        load_plan(wrong, names=names, codes=codes)
    assert refusal.value.code == "HL-EST-07"


def test_the_cells_of_a_plan_are_counted_from_code_lists() -> None:
    names = {**NAMES, "city": "city", "occupation_isco08": "occupation_isco08"}
    text = PLAN.replace('sex = "sex"', 'sex = "sex"\ncity = "city"').replace(
        '[[], ["sex"]]', '[[], ["sex"], ["city", "sex"]]'
    )
    sexes = len(codelist("sex").codes)
    assert load_plan(text, names=names).cells == {"T2": 1 + sexes + 100 * sexes}
    codes = {"city": ("quito", "cuenca"), "sex": ("M", "F")}
    assert load_plan(text, names=names, codes=codes).cells == {"T2": 1 + 2 + 4}
    of_jobs = text.replace('city = "city"', 'city = "occupation_isco08"')
    jobs = len(codelist("isco08").codes)
    cells = load_plan(of_jobs, names=names, codes={"sex": ("M", "F")}).cells
    assert cells == {"T2": 1 + 2 + 2 * jobs}


def test_a_plan_too_large_for_any_machine_is_refused_with_its_table() -> None:
    names = {**NAMES, "region": "region", "city": "city"}
    text = PLAN.replace(
        'sex = "sex"', 'sex = "sex"\na = "city"\nb = "region"\nc = "city"'
    ).replace('["sex"]]', '["sex", "a", "b", "c"]]')
    with pytest.raises(WrongUse, match="1,000,000 cells") as refusal:
        load_plan(text, names=names)
    assert refusal.value.code == "HL-EST-09"
    assert "table T2, informal-employment-rate: 3,000,001" in str(refusal.value)


def test_an_absent_optional_word_takes_its_figures_away_and_is_told() -> None:
    text = (
        'optional = ["urban", "city", "market_trader", "actual_hours"]\n'
        + PLAN.replace('sex = "sex"', 'sex = "sex"\ncity = "city"')
        .replace('by = [[], ["sex"]]', 'by = [[], ["city"], ["city", "sex"]]')
        .replace('of = "informal_job"', 'of = "row"')
        + 'rows = {dimension = "g", columns = ["market_trader", "street_vendor"]}\n'
        + PLAN[PLAN.index("[[tables]]") :]
        .replace("T2", "T14")
        .replace('of = "informal_job"', 'of = "actual_hours"')
    )
    plan = load_plan(text, names=NAMES)
    (table,) = plan.tables
    assert table.by == ((),)
    assert [m.dimensions for m in table.measures] == [{"g": "street_vendor"}]
    assert plan.dimensions == {"sex": "sex"}
    assert plan.left_out == (
        "city is not available: left out of the dimensions",
        "market_trader is not available: left out of table T2",
        "actual_hours is not available: left out of table T14",
    )


REFUSALS = [
    ("not TOML", ("[[tables]]", "[[tables"), "HL-EST-01", "TOML"),
    ("unknown key", ('among = "', 'amongst = "'), "HL-EST-02", "closest names: among"),
    (
        "no English",
        ('{en = "Informal employment rate"}', '{es = "x"}'),
        "HL-EST-02",
        "",
    ),
    ("unknown language", ('{en = "Inf', '{xx = "a", en = "Inf'), "HL-EST-02", "xx"),
    ("no title", ("title =", "by_title ="), "HL-EST-02", "closest names: title"),
    ("unknown word", ('"employed"', '"employd"'), "HL-EST-03", "closest names: empl"),
    ("unknown word of a dimension", ('= "sex"', '= "sx"'), "HL-EST-03", "sex"),
    ("unknown kind", ('"rate"', '"rates"'), "HL-EST-04", "closest names: rate"),
    ("a kind not for plans", ('"rate"', '"median age"'), "HL-EST-04", "median"),
    ("unreadable", ('"employed"', '"employed or not"'), "HL-EST-06", "employed or not"),
    (
        "unknown code",
        ('"employed"', '"sector_of_unit = informal"'),
        "HL-EST-07",
        "informal_sector",
    ),
    ("unknown dimension", ('["sex"]', '["gender"]'), "HL-EST-08", "gender"),
    ("unknown breakdowns", ('by = [[], ["sex"]]', 'by = "all"'), "HL-EST-08", "all"),
    ("breakdowns not lists", ('by = [[], ["sex"]]', "by = 3"), "HL-EST-02", "by"),
    ("breakdown not a list", ('by = [[], ["sex"]]', "by = [3]"), "HL-EST-02", "by"),
    ("nothing counted", ('of = "informal_job"', ""), "HL-EST-02", "`of`"),
    ("not kebab-case", ("informal-employment-rate", "Rate_1"), "HL-EST-02", "kebab"),
    ("row without rows", ('"employed"', '["employed", "row"]'), "HL-EST-02", "row"),
    ("no measures", (PLAN[PLAN.index("[[tables.m") :], ""), "HL-EST-02", "measures"),
    ("no tables", (PLAN[PLAN.index("[[tables]]") :], ""), "HL-EST-02", "tables"),
    (
        "dimensions not a section",
        ('[dimensions]\nsex = "sex"', "dimensions = 1"),
        "HL-EST-02",
        "dimensions",
    ),
    (
        "tables not sections",
        (PLAN, "tables = [1]\n"),
        "HL-EST-02",
        "section",
    ),
    (
        "among neither text nor list",
        ('among = "employed"', "among = 1"),
        "HL-EST-02",
        "among",
    ),
]


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [case[1:] for case in REFUSALS],
    ids=[case[0] for case in REFUSALS],
)
def test_a_wrong_plan_is_refused_with_a_hint(change, code, hint) -> None:
    text = PLAN.replace(*change)
    assert text != PLAN
    with pytest.raises(WrongUse) as refusal:
        load_plan(text, names=NAMES)
    assert refusal.value.code == code
    assert hint in str(refusal.value)


@pytest.mark.parametrize(
    ("rows", "hint"),
    [
        ('rows = "groups"', "groups"),
        ('rows = {dimension = "g"}', "either columns or a code column"),
        ('rows = {dimension = "g", columns = ["employed"]}', 'no condition says "row"'),
        ('rows = {dimension = "g", of_code_column = "employed"}', "no code list"),
    ],
)
def test_wrong_rows_are_refused(rows, hint) -> None:
    with pytest.raises(WrongUse) as refusal:
        load_plan(PLAN + rows, names=NAMES)
    assert refusal.value.code == "HL-EST-02"
    assert hint in str(refusal.value)


def test_a_mean_needs_one_number_column() -> None:
    text = PLAN.replace('"rate"', '"mean"').replace(
        'of = "informal_job"', 'of = "not informal_job"'
    )
    with pytest.raises(WrongUse, match="one number column"):
        load_plan(text, names=NAMES)


def test_the_same_figure_asked_for_twice_is_refused() -> None:
    second = PLAN[PLAN.index("[[tables]]") :]
    with pytest.raises(WrongUse, match="same id twice") as refusal:
        load_plan(PLAN + second, names=NAMES)
    assert refusal.value.code == "HL-EST-05"
    again = second.replace("T2", "T3").replace('[[], ["sex"]]', '[["sex"]]')
    with pytest.raises(WrongUse, match="first in table T2") as refusal:
        load_plan(PLAN + again, names=NAMES)
    assert refusal.value.code == "HL-EST-05"


def test_a_breakdown_cannot_repeat_the_dimension_of_the_rows() -> None:
    rows = 'rows = {dimension = "sex", columns = ["street_vendor"]}'
    text = PLAN.replace('of = "informal_job"', 'of = "row"') + rows
    with pytest.raises(WrongUse) as refusal:
        load_plan(text, names=NAMES)
    assert refusal.value.code == "HL-EST-08"


def test_a_missing_plan_file_is_refused(tmp_path) -> None:
    with pytest.raises(WrongUse, match="No such file") as refusal:
        load_plan(Path(tmp_path / "none.toml"), names=NAMES)
    assert refusal.value.code == "HL-EST-01"


STANDARD = {
    word: word
    for word in (
        *("sex", "urban", "city", "working_age", "employed", "unemployed", "women"),
        *("labour_force", "informal_job", "sector_of_unit", "status_in_employment"),
        *("branch_of_activity", "agriculture", "usual_hours", "actual_hours"),
        *("informality", "age_band", "education", "usual_hours_band"),
        *("actual_hours_band", "place_group", "domestic_worker_residence"),
        *("home_based_worker_type", "waste_picker_place", "has_pension"),
        *("has_health_insurance", "has_pension_or_health_insurance"),
        *("employer_contributes", "monthly_earnings", "hourly_earnings", "low_paid"),
        "value_added",
        *codelist("worker_group").codes,
    )
}


def test_the_standard_plan_has_the_tables_of_a_brief_in_every_language() -> None:
    names = {**STANDARD, "time_period": "time_period"}
    plan = standard_plan(names=names, codes={"time_period": ("2018-Q4", "2019-Q1")})
    ids = [table.id for table in plan.tables]
    assert ids == [
        *("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T10-women"),
        *("T11", "T12", "T13", "T14", "T14-bands", "T15", "T16", "T17", "T18"),
        *("T19", "T21", "T23"),
    ]
    assert plan.left_out == ()
    for table in plan.tables:
        assert set(table.title) == set(LANGUAGES)
        assert all(set(measure.labels) == set(LANGUAGES) for measure in table.measures)


def test_the_standard_plan_leaves_out_what_it_says_it_leaves_out() -> None:
    head = " ".join(shipped_plans()["standard"].split("optional = ")[0].split())
    for table in ("T19, the trend", "T20, ICLS-17", "T22, poverty", "T24, quality"):
        assert table in head


def test_the_standard_plan_has_a_row_for_every_worker_group() -> None:
    tables = {table.id: table for table in standard_plan(names=STANDARD).tables}
    groups = [m.dimensions["worker_group"] for m in tables["T9"].measures]
    assert groups == list(codelist("worker_group").codes)


def test_a_survey_without_city_and_hours_loses_their_columns_and_tables() -> None:
    gone = {"city", "usual_hours", "actual_hours"}
    names = {k: v for k, v in STANDARD.items() if k not in gone}
    plan = standard_plan(names=names)
    assert "city" not in plan.dimensions
    assert plan.tables[0].by == ((), ("sex",), ("urban",), ("urban", "sex"))
    assert "T14" not in [table.id for table in plan.tables]
    assert len(plan.left_out) == 3
    assert plan.left_out[-1].endswith("left out of tables T14, T21")


def test_the_standard_plan_cannot_do_without_employment() -> None:
    names = {k: v for k, v in STANDARD.items() if k != "employed"}
    with pytest.raises(WrongUse) as refusal:
        standard_plan(names=names)
    assert refusal.value.code == "HL-EST-03"


def test_the_standard_plan_says_that_it_goes_without_informality() -> None:
    names = {k: v for k, v in STANDARD.items() if k != "informal_job"}
    plan = standard_plan(names=names)
    indicators = {m.indicator for table in plan.tables for m in table.measures}
    assert "employment" in indicators
    assert not any("informal" in indicator for indicator in indicators)
    assert any("informal_job is not available" in line for line in plan.left_out)
