"""Two releases side by side: what moved, whether by chance, and why."""

import csv
import json
import re
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.compare import Kind, Moved, compare
from headload.compare.words import Words, shipped
from headload.errors import WrongUse
from headload.measure.publish import publish
from headload.releases import Release, SealedRelease, read_release
from headload.terms import LANGUAGES
from unit.releases.made import labels, rate, release, total

WOMEN, MEN = {"sex": "F"}, {"sex": "M"}


def sealed(made: Release, at: Path) -> SealedRelease:
    return read_release(publish(made, at))


def first(**changes: object) -> Release:
    return release(
        total(value=52_345.6),
        total(200, 26_000.0, dimensions=WOMEN),
        total(200, 26_345.6, dimensions=MEN),
        rate(400, 200),
        rate(200, 90, 26_000.0, dimensions=WOMEN),
        policy="public-use",
        **changes,
    )


def later(n: int = 300, **changes: object) -> Release:
    return release(
        total(value=52_345.6),
        total(200, 26_000.0, dimensions=WOMEN),
        rate(400, n),
        rate(200, 4, 26_000.0, dimensions=WOMEN, value=None, se=None, ci_low=None,
             ci_high=None, cv=None),
        rate(200, 100, 26_345.6, dimensions=MEN),
        policy="public-use",
        survey="xts/lfs/2026q1",
        **changes,
    )  # fmt: skip


@pytest.fixture
def two(tmp_path: Path) -> tuple[SealedRelease, SealedRelease]:
    return sealed(first(), tmp_path / "A"), sealed(later(), tmp_path / "B")


def became(found: object) -> dict[str, Moved]:
    return {
        " ".join(pair.name.values()): pair.moved
        for pair in found.pairs  # type: ignore[attr-defined]
    }


def test_a_release_compared_with_itself_has_no_difference_and_no_cause(
    tmp_path: Path,
) -> None:
    one = sealed(first(), tmp_path / "A")
    found = compare(one, one)
    assert found.kind is Kind.REVISION
    assert found.causes == ()
    assert set(found.counts) <= {Moved.SAME, Moved.NEVER_SHOWN}


def test_two_periods_are_tested_as_independent_samples(
    two: tuple[SealedRelease, SealedRelease],
) -> None:
    found = compare(*two)
    assert found.kind is Kind.CHANGE
    (pair,) = [each for each in found.pairs if each.name == {"indicator": RATE}]
    # by hand: 50 and 75 percent, SE 100 sqrt(1.5 p (1 - p) / 400), t(60) = 2.0003
    error = (100**2 * 1.5 * (0.25 + 0.1875) / 400) ** 0.5
    assert pair.difference == pytest.approx(25.0)
    assert pair.low == pytest.approx(25 - 2.000298 * error, rel=1e-4)
    assert pair.high == pytest.approx(25 + 2.000298 * error, rel=1e-4)
    assert pair.moved is Moved.SIGNIFICANT
    assert found.tests == 3
    assert found.by_chance == pytest.approx(0.15)


RATE = "informal-employment-rate"


def test_what_chance_explains_is_not_called_equal(tmp_path: Path) -> None:
    one, other = sealed(first(), tmp_path / "A"), sealed(later(205), tmp_path / "B")
    found = compare(one, other)
    assert became(found)[RATE] is Moved.CHANCE
    said = Words(found, "en").say(str(Moved.CHANCE))
    assert said == "the surveys cannot tell"


def test_withheld_figures_are_never_compared(
    two: tuple[SealedRelease, SealedRelease],
) -> None:
    found = became(compare(*two))
    assert found[f"{RATE} F"] is Moved.WITHHELD_NOW
    assert found[f"{RATE} M"] is Moved.APPEARED
    assert found["employment M"] is Moved.GONE
    back = became(compare(*reversed(two)))
    assert back[f"{RATE} F"] is Moved.SHOWN_NOW


