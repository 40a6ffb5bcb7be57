"""Laws, ratifications and processes are brought in whole, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.conftest import Site
from apps.laws import SEED, remove_all, written
from headload.cli.app import run
from needs import real_data

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def nothing(site: Site) -> Iterator[None]:
    remove_all()
    yield
    remove_all()


def test_an_import_twice_changes_nothing(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Law, Source

    assert run(["voice", "import", str(written(tmp_path))]) == 0
    capsys.readouterr()
    before = (list(Law.objects.values_list("pk", "changed")), Source.objects.count())
    assert run(["voice", "import", str(written(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert "laws: 0 new, 4 were here already" in said
    assert "ratifications: 0 new, 3 were here already" in said
    after = (list(Law.objects.values_list("pk", "changed")), Source.objects.count())
    assert after == before


def test_a_newer_source_renews_a_ratification_and_keeps_the_older_words(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Ratification

    folder = written(tmp_path)
    assert run(["voice", "import", str(folder)]) == 0
    head = SEED["ratifications"][0]
    row = "C189,Germany,DEU,2013-09-20,,https://example.org/new,,{day}"
    for day, renewed in (("2020", False), ("2026-11-01", True)):
        written(folder, ratifications=(head, row.format(day=day)))
        assert run(["voice", "import", str(folder)]) == 0
        assert ("1 of those here renewed" in capsys.readouterr().out) is renewed
    germany = Ratification.objects.get(country__code="deu")
    assert (germany.ratified, germany.in_force) == ("2013-09-20", "2014-09-20")
    assert germany.as_of == "2026-11-01"
    assert [each.content["ratified"] for each in germany.revisions.order_by("pk")] == [
        "2012-09-20",
        "2013-09-20",
    ]
    page = site.client.get("/en/ratifications/c189/").content.decode()
    assert "With dates to check: 0." in page


LAW, PROCESS = SEED["laws"][0], SEED["processes"][0]
WRONG = [
    ("laws", (LAW, "x,,act,PER,,,,,all,,https://e.org,"), 'column "title"', "03"),
    ("laws", (LAW, "x,T,poem,PER,,,,,all,,https://e.org,"), 'column "type"', "03"),
    ("laws", (LAW, "x,T,act,XYZ,,,,,all,,https://e.org,"), "jurisdiction", "03"),
    ("laws", (LAW, "x,T,act,PER,,2014-13,,,all,,https://e.org,"), "adopted", "03"),
    ("laws", (LAW, "x,T,act,PER,,,,,bakers,,https://e.org,"), "sectors", "03"),
    ("laws", (LAW, "x,T,act,PER,,,,,all,,,"), 'column "source"', "03"),
    ("laws", (LAW, "x,T,act,PER,,,,,all,,javascript:alert(1),"), "source", "03"),
    ("laws", (LAW, "x y,T,act,PER,,,,,all,,https://e.org,"), 'column "id"', "03"),
    ("laws", (LAW, "x,T,act,PER"), "row 2", "02"),
    ("laws", (LAW.replace("title", "titel"),), 'column "titel" is not known', "02"),
    (
        "processes",
        (PROCESS, "x,T,nobody,by_law,,,,,open,all,https://e.org,"),
        'column "body_id"',
        "03",
    ),
    (
        "processes",
        (PROCESS, "x,T,,by_law,,,02-30,due,open,all,https://e.org,"),
        'column "deadline"',
        "03",
    ),
    (
        "processes",
        (PROCESS, "x,T,,by_law,,,09-01,,open,all,https://e.org,"),
        'column "deadline_what"',
        "03",
    ),
    (
        "processes",
        (PROCESS, "x,T,,by_law,2020,2019,,,open,all,https://e.org,"),
        "row 2",
        "03",
    ),
    (
        "ratifications",
        (SEED["ratifications"][0], "C999,Peru,PER,,,https://e.org,,"),
        'column "instrument"',
        "03",
    ),
]


@pytest.mark.parametrize(("name", "lines", "where", "code"), WRONG)
def test_what_is_wrong_is_named_by_file_row_and_column_and_nothing_is_kept(
    site: Site,
    tmp_path: Path,
    capsys: Capture,
    name: str,
    lines: tuple[str, ...],
    where: str,
    code: str,
) -> None:
    from headload.apps.voice.models import Body, Law

    folder = written(tmp_path, **{name: lines})
    assert run(["voice", "import", str(folder)]) == 3
    refusal = capsys.readouterr().err
    assert f"HL-VOI-{code}" in refusal
    assert f"{name}.csv" in refusal.replace("\n", "")
    assert where in refusal
    assert "Traceback" not in refusal
    assert (Body.objects.count(), Law.objects.count()) == (0, 0)


def test_a_folder_with_nothing_to_bring_in_is_refused(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    assert run(["voice", "import", str(tmp_path)]) == 3
    assert "HL-VOI-01" in capsys.readouterr().err


def test_the_seed_comes_in_whole_and_three_ratifications_are_doubted(
    site: Site, capsys: Capture
) -> None:
    from headload.apps.voice.models import Law, Ratification
    from headload.apps.voice.parties import parties_of

    folder = real_data("network/laws.csv").parent
    for new in (True, False):
        assert run(["voice", "import", str(folder)]) == 0
        said = capsys.readouterr().out
        for name, count in (
            ("bodies", 23),
            ("laws", 55),
            ("processes", 30),
            ("ratifications", 78),
        ):
            counts = (count, 0) if new else (0, count)
            expected = f"{name}: {counts[0]} new, {counts[1]} were here already"
            assert expected in said
    assert Ratification.objects.count() == 78
    doubted = {
        (law.identifier, each.ratification.country.code): each.judged.doubts
        for law in Law.objects.filter(kind="convention")
        for each in parties_of(law, "en")
        if each.judged.doubts
    }
    assert doubted == {
        ("C189", "deu"): ("years",),
        ("C189", "mdg"): ("same_day",),
        ("C190", "fra"): ("days",),
    }
    page = site.client.get("/en/ratifications/c190/").content.decode()
    assert "Its sources speak of 2024." in page
    assert len(site.client.get("/en/laws/").content) < 60_000
    judged = site.client.get("/en/laws/zaf-makwicana/").content.decode()
    for said in ("Judgment, Durban", "<b>Decided</b>", "none checked", "Nobody has"):
        assert said in judged, said
    assert Law.objects.exclude(natlex="").count() == 12
    for slug in Law.objects.values_list("slug", flat=True):
        assert site.client.get(f"/en/laws/{slug}/").status_code == 200, slug


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</script><script>alert(1)</script>",
        "{{ 7*7 }}{% load x %}",
        "=1+1",
    ],
)
def test_nothing_in_a_row_becomes_markup_or_a_formula(
    site: Site, tmp_path: Path, evil: str
) -> None:
    quoted = '"' + evil.replace('"', '""') + '"'
    bodies = (
        SEED["bodies"][0],
        f"evil,{quoted},{quoted},city,PER,{quoted},{quoted},{quoted},https://e.org,"
        f"{quoted}",
    )
    laws = (
        SEED["laws"][0],
        SEED["laws"][1],
        f"evil,{quoted},act,PER,{quoted},,,,all,{quoted},https://e.org,{quoted}",
    )
    processes = (
        SEED["processes"][0],
        f"evil,{quoted},evil,by_law,,,09-01,{quoted},open,all,https://e.org,{quoted}",
    )
    folder = written(tmp_path, bodies=bodies, laws=laws, processes=processes)
    assert run(["voice", "import", str(folder)]) == 0
    for address, scripts in (
        ("laws/", 0),
        ("laws/evil/", 1),
        ("processes/", 0),
        ("processes/evil/", 0),
        ("bodies/evil/", 0),
        ("places/per/", 0),
        ("search/?q=alert", 0),
    ):
        text = site.client.get(f"/en/{address}").content.decode()
        assert text.count("<script") == scripts, address
        assert "<img src=x" not in text
        assert "49{%" not in text
    table = site.client.get("/en/laws/laws.csv?country=per").content.decode()
    assert ",=1" not in table
