import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headload.errors import BadInput
from headload.measure.protect import load_policy, protect
from headload.measure.protect.rounding import rounding_base
from headload.terms import EstimateSet, Flag, MeasureKind
from unit.releases.made import drawn, estimates, facts, rate, release, total

PRECISION = ("value", "se", "ci_low", "ci_high", "cv", "deff", "df", "n", "n_psu")


def test_under_confidential_nothing_of_the_sample_is_said():
    for cell in release().estimates:
        assert (cell.n, cell.n_band, cell.deff, cell.df, cell.n_psu) == (None,) * 5
        assert cell.value is not None


def test_totals_are_multiples_of_five_mean_weights_and_percentages_follow_them():
    employed, informal = release(total(value=52_345.6), rate(400, 200)).estimates
    assert (employed.value, employed.unit) == (52_000.0, "persons")
    assert informal.value == pytest.approx(100 * 26_000 / 52_000)
    assert (informal.unit, informal.measure) == ("percent", "rate")


def test_a_rate_with_caution_has_no_decimals():
    narrow = rate(40, 18, 5_200.0, ci_low=0.38, ci_high=0.52)
    (cell,) = release(narrow, mean_weight=13.0).estimates
    assert cell.flag is Flag.CAUTION
    assert cell.value == round(cell.value)
    assert (cell.obs_status, cell.conf_status) == ("U", "F")


def test_a_share_is_judged_by_the_interval_that_a_reader_sees():
    narrow = rate(400, 45, 45_000.0, value=0.112, ci_low=0.09, ci_high=0.135)
    assert release(narrow, mean_weight=13.0).estimates[0].flag is Flag.RELIABLE
    (coarse,) = release(narrow, mean_weight=1_000.0).estimates
    assert coarse.flag is Flag.UNRELIABLE
    assert coarse.value is None


@settings(max_examples=60, deadline=None)
@given(
    n_numerator=st.integers(10, 390),
    base=st.floats(20_000.0, 90_000.0),
    mean_weight=st.sampled_from([13.0, 131.0, 400.0]),
)
def test_a_share_that_rounding_moves_by_more_than_its_error_says_so(
    n_numerator, base, mean_weight
):
    exact = rate(400, n_numerator, base)
    (cell,) = release(exact, mean_weight=mean_weight).estimates
    if cell.value is None:
        return
    noted = "rounding_exceeds_error" in cell.note.split()
    assert noted or abs(cell.value - 100 * exact.value) <= 100 * exact.se
    assert cell.ci_low - 1e-9 <= 100 * exact.value <= cell.ci_high + 1e-9


@pytest.mark.parametrize(
    ("cell", "flag", "statuses"),
    [
        (total(400), Flag.RELIABLE, ("A", "F")),
        (total(40), Flag.CAUTION, ("U", "F")),
        (total(20), Flag.UNRELIABLE, ("O", "F")),
        (total(9), Flag.PROTECTED, ("Q", "C")),
        (total(0, 0.0), Flag.PROTECTED, ("Q", "C")),
        (total(400, n_psu=2), Flag.PROTECTED, ("Q", "C")),
        (rate(400, 9), Flag.PROTECTED, ("Q", "C")),
        (rate(400, 391), Flag.PROTECTED, ("Q", "C")),
        (rate(400, 0), Flag.PROTECTED, ("Q", "C")),
        (total(400, 400.0), Flag.PROTECTED, ("Q", "C")),  # rounds to nothing
    ],
)
def test_each_flag_has_its_sdmx_statuses(cell, flag, statuses):
    (made,) = release(cell).estimates
    assert made.flag is flag
    assert (made.obs_status, made.conf_status) == statuses


@pytest.mark.parametrize("policy", ["confidential", "public-use"])
def test_a_withheld_cell_keeps_its_row_and_loses_its_figures(policy):
    low, few = release(total(20), total(3, indicator="x"), policy=policy).estimates
    for cell in (low, few):
        assert cell.withheld
        assert {getattr(cell, name) for name in PRECISION[:7]} == {None}
        assert cell.n_psu is None
    assert few.n is None
    assert low.n == (20 if policy == "public-use" else None)


def test_primary_and_secondary_cells_are_alike_in_public():
    small = total(4, 520.0, dimensions={"sex": "F"})
    large = total(396, 51_480.0, dimensions={"sex": "M"})
    made = release(total(400, 52_000.0), small, large)
    one, other = (
        replace(cell, estimate_id="", dimensions={})
        for cell in made.estimates
        if cell.dimensions
    )
    assert one == other
    assert {decision.reasons for decision in made.private.decisions[1:]} == {
        ("contributors: 4 respondents, threshold 10",),
        ("complementary: could be subtracted from other figures",),
    }


