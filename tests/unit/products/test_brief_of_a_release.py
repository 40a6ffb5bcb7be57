import re
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pypdfium2
import pytest

from headload.errors import HeadloadError
from headload.measure.publish import publish
from headload.products import make_products, sentences
from headload.products.charts.outline import path_of, width_of
from headload.products.labels import PRODUCT_LANGUAGES
from headload.products.numbers import DASH
from headload.products.pages import pdf
from headload.products.prose import Prose, prose_shipped
from headload.products.words import Words
from headload.releases import ReleasedEstimate, SealedRelease, read_release
from headload.terms import Flag
from needs import missing
from unit.products.pictured import PLANTED, cells, pictured
from unit.releases.made import rate, release, total

RATE = "informal-employment-rate"
GIVEN = "95 100 265 8.8 17 2003 19 2013 0.1.0 1 500"
"""Numbers of the template: interval, per hundred, marks, standards, versions."""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured(tmp_path_factory.mktemp("brief"))


@pytest.fixture(scope="module")
def briefs(sealed: Path) -> Path:
    return make_products(sealed, languages=PRODUCT_LANGUAGES, only=["brief"])


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def numbers_in(text: str, language: str) -> set[str]:
    """Return the numbers of a text without thousands separators, points decimal."""
    plain = re.sub(r"(?<=\d)\u202f(?=\d{3}\b)", "", text)
    if language in {"en", "hi"}:
        plain = re.sub(r"(?<=\d),(?=\d)", "", plain)
    if language == "pt":
        plain = re.sub(r"(?<=\d)[.](?=\d{3}\b)", "", plain)
    found = re.findall(r"\d+(?:[.,]\d+)*", plain)
    return {each.replace(",", ".") for each in found}


def allowed(release: SealedRelease) -> set[str]:
    """Return what published cells can be written as, and the words of the pages."""
    figures = {str(count) for count in release.manifest.counts.values()}
    for cell in release.estimates:
        if cell.withheld:
            continue
        values = (cell.value, cell.se, cell.ci_low, cell.ci_high, cell.deff, cell.n)
        cv = 100 * cell.cv if cell.cv is not None else None
        for value in (*values, cv, cell.n_psu):
            figures |= written(value) if value is not None else set()
    told = f"{release.manifest.period} {release.manifest.design} {GIVEN}"
    told += " ".join((*release.manifest.citations, release.manifest.licence))
    return figures | numbers_in(told, "en") | {str(at) for at in range(10)}


def written(value: float) -> set[str]:
    exact = Decimal(repr(abs(float(value))))
    found = set()
    for scale, decimals in (
        (1, 1),
        (1, 0),
        (1000, 1),
        (1000, 0),
        (10**5, 2),
        (10**6, 2),
    ):
        unit = Decimal(1).scaleb(-decimals)
        found.add(f"{(exact / scale).quantize(unit, ROUND_HALF_UP):f}")
    for step in (10, 100, 1000):
        found.add(f"{(exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step:f}")
    return found


def prose_of(path: Path, release: SealedRelease) -> str:
    """Return the text of a brief without ids."""
    text = text_of(path).replace("\r", "")
    for told in (release.manifest.id, release.manifest.map["id"]):
        text = text.replace(told, "")
    return re.sub(r"headload trace DIR \S+", "", text)


@pytest.mark.parametrize("language", PRODUCT_LANGUAGES)
def test_no_number_of_a_brief_is_not_in_the_release(
    sealed: Path, briefs: Path, language: str
) -> None:
    release = read_release(sealed)
    text = prose_of(briefs / f"brief.{language}.pdf", release)
    foreign = numbers_in(text, language) - allowed(release)
    assert foreign == set()
    assert len(numbers_in(text, language)) > 40


def test_a_number_that_is_not_in_the_release_would_be_found(
    sealed: Path, briefs: Path
) -> None:
    release = read_release(sealed)
    text = prose_of(briefs / "brief.en.pdf", release) + " About 61,300 people."
    assert numbers_in(text, "en") - allowed(release) == {"61300"}


def test_withheld_figures_are_nowhere_and_what_is_not_shown_is_said(
    briefs: Path,
) -> None:
    text = text_of(briefs / "brief.en.pdf")
    numbers = numbers_in(text, "en")
    assert not [each for each in numbers if each.startswith(("717", "718", "7.18"))]
    assert str(int(PLANTED)) not in text
    flat = " ".join(text.split())
    assert "Informal employment rate, waste pickers" in flat
    assert "too few people to say how many waste pickers have an informal job" in flat


def test_the_message_is_one_estimate_in_headline_key_figure_and_chart(
    briefs: Path,
) -> None:
    text = " ".join(text_of(briefs / "brief.en.pdf").split())
    assert "Almost two in three workers in Tessara have an informal job" in text
    assert "65% of employed people" in text or "64.5% of employed people" in text


