from pathlib import Path

import pypdfium2
import pytest

from headload.measure.publish import publish
from headload.products import make_products
from headload.products.brief.periods import change, changes, periods
from headload.products.labels import PRODUCT_LANGUAGES
from headload.products.numbers import DASH
from headload.products.prose import Prose, prose_shipped
from headload.products.words import Words
from headload.releases import read_release
from unit.products.over_time import SECOND, periodic
from unit.products.pictured import cells, pictured
from unit.products.test_brief_of_a_release import (
    allowed,
    numbers_in,
    prose_of,
    text_of,
)
from unit.releases.made import release


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return periodic(tmp_path_factory.mktemp("periods"))


@pytest.fixture(scope="module")
def briefs(sealed: Path) -> Path:
    return make_products(sealed, languages=PRODUCT_LANGUAGES, only=["brief"])


@pytest.fixture(scope="module")
def prose(sealed: Path) -> Prose:
    return Prose(Words(read_release(sealed), "en"))


def first_page(path: Path) -> str:
    page = pypdfium2.PdfDocument(path)[0]
    found: str = page.get_textpage().get_text_bounded()
    return " ".join(found.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", PRODUCT_LANGUAGES)
def test_a_brief_of_several_periods_has_its_charts_and_their_tables(
    briefs: Path, language: str
) -> None:
    told = squeezed(text_of(briefs / f"brief.{language}.pdf"))
    names = ("trend_title", "slope_title", "table_periods", "table_changes")
    for name in names:
        assert squeezed(prose_shipped()[name][language]) in told, name


@pytest.mark.parametrize("language", PRODUCT_LANGUAGES)
def test_no_number_of_a_brief_of_several_periods_is_not_in_the_release(
    sealed: Path, briefs: Path, language: str
) -> None:
    read = read_release(sealed)
    text = prose_of(briefs / f"brief.{language}.pdf", read)
    years = {"2024", "2025"}
    assert numbers_in(text, language) - allowed(read) - years == set()


def test_a_change_is_said_as_the_release_has_tested_it(prose: Prose) -> None:
    unclear = f"more or less common since April{DASH}June 2024."
    assert change(prose)[0].endswith(unclear)


def test_a_change_that_is_more_than_chance_is_said_with_its_interval(
    tmp_path: Path,
) -> None:
    sealed = periodic(tmp_path, rise=0.03)
    said = change(Prose(Words(read_release(sealed), "en")))
    assert said == [
        f"Informal jobs are more common than in April{DASH}June 2024; the change of "
        "3 points (1 to 5) is more than chance in the sample explains."
    ]


def test_the_tables_of_periods_mark_what_is_withheld_and_show_tenths_of_points(
    prose: Prose,
) -> None:
    levels, moved = periods(prose), changes(prose)
    assert levels is not None
    assert moved is not None
    rows = {row["cells"][0]: row["cells"] for row in levels["rows"]}
    assert rows[prose.period(SECOND)] == [
        prose.period(SECOND),
        "66",
        f"64{DASH}68",
        "..",
        "",
        "64",
        f"61{DASH}67",
    ]
    vendors = next(r["cells"] for r in moved["rows"] if r["cells"][0].startswith("Str"))
    assert vendors[-2:] == ["\u221217.0", "\u221221.0 to \u221213.0"]


def test_a_brief_of_one_period_says_nothing_of_change(tmp_path: Path) -> None:
    one = Prose(Words(read_release(pictured(tmp_path)), "en"))
    assert (change(one), periods(one), changes(one)) == ([], None, None)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_both_charts_stand_on_the_first_page_under_a_long_headline(
    tmp_path: Path, language: str
) -> None:
    area = dict.fromkeys(("en", "es", "fr"), "Tessara and all its Western Islands")
    made = release(*cells(), policy="public-use", area_labels=area)
    sealed = publish(made, tmp_path / "R")
    out = make_products(sealed, languages=[language], only=["brief"])
    page = first_page(out / f"brief.{language}.pdf")
    for at, name in ((1, "dots_title"), (2, "bars_title")):
        figure = prose_shipped()["figure"][language]
        assert f"{figure} {at}. {prose_shipped()[name][language]}" in page
