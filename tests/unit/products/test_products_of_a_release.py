import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from headload.cli.app import run
from headload.errors import BadInput, HeadloadError, WrongUse
from headload.measure.publish import publish
from headload.products import make_products
from headload.products.words import Words, words_shipped
from headload.products.workbook import workbook
from headload.releases import SealedRelease, read_release
from headload.terms import LANGUAGES, Flag
from needs import missing
from unit.releases.made import labels, rate, release, total

FORMULA = '=HYPERLINK("http://x";"y")'
WITHHELD = 7_177_717.0  # a figure that nothing published may show
CITIES = {"a": labels(FORMULA), "b": labels("@SUM(A1)")}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = release(
        total(),
        total(dimensions={"city": "a"}),
        total(dimensions={"city": "b"}, value=-4_000.0),
        total(4, WITHHELD, dimensions={"sex": "F"}),
        total(396, 51_717.0, dimensions={"sex": "M"}, df=3),
        rate(),
        codelists={"city": CITIES},
    )
    return publish(made, tmp_path_factory.mktemp("made") / "R")


@pytest.fixture(scope="module")
def products(sealed: Path) -> Path:
    return make_products(sealed, languages=LANGUAGES, only=["workbook", "csv"])


def cells_of(book: Path) -> dict[str, dict[str, object]]:
    """Return the rows of all tables of a workbook by the id of the figure."""
    sheets = openpyxl.load_workbook(book).worksheets[1:]
    found: dict[str, dict[str, object]] = {}
    for sheet in sheets:
        rows = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        for row in rows[1:]:
            found[str(row[-1])] = dict(zip(map(str, rows[0]), row, strict=True))
    return found


def compare(found: dict[str, dict[str, object]], read: SealedRelease) -> None:
    assert set(found) == {cell.estimate_id for cell in read.estimates}
    for cell in read.estimates:
        row = found[cell.estimate_id]
        mark = {Flag.PROTECTED: "x", Flag.UNRELIABLE: ".."}.get(cell.flag)
        assert row["Value"] == (mark if cell.value is None else cell.value)
        assert row["Standard error"] == cell.se
        assert row.get("CV, as a fraction") == cell.cv
        assert row["95% interval, low"] == cell.ci_low
        assert row["95% interval, high"] == cell.ci_high
        assert (row["Flag"] or "") == str(cell.flag)


def test_products_stand_beside_the_release_and_leave_it_sealed(
    sealed: Path, products: Path
) -> None:
    assert products == sealed.with_name("R.products")
    assert sorted(path.name for path in products.iterdir()) == [
        "estimates.csv",
        "products.json",
        "release.en.xlsx",
        "release.es.xlsx",
        "release.fr.xlsx",
    ]
    assert read_release(sealed).manifest.id in (products / "products.json").read_text()


def test_the_workbook_holds_every_figure_of_the_release_as_a_number(
    sealed: Path, products: Path
) -> None:
    compare(cells_of(products / "release.en.xlsx"), read_release(sealed))