def test_a_brief_is_marked_for_screen_readers(briefs: Path) -> None:
    for language in PRODUCT_LANGUAGES:
        made = (briefs / f"brief.{language}.pdf").read_bytes()
        assert b"pdfuaid:part" in made
        assert b"CreationDate" not in made
        tree = pypdfium2.PdfDocument(made)
        assert tree.is_tagged()


def test_the_same_release_gives_the_same_brief(
    sealed: Path, briefs: Path, tmp_path: Path
) -> None:
    again = make_products(sealed, tmp_path / "a", languages=["es"], only=["brief"])
    name = "brief.es.pdf"
    assert (again / name).read_bytes() == (briefs / name).read_bytes()


def test_a_picture_without_alternative_text_is_refused() -> None:
    template = '#set document(title: "T")\n#image("a.svg")'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(HeadloadError, match="alt") as found:
        pdf(template, {}, {"a.svg": svg})
    assert found.value.code == "HL-PUB-10"


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("alt_dots", {"es": "Puntos"}, "HL-PUB-09"),
        ("alt_dots", {"en": "Dots"}, "HL-PUB-07"),
        ("guide_1", {"en": "The survey asked a sample."}, "HL-PUB-07"),
    ],
)
def test_a_missing_alternative_text_or_translation_stops_the_brief(
    sealed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    words: dict[str, str],
    code: str,
) -> None:
    monkeypatch.setitem(prose_shipped(), name, words)  # type: ignore[arg-type]
    with pytest.raises(HeadloadError) as found:
        make_products(sealed, tmp_path / "o", languages=["es"], only=["brief"])
    assert found.value.code == code
    assert not (tmp_path / "o").exists()


def test_without_typst_the_brief_is_refused_in_words(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(HeadloadError, match="typst") as found:
        make_products(sealed, tmp_path / "o", languages=["en"], only=["brief"])
    assert found.value.code == "HL-PUB-08"


@pytest.fixture(scope="module")
def prose(sealed: Path) -> Prose:
    return Prose(Words(read_release(sealed), "en"))


def cell(prose: Prose, **changes: object) -> ReleasedEstimate:
    found = prose.words.release.find(RATE)
    assert found is not None
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, f"64 in 100 people have a job (likely range 63{DASH}66)."),
        (
            {"flag": Flag.CAUTION},
            "Roughly 64 in 100 people have a job; few people were interviewed: "
            "read it as 63 to 66.",
        ),
        (
            {"flag": Flag.UNRELIABLE, "value": None, "note": "fewer_than_8_in_100"},
            "Fewer than 8 in 100 people have a job.",
        ),
        (
            {"flag": Flag.UNRELIABLE, "value": None},
            "The survey asked too few people to say how many people have a job.",
        ),
        (
            {"flag": Flag.PROTECTED, "value": None},
            "How many people have a job is not shown, to protect those who answered.",
        ),
    ],
)
def test_the_sentence_on_a_rate_follows_its_flag(
    prose: Prose, changes: dict[str, object], sentence: str
) -> None:
    known = {"value": 64.2, "ci_low": 62.9, "ci_high": 65.8}
    made = cell(prose, **{**known, **changes})
    said = sentences.rate(prose, made, who="people", have="have a job")
    assert said == sentence


@pytest.mark.parametrize(
    ("value", "low", "high", "near"),
    [
        (64.6, 63.8, 65.3, ("below", 2, 3)),
        (66.0, 64.0, 68.0, ("about", 2, 3)),
        (27.0, 26.5, 27.5, ("above", 1, 4)),
        (50.0, 49.0, 51.0, ("about", 1, 2)),
        (58.0, 57.0, 59.0, None),
        (90.9, 90.4, 91.4, ("above", 9, 10)),
    ],
)
def test_a_fraction_is_said_only_near_it_and_as_it_stands(
    prose: Prose, value: float, low: float, high: float, near: object
) -> None:
    made = cell(prose, value=value, ci_low=low, ci_high=high)
    assert sentences.fraction(made) == near


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (2.3, 1.1, 3.5, "the difference of 2 points (1 to 4) is more than chance"),
        (-2.3, -3.5, -0.4, "Men are in informal jobs more often than women"),
        (0.4, -1.0, 1.8, "The survey cannot tell whether women"),
    ],
)
def test_a_difference_is_said_only_when_its_interval_excludes_zero(
    prose: Prose, value: float, low: float, high: float, words: str
) -> None:
    made = cell(prose, value=value, ci_low=low, ci_high=high)
    assert words in sentences.difference(prose, made, "informality")
    assert sentences.difference(prose, None, "informality") == ""
    hidden = replace(made, flag=Flag.PROTECTED)
    assert sentences.difference(prose, hidden, "informality") == ""


