import csv
import io
import json
import re
import string
import sys
from pathlib import Path

import pytest

from headload.errors import BadInput, HeadloadError
from headload.products import make_products
from headload.products.charts.chart import Chart
from headload.products.labels import PRODUCT_LANGUAGES, labels_shipped
from headload.products.prose import prose_shipped
from headload.releases import read_release
from headload.terms import LANGUAGES
from unit.products.pictured import GROUPS, PLANTED, pictured
from unit.releases.made import labels, release, total


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured(tmp_path_factory.mktemp("charts"))


@pytest.fixture(scope="module")
def charts(sealed: Path) -> Path:
    return make_products(sealed, languages=LANGUAGES, only=["charts"]) / "charts"


def texts(charts: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((charts / f"{name}.json").read_text("utf-8"))
    return found


def test_each_form_comes_as_picture_data_and_words_in_each_language(
    charts: Path,
) -> None:
    assert {path.name for path in charts.iterdir()} == {
        f"{form}.{language}.{kind}"
        for form in ("dots", "bars", "panels")
        for language in LANGUAGES
        for kind in ("svg", "png", "csv", "json")
    }


def test_the_data_of_a_chart_are_cells_of_the_release(
    sealed: Path, charts: Path
) -> None:
    cells = {cell.estimate_id: cell for cell in read_release(sealed).estimates}
    for path in charts.glob("*.csv"):
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8"))):
            cell = cells[row["estimate_id"]]
            assert not cell.withheld
            assert float(row["value"]) == cell.value
            assert float(row["ci_low"]) == cell.ci_low


def test_withheld_groups_are_named_with_the_reason_and_have_no_figure(
    sealed: Path, charts: Path
) -> None:
    read = read_release(sealed)
    waste = {"worker_group": "waste_picker"}
    hidden = [read.find(name, **waste) for name in ("employment", WORD)]
    assert all(cell is not None and cell.withheld for cell in hidden)
    bars, dots = texts(charts, "bars.en"), texts(charts, "dots.en")
    assert "to protect" in bars["note"] or "Too few interviews" in bars["note"]
    for words in (bars, dots):
        assert "Waste pickers" in words["note"]
        assert "Waste pickers" not in words["alternative_text"]
    everything = b"".join(path.read_bytes() for path in charts.glob("*.[sjc]*"))
    assert str(int(PLANTED))[:5].encode() not in everything


def test_the_alternative_text_says_every_figure(sealed: Path, charts: Path) -> None:
    read = read_release(sealed)
    said = texts(charts, "dots.en")["alternative_text"]
    for code in GROUPS:
        cell = read.find(WORD, worker_group=code)
        assert cell is not None
        assert f"{cell.value:.0f} ({cell.ci_low:.0f} to {cell.ci_high:.0f})" in said
    assert said.endswith("Reference line: All workers 65.")


def test_words_are_shapes_and_the_picture_carries_its_alternative_text(
    charts: Path,
) -> None:
    for path in charts.glob("*.svg"):
        svg = path.read_text("utf-8")
        assert "<text" not in svg
        assert 'role="img" aria-label="' in svg


def test_the_same_release_gives_the_same_charts(
    sealed: Path, charts: Path, tmp_path: Path
) -> None:
    again = make_products(sealed, tmp_path / "a", languages=["en"], only=["charts"])
    for path in (again / "charts").iterdir():
        assert path.read_bytes() == (charts / path.name).read_bytes(), path.name


def test_one_figure_is_a_sentence_and_not_a_chart(tmp_path: Path) -> None:
    from headload.measure.publish import publish

    sealed = publish(release(), tmp_path / "R")
    made = make_products(sealed, languages=["en"], only=["charts"])
    assert [path.name for path in made.iterdir()] == ["products.json"]


def test_a_chart_without_alternative_text_is_refused() -> None:
    with pytest.raises(BadInput) as found:
        Chart("dots", "<svg/>", "T", "S", "", "Source", "  ", ())
    assert found.value.code == "HL-PUB-09"


def test_all_sentences_are_there_in_all_languages_with_the_same_places() -> None:
    wrong = []
    for name, sentence in prose_shipped().items():
        places = {
            language: sorted(
                {each[1] for each in parsed(sentence, language) if each[1]}
            )
            for language in PRODUCT_LANGUAGES
        }
        if len({str(each) for each in places.values()}) != 1:
            wrong.append((name, places))
    assert wrong == []


def test_all_further_labels_are_there_in_both_further_languages() -> None:
    for codes in labels_shipped().values():
        for code, texts in codes.items():
            assert set(texts) == {"pt", "hi"}, code


def test_a_release_without_labels_in_a_language_is_refused_in_it(
    tmp_path: Path,
) -> None:
    from headload.measure.publish import publish

    cells = [total(dimensions={"city": "quito"}), total(dimensions={"city": "x"})]
    codelists = {"city": {"x": labels("X"), "quito": labels("Quito")}}
    sealed = publish(release(total(), *cells, codelists=codelists), tmp_path / "R")
    with pytest.raises(HeadloadError, match='no text in "hi" for x of') as found:
        make_products(sealed, languages=["hi"], only=["brief"])
    assert found.value.code == "HL-PUB-02"


def parsed(sentence: object, language: str) -> list[tuple[str, str | None]]:
    text = sentence[language]  # type: ignore[index]
    assert text.strip()
    return [(part[0], part[1]) for part in string.Formatter().parse(text)]


def test_an_untranslated_sentence_stops_the_work(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(prose_shipped(), "dots_title", {"en": "Dots"})  # type: ignore[arg-type]
    assert refusal(sealed, tmp_path, ["es"]).code == "HL-PUB-07"


@pytest.mark.parametrize("module", ["altair", "uharfbuzz", "fontpkg_noto_sans"])
def test_without_the_extra_charts_are_refused_in_words(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    found = refusal(sealed, tmp_path, ["en"])
    assert found.code == "HL-PUB-08"
    assert re.search(rf"not installed: {module}\b", str(found))


def refusal(sealed: Path, tmp_path: Path, languages: list[str]) -> HeadloadError:
    with pytest.raises(HeadloadError) as found:
        make_products(sealed, tmp_path / "o", languages=languages, only=["charts"])
    return found.value


WORD = "informal-employment-rate"