def test_public_use_shows_n_and_figures_as_estimated():
    made = release(total(), rate(400, 9), policy="public-use")
    employed, informal = made.estimates
    assert (employed.value, employed.n, employed.deff) == (52_345.6, 400, 1.5)
    assert employed.n_band == "200-499"
    assert informal.n == 400
    assert informal.value == pytest.approx(2.25)


def test_bands_may_stand_for_n():
    policy = load_policy()
    policy = replace(policy, disclosed=replace(policy.disclosed, n="bands"))
    cells = (total(400), total(20_000, indicator="x"), total(5, indicator="y"))
    made = protect(estimates(*cells), policy=policy, about=facts())
    assert [cell.n_band for cell in made.estimates] == ["200-499", "10000+", None]
    assert {cell.n for cell in made.estimates} == {None}


def test_two_figures_with_one_id_are_refused():
    with pytest.raises(BadInput, match=r"tables T1 and T9.*\n.*HL-PROT-03"):
        release(total(), total(500, table_id="T9"))


def test_one_figure_in_two_tables_is_one_row():
    made = release(total(), total(table_id="T9"))
    assert [cell.table_id for cell in made.estimates] == ["T1"]


def test_dimensions_get_the_names_of_the_release_and_totals_are_left_out():
    made = release(
        total(dimensions={"icse93_status_in_employment": "employee", "sex": "_T"}),
    )
    assert made.estimates[0].dimensions == {"status": "employee"}
    assert made.estimates[0].estimate_id.endswith("employment.status-employee")


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan")])
def test_no_rounding_without_a_mean_weight(weight):
    with pytest.raises(BadInput, match="HL-PROT-04"):
        release(total(), mean_weight=weight)


def test_no_release_without_estimates():
    with pytest.raises(BadInput, match="no estimate to protect"):
        protect(EstimateSet((), 1.0, 0), policy=load_policy(), about=facts())


def test_a_figure_that_is_not_a_number_is_refused():
    with pytest.raises(BadInput, match="is not a number"):
        release(total(se=float("nan")))


def difference(value=0.02, indicator="informal-employment-rate-difference"):
    return rate(
        400,
        200,
        indicator=indicator,
        measure=MeasureKind.DIFFERENCE,
        dimensions={"sex": "F-M"},
        value=value,
        ci_low=value - 0.05,
        ci_high=value + 0.05,
    )


def sides(women=200, men=180):
    return (
        rate(400, women, 52_000.0, dimensions={"sex": "F"}),
        rate(400, men, 52_000.0, dimensions={"sex": "M"}),
    )


def test_a_difference_is_the_difference_of_what_is_published():
    women, men, gap = release(*sides(), difference(0.0523)).estimates
    assert gap.value == pytest.approx(women.value - men.value)
    assert gap.ci_low <= gap.value <= gap.ci_high
    assert gap.unit == "percentage_points"


def test_a_difference_takes_the_worse_flag_of_its_sides():
    *_, gap = release(*sides(women=5), difference()).estimates
    assert gap.flag is Flag.PROTECTED


def test_a_difference_without_its_sides_is_protected():
    (gap,) = release(difference()).estimates
    assert gap.flag is Flag.PROTECTED


def test_a_relative_difference_is_the_percentage_between_what_is_published():
    indicator = "informal-employment-rate-relative-difference"
    gap = replace(difference(0.1112, indicator), unit="relative")
    women, men, relative = release(*sides(), gap).estimates
    assert relative.unit == "percent"
    share = 100 * (women.value / men.value - 1)
    assert relative.value == pytest.approx(share, abs=0.05)
    assert relative.ci_low <= relative.value <= relative.ci_high


def test_a_change_is_the_difference_of_two_published_periods():
    periods = {"2024-Q1": "xts/lfs/2024q1", "2025-Q1": "xts/lfs/2025q1"}
    change = difference(0.0523)
    cells = (
        rate(400, 180, dimensions={"time_period": "2024-Q1"}),
        rate(400, 200, dimensions={"time_period": "2025-Q1"}),
        replace(change, dimensions={"time_period": "2025-Q1-2024-Q1"}),
    )
    about = facts(survey="xts/lfs/2024q1-2025q1", periods=periods)
    made = protect(estimates(*cells), policy=load_policy(), about=about)
    first, second, gap = made.estimates
    assert gap.value == pytest.approx(second.value - first.value)
    assert [cell.time_period for cell in made.estimates] == [
        "2024-Q1",
        "2025-Q1",
        "2024-Q1/2025-Q1",
    ]
    assert [cell.estimate_id.split(".")[0] for cell in made.estimates] == [
        "xts-lfs-2024q1",
        "xts-lfs-2025q1",
        "xts-lfs-2024q1-2025q1",
    ]
    assert [dict(cell.dimensions) for cell in made.estimates] == [{}, {}, {}]
    assert made.find("informal-employment-rate", time_period="2025-Q1") == second


