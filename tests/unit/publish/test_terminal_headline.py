import io

import pytest
from rich.console import Console

from headload.errors import WrongUse
from headload.measure.publish import headline, publish
from headload.releases import read_release
from unit.releases.made import rate, release, total


def shown(made, language="en"):
    console = Console(file=io.StringIO(), width=120)
    console.print(headline(made, language))
    return console.file.getvalue()


def groups():
    vendor, picker = (
        {"worker_group": name} for name in ("street_vendor", "waste_picker")
    )
    return (
        total(4_000, 520_000.0),
        rate(4_000, 2_600, 520_000.0),
        rate(1_600, 1_100, 208_000.0, dimensions={"sex": "F"}),
        rate(2_400, 1_500, 312_000.0, dimensions={"sex": "M"}),
        total(400, 52_345.6, dimensions=vendor),
        rate(400, 300, 52_345.6, dimensions=vendor),
        rate(4_000, 400, 520_000.0, "share-of-employment", vendor),
        rate(400, 180, 52_345.6, "share-of-women", vendor),
        total(40, 6_000.0, dimensions=picker),
        rate(40, 5, 6_000.0, dimensions=picker),
        rate(20, 10, 3_000.0, "share-of-women", picker),
    )


def test_the_headline_shows_rates_groups_and_intervals():
    text = shown(release(*groups()))
    for part in ("Informal employment rate", "65.0%", "Street vendors", "52,000"):
        assert part in text
    assert "95% interval" in text


def test_marks_are_those_of_print_and_are_told_in_words():
    text = shown(release(*groups()))
    line = next(line for line in text.splitlines() if "Waste pickers" in line)
    assert [part.strip() for part in line.split("│")[2:6]] == [
        "(6,000)",
        "\N{EN DASH}",
        "..",
        "x",
    ]
    assert "x withheld to protect those who answered" in text
    assert ".. not published" in text


@pytest.mark.parametrize(
    ("language", "title", "rate_text"),
    [
        ("es", "Tasa de empleo informal", "65,0\N{NO-BREAK SPACE}%"),
        ("fr", "Taux d'emploi informel", "65,0\N{NO-BREAK SPACE}%"),
    ],
)
def test_the_headline_speaks_the_languages_of_the_codelists(language, title, rate_text):
    text = shown(release(*groups()), language)
    assert title in text
    assert rate_text in text
    assert "Tessara Labour Force Survey" in text


def test_a_release_read_from_disk_has_the_same_headline(tmp_path):
    made = release(*groups())
    directory = publish(made, tmp_path / "release")
    assert shown(read_release(directory)) == shown(made)


def test_an_unknown_language_is_refused_with_the_known_ones():
    with pytest.raises(WrongUse, match="choose one of en, es, fr"):
        headline(release(), "xx")