def test_a_revision_is_not_tested_and_says_what_differs(tmp_path: Path) -> None:
    one = sealed(first(), tmp_path / "A")
    revised = release(
        total(value=60_000.0),
        rate(400, 200),
        policy="public-use",
        map_sha256="d" * 64,
        software_version="0.2.0",
    )
    found = compare(one, sealed(revised, tmp_path / "B"))
    assert found.kind is Kind.REVISION
    assert [each.name for each in found.causes] == ["map", "software"]
    assert became(found)["employment"] is Moved.MOVED
    assert became(found)[RATE] is Moved.SAME
    assert found.tests == 0


def test_a_difference_inside_the_rounding_is_not_called_a_move(tmp_path: Path) -> None:
    one = sealed(release(total(value=52_345.6)), tmp_path / "A")
    other = sealed(release(total(value=52_945.6)), tmp_path / "B")
    base = one.manifest.rounding["totals"]
    (pair,) = compare(one, other).pairs
    assert 0 < abs(pair.difference or 0) <= base
    assert pair.moved is Moved.ROUNDING


def test_two_places_are_not_compared(tmp_path: Path) -> None:
    one = sealed(first(), tmp_path / "A")
    elsewhere = first(area="ZZZ", area_labels=labels("Elsewhere"))
    with pytest.raises(WrongUse) as refusal:
        compare(one, sealed(elsewhere, tmp_path / "B"))
    assert refusal.value.code == "HL-COMP-01"


def test_an_overlap_of_samples_is_said(tmp_path: Path) -> None:
    one = sealed(first(design="Rotating panel of dwellings."), tmp_path / "A")
    other = sealed(later(design="Rotating panel of dwellings."), tmp_path / "B")
    remarks = Words(compare(one, other), "en").remarks()
    assert any("overlap in part" in remark for remark in remarks)
    plain = Words(compare(one, one), "en").remarks()
    assert not any("overlap in part" in remark for remark in plain)


def test_every_word_is_there_in_every_language() -> None:
    for name, texts in shipped().items():
        assert set(texts) == set(LANGUAGES), name
        assert all(texts.values()), name
    for moved in Moved:
        assert str(moved) in shipped()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_has_what_a_reader_needs(
    two: tuple[SealedRelease, SealedRelease], tmp_path: Path, language: str
) -> None:
    out = tmp_path / "page.html"
    places = [str(each.directory) for each in two]
    assert run(["compare", *places, "--out", str(out), "--lang", language, "-q"]) == 0
    page = out.read_text("utf-8")
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    assert "<script" not in page
    assert not re.search(r'(src|href)="https?:', page)
    assert page.count("<h1>") == 1
    assert page.count('scope="col"') >= 6
    title = Words(compare(*two), language).title()
    assert f"<title>{title}</title>" in page


def test_the_table_has_every_figure_and_no_formula(
    two: tuple[SealedRelease, SealedRelease], tmp_path: Path
) -> None:
    out = tmp_path / "all.csv"
    places = [str(each.directory) for each in two]
    assert run(["compare", *places, "--out", str(out), "-q"]) == 0
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert len(rows) == len(compare(*two).pairs)
    assert {row["result"] for row in rows} >= {"significant", "gone", "appeared"}


def test_the_verb_prints_and_speaks_json(
    two: tuple[SealedRelease, SealedRelease], capsys: pytest.CaptureFixture[str]
) -> None:
    places = [str(each.directory) for each in two]
    assert run(["compare", *places]) == 0
    text = capsys.readouterr().out
    assert "3 differences were tested" in " ".join(text.split())
    assert run(["compare", *places, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "change"
    assert found["figures"][0]["result"] == "significant"


def test_wrong_ends_and_languages_are_refused(
    two: tuple[SealedRelease, SealedRelease],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = [str(each.directory) for each in two]
    assert run(["compare", *places, "--out", str(tmp_path / "a.pdf")]) == 2
    assert run(["compare", *places, "--lang", "xx"]) == 2
    assert run(["compare", *places, "--out", str(tmp_path / "no" / "a.csv")]) == 3
    said = capsys.readouterr().err
    assert all(f"HL-COMP-0{n}" in said for n in (3, 4, 5))