def test_a_brief_on_several_periods_speaks_of_the_latest_and_names_the_others(
    tmp_path: Path,
) -> None:
    known = {"2024-Q1": "xts/lfs/2024q1", "2025-Q1": "xts/lfs/2025q1"}
    made = release(
        *(
            rate(900, n, dimensions={"time_period": period})
            for n, period in ((300, "2024-Q1"), (600, "2025-Q1"))
        ),
        survey="xts/lfs/2024q1-2025q1",
        periods=known,
        policy="public-use",
    )
    sealed = publish(made, tmp_path / "R")
    out = make_products(sealed, languages=["en"], only=["brief"])
    text = " ".join(text_of(out / "brief.en.pdf").split())
    assert "About two in three workers in Tessara have an informal job" in text
    assert f"Tessara · January{DASH}March 2025" in text
    assert f"The release also has figures of: January{DASH}March 2024." in text


def test_a_label_in_devanagari_is_drawn_and_comes_back_from_the_text(
    tmp_path: Path,
) -> None:
    place = "मध्य प्रदेश के विक्रेता"
    groups = ("home_based_worker", "street_vendor")
    cells = [total(dimensions={"worker_group": code}) for code in groups]
    made = release(rate(), *cells, area_labels={"en": place}, policy="public-use")
    sealed = publish(made, tmp_path / "R")
    out = make_products(sealed, languages=["en"], only=["brief"])
    found = "".join(text_of(out / "brief.en.pdf").split())
    assert place.replace(" ", "") in found
    if not shutil.which("pdftotext"):
        missing("pdftotext", "install poppler-utils (make system)")
    command = ["pdftotext", str(out / "brief.en.pdf"), "-"]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    assert place.replace(" ", "") in "".join(told.split())


def test_hindi_comes_back_right_through_pdftotext(briefs: Path) -> None:
    if not shutil.which("pdftotext"):
        missing("pdftotext", "install poppler-utils (make system)")
    command = ["pdftotext", str(briefs / "brief.hi.pdf"), "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    told = "".join(done.stdout.decode().split())
    said = ("deck", "what_is_informal", "guide_1", "guide_2", "guide_4", "who_heading")
    for name in (*said, "counted_street_vendor", "cannot_second_jobs", "rate_plain"):
        words = prose_shipped()[name]["hi"].split("{")[0]
        assert "".join(words.split()) in told, name


def test_devanagari_in_a_picture_is_shaped_and_not_boxes() -> None:
    shaped, width = path_of("कुल विक्रेता", 10)
    apart = sum(width_of(sign, 10) for sign in "कुल विक्रेता")
    assert shaped.count("M") > 8
    assert 0 < width < apart


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            (939_400.0, 868_700.0, 1_010_100.0),
            "About 939,000 people work. Most likely between 869,000 and 1,010,000.",
        ),
        (
            (1_040_000.0, 968_700.0, 1_111_300.0),
            "About 1.04 million people work. Most likely between 0.97 and 1.11 "
            "million.",
        ),
    ],
)
def test_a_total_and_its_limits_are_said_in_one_unit(
    prose: Prose, figures: tuple[float, float, float], sentence: str
) -> None:
    found = prose.find("employment")
    assert found is not None
    value, low, high = figures
    made = replace(found, value=value, ci_low=low, ci_high=high, se=36_000.0)
    assert sentences.total(prose, made, "work", "X") == sentence


def test_what_a_release_notes_of_all_figures_is_carried_by_every_product(
    tmp_path: Path,
) -> None:
    notes = (
        "The survey map is a draft: it has not met published totals of 2025q1",
        "design incomplete: the file has neither strata nor PSUs; errors are small",
        "2 of 9 strata have a single PSU; rule: average",
    )
    made = release(*cells(), policy="public-use", notes=notes)
    sealed = publish(made, tmp_path / "R")
    kinds = ["brief", "charts", "card"]
    out = make_products(sealed, languages=["es"], only=kinds)
    known = ("es un borrador", "Diseño incompleto", "con las notas de la publicación")
    told = [
        text_of(out / "brief.es.pdf"),
        text_of(out / "cards" / "street-vendor.es.pdf"),
        (out / "cards" / "street-vendor.es.share.txt").read_text("utf-8"),
        (out / "charts" / "dots.es.json").read_text("utf-8"),
    ]
    for text in told:
        assert not [each for each in known if each not in " ".join(text.split())]
    brief = " ".join(told[0].split())
    assert not [each for each in notes if each not in brief]


def test_people_that_the_policy_rounded_are_not_rounded_again(
    sealed: Path,
) -> None:
    read = read_release(sealed)
    rounding = replace(read.manifest, rounding={"totals": 500.0})
    prose = Prose(Words(replace(read, manifest=rounding), "en"))
    found = prose.find("employment")
    assert found is not None
    made = replace(found, value=19_000.0, ci_low=16_500.0, ci_high=21_000.0)
    said = sentences.total(prose, made, "work", "X")
    assert said.endswith("between 16,500 and 21,000.")
