import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from headload.errors import BadInput
from headload.measure.publish import publish
from headload.products import make_products
from headload.products.charts.chart import Chart
from headload.products.charts.dates import places
from headload.products.charts.draw import draw_charts
from headload.products.charts.files import framed
from headload.products.charts.lines import areas, slope, trend
from headload.products.charts.outline import SVG
from headload.products.charts.spread import APART, spread
from headload.products.charts.style import MIST, OCHRE, PLUM, TEAL
from headload.products.labels import PRODUCT_LANGUAGES
from headload.products.numbers import DASH
from headload.products.prose import Prose, prose_shipped
from headload.products.words import Words
from headload.releases import read_release
from headload.terms import Estimate
from unit.products.over_time import FIRST, LAST, SECOND, periodic
from unit.products.test_brief_of_a_release import allowed, numbers_in
from unit.releases.made import rate, release


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return periodic(tmp_path_factory.mktemp("periods"))


@pytest.fixture(scope="module")
def charts(sealed: Path) -> Path:
    made = make_products(sealed, languages=PRODUCT_LANGUAGES, only=["charts"])
    return made / "charts"


@pytest.fixture(scope="module")
def prose(sealed: Path) -> Prose:
    return Prose(Words(read_release(sealed), "en"))


def words(charts: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((charts / f"{name}.json").read_text("utf-8"))
    return found


def test_several_periods_are_drawn_as_trend_and_slope_in_every_language(
    charts: Path,
) -> None:
    made = {path.name for path in charts.iterdir()}
    for form in ("trend", "slope"):
        for language in PRODUCT_LANGUAGES:
            for kind in ("svg", "png", "csv", "json"):
                assert f"{form}.{language}.{kind}" in made


def test_the_data_of_a_trend_are_published_cells_and_lack_the_withheld_period(
    sealed: Path, charts: Path
) -> None:
    cells = {cell.estimate_id: cell for cell in read_release(sealed).estimates}
    rows = list(csv.DictReader(io.StringIO((charts / "trend.en.csv").read_text())))
    shown = [cells[row["estimate_id"]] for row in rows]
    assert [float(row["value"]) for row in rows] == [cell.value for cell in shown]
    assert [(cell.dimensions["sex"], cell.time_period) for cell in shown] == [
        ("F", FIRST),
        ("F", LAST),
        ("M", FIRST),
        ("M", SECOND),
        ("M", LAST),
    ]


def test_a_withheld_period_is_named_and_no_line_crosses_its_gap(prose: Prose) -> None:
    drawn = trend(prose)
    assert drawn is not None
    assert f"Too few interviews to show: April{DASH}June 2024, women." in drawn.note
    assert f"April{DASH}June 2024, women" not in drawn.alt
    assert joined(drawn, PLUM) == [0, 0]
    assert joined(drawn, OCHRE) == [2]


def test_a_chart_is_the_same_whatever_others_have_registered(
    prose: Prose, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = trend(prose)
    assert drawn is not None
    registered = {SVG: "other", "urn:another": ""}
    for address, prefix in registered.items():
        monkeypatch.setitem(ElementTree._namespace_map, address, prefix)
    again = trend(prose)
    assert again is not None
    assert again.svg == drawn.svg
    assert framed(again) == framed(drawn)
    assert drawn.svg.startswith(f'<svg xmlns="{SVG}"')


def joined(drawn: Chart, colour: str) -> list[int]:
    """Return how many steps each line of a colour has from one period to another."""
    paths = re.findall(r"<path [^>]*>", drawn.svg)
    dashed = [
        each
        for each in paths
        if f'stroke="{colour}"' in each and "stroke-dasharray" in each
    ]
    assert dashed, [each for each in paths if colour in each]
    return [re.findall(r' d="([^"]*)"', each)[0].count("L") for each in dashed]


def test_a_group_with_one_side_withheld_is_named_and_has_no_line(
    prose: Prose,
) -> None:
    drawn = slope(prose)
    assert drawn is not None
    assert f"January{DASH}March 2025, domestic workers" in drawn.note
    assert f"April{DASH}June 2024, domestic workers 72" in drawn.alt
    assert f"January{DASH}March 2025, domestic workers" not in drawn.alt


def test_a_line_has_colour_only_where_the_tested_change_excludes_zero(
    prose: Prose,
) -> None:
    drawn = slope(prose)
    assert drawn is not None
    steps = {colour: drawn.svg.count(f'stroke="{colour}"') for colour in (TEAL, MIST)}
    whiskers, lines = 2, 1
    assert steps[TEAL] == whiskers + lines
    assert steps[MIST] > steps[TEAL]


def test_no_slope_is_drawn_over_time_for_one_period_nor_over_areas_without_rural(
    prose: Prose, tmp_path: Path
) -> None:
    sealed = publish(release(), tmp_path / "R")
    one = Prose(Words(read_release(sealed), "en"))
    assert (trend(one), slope(one), areas(one)) == (None, None, None)
    assert areas(prose) is None


def test_urban_and_rural_rates_of_two_groups_make_a_slope(tmp_path: Path) -> None:
    sealed = publish(release(*by_area(), policy="public-use"), tmp_path / "R")
    drawn = areas(Prose(Words(read_release(sealed), "es")))
    assert drawn is not None
    assert "Urbano, venta ambulante 50 (" in drawn.alt
    assert "Rural, venta ambulante 75 (" in drawn.alt
    assert drawn.source.endswith("enero a marzo de 2025; cálculo con Headload.")


def by_area() -> list[Estimate]:
    codes = ("street_vendor", "home_based_worker")
    return [
        rate(900, n, dimensions={"worker_group": code, "urban": area})
        for code in codes
        for area, n in (("U", 450), ("R", 675))
    ]


@pytest.mark.parametrize("language", PRODUCT_LANGUAGES)
def test_no_number_of_the_words_of_a_chart_is_not_in_the_release(
    sealed: Path, charts: Path, language: str
) -> None:
    known = allowed(read_release(sealed)) | {"2024", "2025"}
    for form in ("trend", "slope"):
        said = " ".join(words(charts, f"{form}.{language}").values())
        assert numbers_in(said, language) - known == set()
        assert len(numbers_in(said, language)) > 8


@pytest.mark.parametrize("name", ["alt_trend", "alt_slope"])
def test_a_line_chart_without_its_figures_in_words_is_refused(
    prose: Prose, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(prose_shipped(), name, {"en": "Lines"})  # type: ignore[arg-type]
    with pytest.raises(BadInput) as found:
        draw_charts(prose)
    assert found.value.code == "HL-PUB-09"


@pytest.mark.parametrize("name", ["trend_title", "slope_subtitle", "quarter"])
def test_a_line_chart_with_an_untranslated_string_is_refused(
    prose: Prose, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(prose_shipped(), name, {"es": "Solo"})  # type: ignore[arg-type]
    with pytest.raises(BadInput) as found:
        draw_charts(prose)
    assert found.value.code == "HL-PUB-07"


def test_a_chart_of_several_periods_names_them_in_its_source(charts: Path) -> None:
    source = words(charts, "trend.en")["source"]
    assert f"January{DASH}March 2024 to January{DASH}March 2025" in source


@pytest.mark.parametrize(
    ("periods", "at"),
    [
        (["2018-Q4", "2019-Q1"], [2018.75, 2019.0]),
        (["2019-01", "2019-07"], [2019.0, 2019.5]),
        (["2011-12", "2012-13"], [2011.0, 2012.0]),
        (["2015", "2018"], [2015.0, 2018.0]),
        (["2015-S2", "wave 3"], [0.0, 1.0]),
    ],
)
def test_periods_stand_as_far_apart_as_in_the_calendar(
    periods: list[str], at: list[float]
) -> None:
    assert list(places(periods).values()) == at


def test_labels_that_would_touch_are_moved_apart_in_their_order() -> None:
    placed = spread([70.0, 50.0, 51.0, 52.0], (0.0, 100.0), 100.0)
    assert sorted(placed) == [placed[1], placed[2], placed[3], placed[0]]
    gaps = [high - low for low, high in pairwise(sorted(placed))]
    assert min(gaps) >= APART - 1e-9
    assert spread([10.0, 90.0], (0.0, 100.0), 100.0) == [10.0, 90.0]
