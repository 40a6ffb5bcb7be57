import struct
import sys
from pathlib import Path

import pypdfium2
import pytest

from headload.errors import HeadloadError
from headload.products import make_products
from headload.products.card.content import CARDS
from headload.products.prose import prose_shipped
from headload.releases import read_release
from headload.terms import LANGUAGES
from unit.products.pictured import GROUPS, pictured
from unit.products.test_brief_of_a_release import allowed, numbers_in

KINDS = ("phone.png", "pdf", "share.txt")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictured(tmp_path_factory.mktemp("cards"))


@pytest.fixture(scope="module")
def cards(sealed: Path) -> Path:
    made = make_products(sealed, languages=["en", "es"], only=["card"])
    return made / "cards"


def text_of(path: Path) -> str:
    pages = list(pypdfium2.PdfDocument(path))
    assert len(pages) == 1
    return " ".join(pages[0].get_textpage().get_text_bounded().split())


def test_each_group_with_a_published_size_has_a_card_and_no_other(
    cards: Path,
) -> None:
    assert set(GROUPS) < set(CARDS)
    assert {path.name for path in cards.iterdir()} == {
        f"{code.replace('_', '-')}.{language}.{kind}"
        for code in GROUPS
        for language in ("en", "es")
        for kind in KINDS
    }


def test_a_phone_gets_a_small_picture_of_its_size(cards: Path) -> None:
    for path in cards.glob("*.png"):
        made = path.read_bytes()
        assert struct.unpack(">II", made[16:24]) == (1080, 1350)
        assert len(made) < 100_000
    for path in cards.glob("*.txt"):
        assert len(path.read_bytes()) < 1024


def test_headline_and_share_text_say_the_same_figures(cards: Path) -> None:
    page = text_of(cards / "street-vendor.en.pdf")
    share = (cards / "street-vendor.en.share.txt").read_text("utf-8")
    assert "About 79,000 people" in page
    assert "About 79,000 people" in share
    assert "80 in 100" in page
    assert "80 in 100 street vendors have an informal job" in share
    assert "Of every 100 street vendors, 70 are women" in page


def test_no_number_of_a_card_is_not_in_the_release(sealed: Path, cards: Path) -> None:
    release = read_release(sealed)
    for path in [*cards.glob("*.en.pdf"), *cards.glob("*.en.txt")]:
        text = path.read_text("utf-8") if path.suffix == ".txt" else text_of(path)
        text = text.split("headload trace DIR")[0]
        assert numbers_in(text, "en") - allowed(release) == set(), path.name


def test_a_withheld_fact_is_replaced_by_the_sentence_that_says_so(
    tmp_path: Path,
) -> None:
    from headload.measure.publish import publish
    from unit.releases.made import rate, release, total

    group = {"worker_group": "street_vendor"}
    hidden = rate(400, 399, dimensions=group, n_psu=400)
    few = rate(400, 200, dimensions=group, df=3, indicator="share-of-women")
    made = release(total(dimensions=group), hidden, few)
    sealed = publish(made, tmp_path / "R")
    read = read_release(sealed)
    flags = [read.find(name, **group) for name in (RATE, "share-of-women")]
    assert all(cell is not None and cell.withheld for cell in flags)
    out = make_products(sealed, languages=["en"], only=["card"]) / "cards"
    page = text_of(out / "street-vendor.en.pdf")
    assert "not shown, to protect those who answered" in page
    assert "the survey asked too few people to say" in page
    assert "women" not in page.replace("share-of-women, street vendors", "")


def test_a_card_that_does_not_fit_on_its_page_is_refused(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = {"en": "sell " * 400}
    monkeypatch.setitem(prose_shipped(), "does_street_vendor", long)  # type: ignore[arg-type]
    with pytest.raises(HeadloadError, match="does not fit on one page") as found:
        make_products(sealed, tmp_path / "o", languages=["en"], only=["card"])
    assert found.value.code == "HL-PUB-10"


def test_the_same_release_gives_the_same_cards(
    sealed: Path, cards: Path, tmp_path: Path
) -> None:
    again = make_products(sealed, tmp_path / "a", languages=["es"], only=["card"])
    for path in (again / "cards").iterdir():
        assert path.read_bytes() == (cards / path.name).read_bytes(), path.name


def test_without_pillow_cards_are_refused_in_words(
    sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(HeadloadError, match="PIL") as found:
        make_products(sealed, tmp_path / "o", languages=LANGUAGES, only=["card"])
    assert found.value.code == "HL-PUB-08"


RATE = "informal-employment-rate"
