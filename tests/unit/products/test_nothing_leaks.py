"""No artefact of a release, in any format, holds a figure that it withholds.

Values that occur nowhere else are planted behind withheld cells; every file is then
read in every way that it can be read, and searched for them.
"""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.compare import compare
from headload.compare.page import page, table
from headload.compare.words import Words
from headload.measure.publish import publish
from headload.products import make_products
from headload.releases import SealedRelease, read_release
from headload.releases.manifest import to_json
from headload.terms import LANGUAGES
from headload.trace import story_of
from headload.trace.data import as_data
from headload.trace.page import page as trace_page
from headload.trace.telling import Telling
from needs import missing
from unit.products.pictured import cells
from unit.releases.made import rate, total
from unit.releases.made import release as released

PICKERS = {"worker_group": "waste_picker"}
PLANTED_TOTAL, PLANTED_SE, PLANTED_RATE = 7_177_717.0, 313_373.0, 0.8180818
PLANTED_N = 7
SIGNS = ("7177717", "7.177717", "7178", "7178000", "7.18", "7,18", "313373")
SIGNS += ("81.80818", "0.8180818", "81.8", "81,8")
SHAPES = {".svg", ".png"}
"""Files in which numbers are places on the page: only long ones say something."""


def planted(at: Path) -> Path:
    few = total(PLANTED_N, PLANTED_TOTAL, dimensions=PICKERS, se=PLANTED_SE)
    share = rate(PLANTED_N, 5, dimensions=PICKERS, value=PLANTED_RATE)
    others = [each for each in cells() if each.dimensions != PICKERS]
    return publish(released(*others, few, share, policy="confidential"), at)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("made") / "R")


@pytest.fixture(scope="module")
def everything(place: Path) -> Path:
    """Return the folder of the release, its products, comparison and traces."""
    make_products(place, languages=LANGUAGES)
    sealed = read_release(place)
    for language in LANGUAGES:
        words = Words(compare(sealed, sealed), language)
        (place.parent / f"compared.{language}.html").write_bytes(page(words))
    (place.parent / "compared.csv").write_bytes(table(words))
    for cell in sealed.estimates:
        if dict(cell.dimensions) == PICKERS:
            story = story_of(sealed, cell.estimate_id)
            told = place.parent / f"traced-{cell.indicator}"
            told.with_suffix(".html").write_bytes(trace_page(Telling(story, "en")))
            told.with_suffix(".json").write_bytes(to_json(as_data(story)))
    return place.parent


def texts(path: Path) -> Iterator[str]:
    """Yield what can be read out of a file: its bytes, its parts, its words."""
    content = path.read_bytes()
    yield content.decode("latin-1")
    yield content.decode("utf-8", errors="ignore")
    if path.suffix == ".parquet":
        read = pq.read_table(path)
        yield str(read.to_pylist())
        yield str(read.schema)
    elif path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            yield from (
                book.read(name).decode("utf-8", "ignore") for name in book.namelist()
            )
    elif path.suffix == ".pdf":
        if shutil.which("pdftotext") is None:
            missing("pdftotext", "install poppler-utils")
        yield subprocess.run(
            ["pdftotext", "-layout", str(path), "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout


def plain(text: str) -> str:
    """Return the text without what languages put between digits."""
    return re.sub(r"(?<=\d)[,\u00a0\u202f' ](?=\d{2,3})", "", text)


def leaks(path: Path) -> list[str]:
    found: list[str] = []
    signs = [sign for sign in SIGNS if len(sign) > 5 or path.suffix not in SHAPES]
    for text in texts(path):
        both = text + plain(text)
        alone = ((sign, rf"(?<![\w.]){re.escape(sign)}(?!\w)") for sign in signs)
        found += [sign for sign, pattern in alone if re.search(pattern, both)]
    return found


def test_no_artefact_holds_a_planted_figure(everything: Path) -> None:
    seen: dict[str, int] = {}
    for path in sorted(everything.rglob("*")):
        inside = path.relative_to(everything).parts[0]
        if path.is_file() and not inside.endswith(".private"):
            assert leaks(path) == [], path
            seen[path.suffix] = seen.get(path.suffix, 0) + 1
    for kind in (".csv", ".json", ".parquet", ".xlsx", ".pdf", ".svg", ".png", ".txt",
                 ".html", ".bib", ".jsonld", ".xml"):  # fmt: skip
        assert seen.get(kind, 0) > 0, kind


def test_the_search_finds_what_the_private_record_holds(everything: Path) -> None:
    record = everything / "R.private" / "estimates.parquet"
    assert {"7177717", "313373", "0.8180818"} <= set(leaks(record))


SDMX = ["sdmx/data.csv", "sdmx/data.2.1.xml", "sdmx/data.3.0.xml"]


@pytest.mark.parametrize(
    "name", ["estimates.csv", "release.en.xlsx", "brief.en.pdf", *SDMX]
)
def test_the_search_finds_a_planted_figure_in_products(
    place: Path, name: str, tmp_path: Path
) -> None:
    shown = total(700, PLANTED_TOTAL, dimensions=PICKERS, se=PLANTED_SE)
    others = [each for each in cells() if each.dimensions != PICKERS]
    open_ = publish(released(*others, shown, policy="public-use"), tmp_path / "R")
    kinds = {"estimates": "csv", "release": "workbook", "brief": "brief"}
    kind = kinds.get(name.split(".")[0], "sdmx")
    made = make_products(open_, languages=["en"], only=[kind])
    assert leaks(made / name)


def test_what_is_withheld_was_really_planted(place: Path) -> None:
    sealed: SealedRelease = read_release(place)
    hidden = [
        cell
        for cell in sealed.estimates
        if dict(cell.dimensions) == PICKERS and cell.value is None
    ]
    assert len(hidden) == 2