def test_periods_never_add_up_so_one_withheld_takes_no_other_with_it():
    periods = {f"202{i}": f"xts/lfs/202{i}" for i in range(4)}
    cells = [
        total(9 if i == 2 else 400, dimensions={"time_period": period})
        for i, period in enumerate(periods)
    ]
    about = facts(survey="xts/lfs/2020-2023", periods=periods)
    made = protect(estimates(*cells), policy=load_policy(), about=about)
    flags = [cell.flag for cell in made.estimates]
    assert flags == ["", "", Flag.PROTECTED, ""]


def test_a_share_of_a_total_is_published_in_percent():
    share = total(
        indicator="share-of-hours",
        measure=MeasureKind.RATIO,
        unit="share",
        value=0.123456,
        se=0.0012,
        ci_low=0.1211,
        ci_high=0.1258,
        cv=0.01,
    )
    (cell,) = release(share).estimates
    assert (cell.value, cell.unit) == (12.3, "percent")
    assert cell.ci_low <= cell.value <= cell.ci_high


def test_derivation_is_rounded_and_small_nodes_are_withheld():
    first, second, small = release().derivation
    assert (first.n, second.n, small.n) == (1230, 780, None)
    assert small.weighted_share is None
    assert first.weighted_share == pytest.approx(62.1)


def test_the_last_node_but_one_goes_with_a_small_one():
    rule = facts().derivation[0].variable
    two = (facts().derivation[0], facts().derivation[2])
    assert {row.n for row in release(derivation=two).derivation} == {None}
    assert {row.variable for row in release(derivation=two).derivation} == {rule}


def test_the_manifest_names_policy_counts_and_the_limit_of_the_protection():
    manifest = release(total(), rate(400, 5)).manifest
    assert manifest.counts == {
        "estimates": 2,
        "published": 1,
        "caution": 0,
        "unreliable": 0,
        "protected": 1,
    }
    assert manifest.policy.name == "confidential"
    assert any("over all tables together" in warning for warning in manifest.warnings)
    assert any("rounded to 1,000" in note for note in manifest.notes)
    assert manifest.inputs[0]["rows"] == 40_320


def test_the_release_id_changes_with_the_figures_and_with_nothing_else():
    assert release().manifest.id == release().manifest.id
    assert release(total(value=70_000.0)).manifest.id != release().manifest.id
    assert release().manifest.id.startswith("xts-lfs-2025q1.icls17.confidential.")


REMARKS = (
    "3 records have an age over 120.",
    "1,205 values of ISCO-08 are user-missing",
    "The file came without a checksum.",
    "No column for usual_hours: left out of T14.",
    "The code is unknown in 0.2 % of rows",
)


def test_remarks_with_counts_stay_with_the_statistician():
    made = release(warnings=REMARKS)
    assert made.manifest.warnings[:3] == REMARKS[2:]
    assert "kept in the statistician's record" in made.manifest.warnings[3]
    assert made.private.remarks == REMARKS


def test_public_use_prints_all_remarks():
    assert release(warnings=REMARKS, policy="public-use").manifest.warnings == REMARKS


def test_remarks_without_counts_are_all_printed():
    made = release(warnings=REMARKS[2:4])
    assert made.manifest.warnings[:2] == REMARKS[2:4]
    assert len(made.manifest.warnings) == 3


def test_codes_without_a_label_keep_themselves_and_are_counted():
    made = release(total(dimensions={"city": "nowhere"}))
    assert made.codelists["city"]["nowhere"]["es"] == "nowhere"
    assert "1 codes have no label: city nowhere." in made.manifest.warnings


def test_labels_are_given_in_every_language():
    made = release(total(dimensions={"sex": "F"}))
    assert made.codelists["sex"]["F"] == {
        "en": "Women",
        "es": "Mujeres",
        "fr": "Femmes",
    }
    assert made.codelists["indicator"]["employment"]["fr"] == "Employed persons (fr)"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.2, 5_000))
def test_everything_published_under_confidential_is_rounded(seed, weight):
    made = protect(drawn(seed, 300, weight), policy=load_policy(), about=facts())
    base = rounding_base(weight, 5)
    for cell in made.estimates:
        grain = base if cell.measure == "total" else 0.1
        for number in (cell.value, cell.se, cell.ci_low, cell.ci_high):
            if number is not None:
                assert number / grain == pytest.approx(round(number / grain), abs=1e-6)
        if cell.value is not None:
            assert cell.ci_low <= cell.value <= cell.ci_high


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_shown_cell_rests_on_fewer_than_the_threshold(seed):
    made = protect(drawn(seed, 300), policy=load_policy(), about=facts())
    pairs = zip(made.estimates, made.private.estimates.estimates, strict=True)
    for cell, source in pairs:
        if not cell.withheld:
            assert min(source.n, source.n_numerator) >= 10
            assert source.measure == "total" or source.n - source.n_numerator >= 10


def test_the_public_part_of_a_release_can_be_written_as_json_without_the_private():
    text = json.dumps(release().receipt())
    assert "52345" not in text
