import re
import sys
from pathlib import Path

import pypdfium2
import pytest

from headload.errors import HeadloadError
from headload.products import make_products
from headload.products.address import address_of, known_address, qr_code
from headload.products.labels import PRODUCT_LANGUAGES
from headload.products.prose import prose_shipped
from unit.products.pictured import pictured

BASE = "https://example.org/t"
FIGURE = f"{BASE}/xts-lfs-2025q1.employment.worker-group-street-vendor"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured(tmp_path_factory.mktemp("address"))


@pytest.fixture(scope="module")
def briefs(sealed: Path) -> Path:
    return make_products(
        sealed, languages=PRODUCT_LANGUAGES, only=["brief"], address=f"{BASE}/"
    )


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    told = (page.get_textpage().get_text_bounded() for page in pages)
    return re.sub(r"[\s\ufffe]", "", "".join(told))


@pytest.mark.parametrize("language", PRODUCT_LANGUAGES)
def test_a_brief_with_an_address_prints_that_of_the_figure_it_traces(
    briefs: Path, language: str
) -> None:
    told = text_of(briefs / f"brief.{language}.pdf")
    assert FIGURE in told
    how = prose_shipped()["address_how"][language]
    assert re.sub(r"\s", "", how) in told


def test_the_code_has_an_alternative_text_that_says_the_address(briefs: Path) -> None:
    made = (briefs / "brief.en.pdf").read_bytes()
    assert f"QR code that leads to {FIGURE}".encode() in made


def test_without_an_address_no_code_is_made_and_the_id_is_printed(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    out = make_products(sealed, tmp_path / "o", languages=["en"], only=["brief"])
    told = text_of(out / "brief.en.pdf")
    assert "headloadtraceDIRxts-lfs-2025q1.employment" in told
    assert "http" not in told
    assert b"QR code" not in (out / "brief.en.pdf").read_bytes()


def test_without_segno_a_brief_with_an_address_is_refused_in_words(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    with pytest.raises(HeadloadError, match="not installed: segno") as found:
        make_products(
            sealed, tmp_path / "o", languages=["en"], only=["brief"], address=BASE
        )
    assert found.value.code == "HL-PUB-08"


@pytest.mark.parametrize(
    "asked",
    ["example.org", "javascript:alert(1)", f"{BASE}?q=", f"{BASE}#x", f"{BASE}/a b"],
)
def test_what_is_no_address_of_a_place_is_refused(asked: str) -> None:
    with pytest.raises(HeadloadError) as found:
        known_address(asked)
    assert found.value.code == "HL-PUB-12"


def test_the_code_of_an_address_is_always_the_same_and_of_no_other() -> None:
    address = address_of(BASE, "a.b")
    assert qr_code(address) == qr_code(address)
    assert qr_code(address) != qr_code(address_of(BASE, "a.c"))


@pytest.mark.parametrize("name", ["address_how", "address_alt"])
def test_an_untranslated_word_about_the_address_stops_the_brief(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(prose_shipped(), name, {"en": "Code"})  # type: ignore[arg-type]
    with pytest.raises(HeadloadError) as found:
        make_products(
            sealed, tmp_path / "o", languages=["fr"], only=["brief"], address=BASE
        )
    assert found.value.code == "HL-PUB-07"
