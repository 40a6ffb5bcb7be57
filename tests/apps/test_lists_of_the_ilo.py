"""Lists in the shape that the sites of the ILO have; their content is made up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.conftest import Site
from apps.laws import remove_all, written
from headload.cli.app import run

Capture = pytest.CaptureFixture[str]

TABLE = """<!doctype html><html><body><h1>Ratifications of C189</h1>
<table class="horizontalLine"><tr><td colspan="4">4 ratifications</td></tr>
<tr><th>Country</th><th>Date</th><th>Status</th><th>Note</th></tr>
<tr><td>Bolivia (Plurinational State of)</td><td>15 Apr 2013</td><td>In Force</td>
<td></td></tr>
<tr><td>Germany</td><td>20 Sep 2013</td><td>In Force</td><td></td></tr>
<tr><td>Kenya</td><td>1 Oct 2026</td><td>Not in force</td>
<td>The Convention will enter into force for Kenya on 01 Oct 2027.</td></tr>
<tr><td>Peru</td><td>26 Nov 2018</td><td>Not in force</td>
<td>Denounced on 30 Nov 2025</td></tr></table></body></html>"""
RECORDS = """Promoting jobs, protecting people
Filtered by:
Subject: Domestic workers

  1. Ghana - Domestic workers - Regulation, Decree, Ordinance

    Made Regulations of 2020 (L.I. 1). - Gazette

    Adoption: 2020-07-23 | GHA-2020-R-1530

    An abstract that is not ours.

  2. Costa Rica - Domestic workers - Miscellaneous (circular, directive, etc.)
    Reglamento hecho - Adoption: 2017-07-06 | Date of entry into force: 2017-07-21 |
    CRI-2017-M-5046 Otro resumen.

  3. Viet Nam - Maternity protection - Law, Act
    An act whose day nobody knows. VNM-1990-L-77
"""


@pytest.fixture(autouse=True)
def laws(site: Site, tmp_path: Path, capsys: Capture) -> Iterator[None]:
    remove_all()
    assert run(["voice", "import", str(written(tmp_path / "seed"))]) == 0
    capsys.readouterr()
    yield
    remove_all()


def taken(file: Path, *more: str, instrument: str = "C189") -> int:
    options = ("--instrument", instrument, "--as-of", "2026-11-01", *more)
    return run(["voice", "ratifications", str(file), *options])


def test_a_table_of_ratifications_renews_what_is_here(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Ratification

    file = tmp_path / "c189.html"
    file.write_text(TABLE, "utf-8")
    assert taken(file) == 0
    said = capsys.readouterr().out
    assert "ratifications: 2 new, 2 were here already" in said
    assert "ratifications: 2 of those here renewed" in said
    found = {
        each.country.code: (each.ratified, each.in_force, each.denounced, each.as_of)
        for each in Ratification.objects.select_related("country")
    }
    assert found == {
        "bol": ("2013-04-15", "", "", "2026-11-01"),
        "deu": ("2013-09-20", "2014-09-20", "", "2026-11-01"),
        "ken": ("2026-10-01", "2027-10-01", "", "2026-11-01"),
        "per": ("2018-11-26", "2019-11-26", "2025-11-30", "2026-11-01"),
        "ecu": ("2013-12-18", "", "", ""),
    }
    page = site.client.get("/en/ratifications/c189/").content.decode()
    assert '<b>Denounced</b> <time datetime="2025-11-30">' in page
    assert "With dates to check: 0." in page
    assert taken(file) == 0
    assert "0 new, 4 were here already" in capsys.readouterr().out


def test_the_same_table_is_read_from_text(tmp_path: Path) -> None:
    from headload.apps.voice.formats import ratifications_in

    for mark in (",", ";", "\t"):
        file = tmp_path / "list.csv"
        rows = ("Country", "Date", "Status", "Note"), ("Peru", "2018-11-26", "", "")
        file.write_text("\n".join(mark.join(each) for each in rows), "utf-8")
        (found,) = ratifications_in(file)
        assert (found.country, found.ratified) == ("Peru", "2018-11-26")


@pytest.mark.parametrize(
    ("name", "text", "said", "code"),
    [
        ("a.html", "<p>Nothing here</p>", "no table", "04"),
        ("a.html", "", "no table", "04"),
        ("a.csv", "Country,Date,Status\n", "empty", "04"),
        ("a.csv", "Country,Date,Status\nAtlantis,1 May 2020,In Force\n", "row 2", "03"),
        ("a.csv", "Country,Date,Status\nPeru,31 Jun 2020,In Force\n", '"date"', "03"),
        ("a.csv", "Country,Date,Status\nPeru,mayo de 2020,\n", '"date"', "03"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_whole(
    tmp_path: Path, capsys: Capture, name: str, text: str, said: str, code: str
) -> None:
    from headload.apps.voice.models import Ratification

    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert taken(file) == 3
    refusal = capsys.readouterr().err
    assert f"HL-VOI-{code}" in refusal
    assert said in refusal.replace("\n", " ")
    assert Ratification.objects.count() == 3


def test_what_is_asked_for_has_to_be_here(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "a.html"
    file.write_text(TABLE, "utf-8")
    assert taken(file, instrument="C999") == 3
    assert 'No convention "C999" is here' in capsys.readouterr().err
    assert taken(file, "--as-of", "soon") == 3
    assert taken(file, "--source", "nowhere") == 3
    assert taken(tmp_path / "missing.html") == 3


def test_records_of_natlex_become_drafts_without_their_abstracts(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Law

    text, page = tmp_path / "list.txt", tmp_path / "list.html"
    text.write_text(RECORDS, "utf-8")
    lines = "".join(f"<div>{line}</div>\n" for line in RECORDS.splitlines())
    page.write_text(f"<html><body>{lines}</body></html>", "utf-8")
    assert run(["voice", "natlex", str(text), str(page)]) == 0
    said = capsys.readouterr().out
    assert "laws: 3 new, 0 were here already" in said
    assert "laws: 0 new, 3 were here already" in said
    found = {each.natlex: each for each in Law.objects.filter(live=False)}
    ghana = found["GHA-2020-R-1530"]
    assert ghana.title == "Made Regulations of 2020 (L.I. 1). - Gazette"
    assert (ghana.adopted, ghana.kind) == ("2020-07-23", "regulation")
    assert [each.code for each in ghana.sectors.all()] == ["domestic-workers"]
    assert found["CRI-2017-M-5046"].title == "Reglamento hecho"
    assert found["CRI-2017-M-5046"].in_force == "2017-07-21"
    assert found["VNM-1990-L-77"].country.code == "vnm"
    assert not any("abstract" in each.note for each in found.values())
    assert site.client.get("/en/laws/gha-2020-r-1530/").status_code == 404
    ghana.save_revision().publish()
    assert site.client.get("/en/laws/gha-2020-r-1530/").status_code == 200


@pytest.mark.parametrize(
    "text",
    ["", "A page of something else", "Ghana - Maternity - Law, Act\nNo id follows\n"],
)
def test_a_page_without_records_is_refused(
    tmp_path: Path, capsys: Capture, text: str
) -> None:
    file = tmp_path / "list.txt"
    file.write_text(text, "utf-8")
    assert run(["voice", "natlex", str(file)]) == 3
    assert "HL-VOI-04" in capsys.readouterr().err
