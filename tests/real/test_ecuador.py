"""Ecuador, ENEMDU 2021 Q1: INEC's published figures and R's standard errors.

The reference was made with R 4.2.2 and survey 4.1.1:

    d <- svydesign(ids = ~upm, strata = ~estrato, weights = ~fexp, data = enemdu)
    svytotal(~empleo, d); svyby(~informal, ~dominio, subset(d, empleo == 1), svymean)
    svyciprop(~informal, subset(d, empleo == 1), method = "logit")
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.measure.audit.attack import Attack
from headload.measure.audit.knowledge import knowledge_of
from headload.measure.estimate import Measure, Plan, TableSpec, estimate
from headload.measure.harmonise import harmonise, load_survey
from headload.measure.pipeline import words_for, working_folder
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.measure.pipeline.measure import derived, read_source
from headload.measure.read import ReadRequest
from headload.releases import read_release
from headload.terms import Estimate, MeasureKind
from needs import real_data

SURVEY = "ecu/enemdu/2021q1"
FOLDER = "ecuador-enemdu-2021q1"
GROUPS = (
    "domestic_worker",
    "home_based_worker",
    "street_vendor",
    "waste_picker",
    "garment_worker",
)


@pytest.fixture(scope="module")
def file() -> Path:
    return real_data(f"{FOLDER}/enemdu_2021q1_spss.zip")


@pytest.fixture(scope="module")
def release(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ecuador") / "R"
    arguments = ["measure", str(file), "--survey", SURVEY, "--out", str(out)]
    assert run([*arguments, "--policy", "public-use", "--quiet"]) == 0
    return out


def test_every_published_figure_is_met(
    release: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["check", str(release), "--json"]) == 0
    proof = json.loads(capsys.readouterr().out)
    published = real_data(f"{FOLDER}/published.csv").read_text("utf-8").splitlines()
    rows = [row for row in csv.DictReader(published) if row["indicator"]]
    assert len(proof["checks"]) == len(rows) == 13
    assert [each["title"] for each in proof["checks"] if not each["met"]] == []


def test_our_sector_rule_agrees_with_inec_on_every_employed_person(
    release: Path,
) -> None:
    private = release.with_name("R.private")
    proof = json.loads((private / "checks.json").read_text("utf-8"))
    agreement = proof["agreements"][0]
    assert (agreement["records"], agreement["agree"]) == (40337, 40337)


@pytest.mark.parametrize(
    ("table", "indicator", "over"),
    [
        ("T6", "share-of-formal-employment", "activity"),
        ("T7", "share-of-informal-employment", "age"),
        ("T7", "share-of-employment", "education"),
        ("T8", "share-of-informal-employment-outside-agriculture", "place_of_work"),
        ("T12", "share-of-group", "status"),
        ("T13", "share-of-group", "age"),
        ("T14-bands", "share-of-group-by-actual-hours", "hours_band"),
        ("T16", "share-of-group", "domestic_worker_residence"),
        ("T21", "share-of-hours", "informality"),
    ],
)
def test_the_shares_of_a_table_add_up_to_all(
    release: Path, table: str, indicator: str, over: str
) -> None:
    shares: dict[frozenset[tuple[str, str]], list[float | None]] = {}
    for cell in read_release(release).estimates:
        if (cell.table_id, cell.indicator) == (table, indicator):
            rest = frozenset(cell.dimensions.items()) - {(over, cell.code(over))}
            if over in cell.dimensions:
                shares.setdefault(rest, []).append(cell.value)
    whole = [sum(map(float, found)) for found in shares.values() if None not in found]  # type: ignore[arg-type]
    assert whole
    assert whole == pytest.approx([100.0] * len(whole))


def test_what_is_published_unrounded_does_not_contradict_itself(release: Path) -> None:
    # sums of millions of weights differ in their last digits: no contradiction
    known = knowledge_of([read_release(release)])
    assert Attack(known, known.rows).is_possible()


@pytest.fixture(scope="module")
def against_r(file: Path) -> dict[str, Estimate]:
    """Estimate what R estimated, through our rooms."""
    survey = load_survey(SURVEY)
    words = words_for("icls17", survey.employment_standard)
    with (
        working_folder() as folder,
        open_engine(EngineSettings(), folder) as connection,
    ):
        data = read_source(file, survey, ReadRequest(), folder)
        persons, _ = harmonise(data, survey, connection)
        persons, names = derived(persons, words)
        plan = Plan(
            tables=(
                TableSpec("R", {"en": "R"}, tuple(_measures(names)), ((),)),
                TableSpec(
                    "R-by",
                    {"en": "R"},
                    (_informal(names),),
                    (("sex",), ("urban",), ("city",)),
                ),
                TableSpec(
                    "R-urban",
                    {"en": "R"},
                    (_unemployment(names, "unemployment-rate-by-area"),),
                    (("urban",),),
                ),
            ),
            dimensions={"sex": "sex", "urban": "urban", "city": "city"},
        )
        found = estimate(persons, plan, survey.source_design.design)
    cells = {}
    for cell in found.estimates:
        key = "-".join([cell.indicator, *cell.dimensions.values()])
        cells[key] = cell
    return cells


def _measures(names: dict[str, str]) -> Iterator[Measure]:
    employed, sector = names["employed"], "national_secemp = 2"
    total, rate = MeasureKind.TOTAL, MeasureKind.RATE
    domestic = "national_secemp = 3"
    for name, kind, of, among in (
        ("total_employed", total, employed, None),
        ("total_unemployed", total, "unemployed", None),
        ("total_informal_sector", total, sector, employed),
        ("total_domestic", total, domestic, employed),
        ("informal_sector_share_all", rate, sector, employed),
        ("employment_pop_ratio", rate, employed, "working_age"),
        ("domestic_share", rate, domestic, employed),
    ):
        yield Measure(name, kind, of, among, "persons", {}, {"en": name})
    yield _unemployment(names, "unemployment_rate")
    yield Measure("mean_age", MeasureKind.MEAN, "age", None, "years", {}, {"en": "age"})


def _informal(names: dict[str, str]) -> Measure:
    return Measure(
        "informal_sector_share",
        MeasureKind.RATE,
        "national_secemp = 2",
        names["employed"],
        "share",
        {},
        {"en": "informal"},
    )


def _unemployment(names: dict[str, str], indicator: str) -> Measure:
    return Measure(
        indicator,
        MeasureKind.RATE,
        "unemployed",
        names["labour_force"],
        "share",
        {},
        {"en": "unemployment"},
    )


OURS = {
    "informal_sector_share": "informal_sector_share_all",
    "informal_sector_share_sex1": "informal_sector_share-M",
    "informal_sector_share_area1": "informal_sector_share-U",
    "unemployment_rate_area1": "unemployment-rate-by-area-U",
    "informal_sector_share_dominio1": "informal_sector_share-quito",
    "informal_sector_share_dominio5": "informal_sector_share-ambato",
    "informal_sector_share_dominio6": "informal_sector_share-rest_of_country",
}
PRINTED = 2e-10  # the reference is printed with ten significant digits


def test_estimates_and_standard_errors_equal_those_of_r(
    against_r: dict[str, Estimate],
) -> None:
    text = real_data(f"{FOLDER}/r_survey_reference.csv").read_text("utf-8")
    compared = 0
    for row in csv.DictReader(text.splitlines()):
        if not row["cv_pct"]:
            continue
        cell = against_r[OURS.get(row["name"], row["name"])]
        assert cell.value == pytest.approx(float(row["estimate"]), rel=1e-8)
        assert cell.se == pytest.approx(float(row["se"]), rel=1e-8)
        assert cell.cv is not None
        assert 100 * cell.cv == pytest.approx(float(row["cv_pct"]), rel=1e-8)
        compared += 1
    assert compared == 15


def test_interval_design_effect_and_degrees_of_freedom_equal_those_of_r(
    against_r: dict[str, Estimate],
) -> None:
    share = against_r["informal_sector_share_all"]
    assert share.ci_low == pytest.approx(0.4550858803, rel=1e-8)
    assert share.ci_high == pytest.approx(0.4733339878, rel=1e-8)
    assert share.deff == pytest.approx(3.53133338, rel=1e-8)
    assert share.df == 3686


def test_the_release_holds_the_groups_for_country_areas_sexes_and_cities(
    release: Path,
) -> None:
    read_release(release)
    rows = pq.read_table(release / "estimates.parquet").to_pylist()
    there = {
        (row["indicator"], row["worker_group"], row["sex"], row["urban"], row["city"])
        for row in rows
    }
    cities = ("quito", "guayaquil", "cuenca", "machala", "ambato", "rest_of_country")
    for group in GROUPS:
        for indicator in (
            "employment",
            "share-of-employment",
            "share-of-women",
            "informal-employment-rate",
        ):
            assert (indicator, group, "_T", "_T", "_T") in there
            assert (indicator, group, "_T", "U", "_T") in there
            for city in cities:
                assert (indicator, group, "_T", "_T", city) in there
        assert ("informal-employment-rate", group, "F", "_T", "_T") in there


def test_a_published_cell_carries_its_precision(release: Path) -> None:
    rows = pq.read_table(release / "estimates.parquet").to_pylist()
    shown = [row for row in rows if row["value"] is not None]
    assert shown
    for row in shown:
        assert row["se"] is not None
        assert row["n"] is not None
        assert row["ci_low"] <= row["value"] <= row["ci_high"]


def test_the_file_passes_the_check_of_its_map(
    file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["surveys", "check", SURVEY, str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["clean"]