def test_libreoffice_opens_the_workbook_and_reads_the_same_figures(
    sealed: Path, products: Path, tmp_path: Path
) -> None:
    if not shutil.which("soffice"):
        missing("LibreOffice", "install libreoffice-calc-nogui (make system)")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}"]
    command += ["--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    for source, kind in (("release.en.xlsx", "ods"), ("release.en.ods", "xlsx")):
        folder = products if kind == "ods" else tmp_path
        command[command.index("--convert-to") + 1] = kind
        done = [*command, str(folder / source)]
        subprocess.run(done, check=True, capture_output=True, timeout=120)
    compare(cells_of(tmp_path / "release.en.xlsx"), read_release(sealed))


def test_no_cell_of_a_workbook_is_a_formula_and_no_sheet_is_hidden(
    products: Path,
) -> None:
    for language in LANGUAGES:
        book = products / f"release.{language}.xlsx"
        with zipfile.ZipFile(book) as parts:
            sheets = [name for name in parts.namelist() if "/sheet" in name]
            text = "".join(parts.read(name).decode() for name in sheets)
            assert "<f>" not in text
            assert "<f " not in text
            assert not [name for name in parts.namelist() if "external" in name.lower()]
        opened = openpyxl.load_workbook(book)
        assert {sheet.sheet_state for sheet in opened.worksheets} == {"visible"}
        words = {
            cell.value: cell.data_type
            for row in opened["T1"].iter_rows()
            for cell in row
            if str(cell.value).startswith(("=", "@"))
        }
        # openpyxl calls any text with an equals sign a formula when it loads it
        assert {str(each).removesuffix(f" ({language})") for each in words} == {
            FORMULA,
            "@SUM(A1)",
        }


def test_panes_are_frozen_under_the_headings(products: Path) -> None:
    book = openpyxl.load_workbook(products / "release.en.xlsx")
    assert {sheet.freeze_panes for sheet in book.worksheets[1:]} == {"C5"}


def test_the_csv_has_every_figure_and_nothing_that_a_sheet_would_run(
    sealed: Path, products: Path
) -> None:
    text = (products / "estimates.csv").read_text("utf-8")
    rows = {row["estimate_id"]: row for row in csv.DictReader(io.StringIO(text))}
    for cell in read_release(sealed).estimates:
        row = rows[cell.estimate_id]
        assert (float(row["value"]) if row["value"] else None) == cell.value
        assert row["city"] == cell.code("city")
        assert row["flag"] == str(cell.flag)
    fields = [field for row in rows.values() for field in row.values()]
    assert not [each for each in fields if each.startswith(("=", "+", "@", "\t"))]


def test_no_product_shows_a_withheld_figure_even_rounded(
    sealed: Path, products: Path
) -> None:
    flags = {cell.flag for cell in read_release(sealed).estimates if cell.withheld}
    assert flags == {Flag.PROTECTED, Flag.UNRELIABLE}
    for path in products.iterdir():
        contents = [path.read_bytes()]
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                contents = [parts.read(name) for name in parts.namelist()]
        text = b"\n".join(contents).decode("utf-8", "replace")
        numbers = re.findall(r"(?<![0-9A-Fa-f])\d[\d.]*(?![0-9A-Fa-f])", text)
        assert path.name == "products.json" or "52000" in numbers
        leaked = [each for each in numbers if each.startswith(("717", "718", "517"))]
        assert leaked == [], path.name


def test_the_same_release_gives_the_same_bytes(
    sealed: Path, products: Path, tmp_path: Path
) -> None:
    kinds = ["workbook", "csv"]
    again = make_products(sealed, tmp_path / "again", languages=LANGUAGES, only=kinds)
    for path in products.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_products_are_made_without_the_private_record(
    sealed: Path, tmp_path: Path
) -> None:
    alone = Path(shutil.copytree(sealed, tmp_path / "alone"))
    made = make_products(alone, languages=["en"], only=["workbook"])
    assert (made / "release.en.xlsx").exists()
    assert not alone.with_name("alone.private").exists()


def test_all_words_are_there_in_all_languages() -> None:
    lacking = [
        f"{name} {language}"
        for name, texts in words_shipped().items()
        for language in LANGUAGES
        if not texts.get(language, "").strip()
    ]
    assert lacking == []


def test_an_untranslated_label_stops_the_work(tmp_path: Path) -> None:
    made = release(
        total(dimensions={"city": "a"}), codelists={"city": {"a": {"en": "Quito"}}}
    )
    sealed = publish(made, tmp_path / "R")
    assert refusal(sealed, languages=["en", "fr"]).code == "HL-PUB-02"
    assert not (tmp_path / "R.products").exists()
    assert make_products(sealed, languages=["en"]).exists()


def test_untranslated_words_stop_the_work(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(words_shipped(), "marks", {"en": "Marks"})  # type: ignore[arg-type]
    found = refusal(sealed, tmp_path / "out", languages=["es"])
    assert found.code == "HL-PUB-03"


@pytest.mark.parametrize(
    ("code", "languages", "only"),
    [
        ("HL-PUB-01", ["en", "xx"], []),
        ("HL-PUB-01", [], []),
        ("HL-PUB-04", ["en"], ["poster"]),
    ],
)
def test_unknown_languages_and_products_are_refused(
    sealed: Path, code: str, languages: list[str], only: list[str]
) -> None:
    found = refusal(sealed, languages=languages, only=only)
    assert isinstance(found, WrongUse)
    assert found.code == code


@pytest.mark.parametrize("content", [None, "{}", "[1]", "not JSON", '{"files": 3}'])
def test_what_is_not_ours_is_never_replaced(
    sealed: Path, tmp_path: Path, content: str | None
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    if content is not None:
        (tmp_path / "products.json").write_text(content)
    found = refusal(sealed, tmp_path, languages=["en"], only=["csv"])
    assert isinstance(found, BadInput)
    assert found.code == "HL-PUB-05"
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_the_release_itself_is_never_replaced_by_its_products(sealed: Path) -> None:
    assert refusal(sealed, sealed, languages=["en"]).code == "HL-PUB-05"
    assert read_release(sealed)


def test_earlier_products_are_replaced_whole(sealed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    make_products(sealed, out, languages=["en"])
    make_products(sealed, out, languages=["en"], only=["csv"])
    assert sorted(path.name for path in out.iterdir()) == [
        "estimates.csv",
        "products.json",
    ]


def test_without_the_extra_the_workbook_is_refused_and_csv_is_made(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert refusal(sealed, tmp_path / "out", languages=["en"]).code == "HL-PUB-06"
    assert make_products(sealed, tmp_path / "out", languages=["en"], only=["csv"])


def test_tables_with_difficult_names_get_sheets_of_their_own(tmp_path: Path) -> None:
    names = ["contents", "History", "a/b:c?*", "x" * 40 + "1", "x" * 40 + "2"]
    made = release(
        *[total(table_id=name, indicator=f"i{at}") for at, name in enumerate(names)]
    )
    sealed = publish(made, tmp_path / "R")
    out = make_products(sealed, languages=["en"], only=["workbook"])
    sheets = openpyxl.load_workbook(out / "release.en.xlsx").sheetnames
    assert len({name.lower() for name in sheets}) == len(names) + 1


def test_a_text_that_a_cell_would_cut_is_refused(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Words, "title", lambda self: "x" * 32_768)
    with pytest.raises(BadInput, match="32768 characters") as refusal:
        workbook(Words(read_release(sealed), "en"))
    assert refusal.value.code == "HL-PUB-13"


def test_the_verb_says_where_the_products_are(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    arguments = ["publish", str(sealed), "--out", out, "--languages", "en, es"]
    assert run([*arguments, "--only", "csv"]) == 0
    assert capsys.readouterr().out.strip() == f"Products: {out}"
    assert run([*arguments, "--only", "csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"products": out}
    assert run([*arguments, "--only", "csv", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["publish", str(sealed), "--only", "poster"]) == 2


def refusal(
    sealed: Path,
    out: Path | None = None,
    *,
    languages: list[str],
    only: list[str] | None = None,
) -> HeadloadError:
    with pytest.raises(HeadloadError) as found:
        make_products(sealed, out, languages=languages, only=only or [])
    return found.value
