"""Tables of the network come in whole, once, and say what is wrong with them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.conftest import Site
from apps.organisations import remove_all
from headload.cli.app import run
from headload.errors import BadInput
from needs import real_data

Capture = pytest.CaptureFixture[str]
ORGANISATIONS = "\n".join(
    (
        "id,name,acronym,org_type,level,country,city,sectors,founded,registered,is_mbo,"
        "source,note",
        "top,Made Federation,MF,federation,global,,Durban,all;other,2002-11,,yes,"
        "https://example.org/1,",
        "lima,Vendors of Lima,,trade_union,local,PER,Lima,street_vendors,1999,,,"
        'https://example.org/2,"A, note"',
        "help,Made Support,,support_ngo,national,GHA,Kumasi,waste_pickers,,,no,"
        "https://example.org/3,",
        "",
    )
)
COUNTS = """\
org_id,value,as_of,unit,sector,women_share,basis,declared_by,source,note
top,5000,2020,members,all,0.7,declared_rounded,self,https://example.org/1,over
top,3000,4th Congress,members:Asia,street_vendors,,affiliated_to_federation,self,https://example.org/1,
lima,120,,members,street_vendors,,declared,self,https://example.org/2,
"""
AFFILIATIONS = """\
child,parent,relation,as_of,source,note
lima,top,affiliate,4th Congress,https://example.org/1,
"""


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    remove_all()


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name, text in (
        ("organisations", ORGANISATIONS),
        ("membership_counts", COUNTS),
        ("affiliations", AFFILIATIONS),
    ):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def everything() -> list[tuple[Any, ...]]:
    """Return every row of every table of the network."""
    from django.apps import apps

    return [
        row
        for model in apps.get_app_config("headload_network").get_models(
            include_auto_created=True
        )
        for row in model.objects.order_by("pk").values_list()
    ]


def test_tables_come_in_with_what_they_say_and_no_more(tables: Path) -> None:
    from headload.apps.network.models import Affiliation, MembershipCount, Organisation

    assert run(["network", "import", str(tables), "--seen", "2026-11-22"]) == 0
    top, lima, support = (
        Organisation.objects.get(slug=slug) for slug in ("top", "lima", "help")
    )
    assert sorted(each.code for each in top.sectors.all()) == [
        "domestic-workers",
        "home-based-workers",
        "street-vendors",
        "waste-pickers",
    ]
    assert (top.other_sectors, top.area, top.city) == ("other", None, "Durban")
    assert (lima.area.code, lima.country.code) == ("per-lima", "per")
    assert (lima.is_mbo, lima.note) == (None, "A, note")
    assert (support.area.code, support.city) == ("gha", "Kumasi")
    assert lima.sources.get().seen.isoformat() == "2026-11-22"
    total, asia = MembershipCount.objects.filter(organisation=top).order_by("pk")
    assert (total.rounded, total.basis, total.all_sectors) == (True, "declared", True)
    assert (asia.part, asia.as_of, asia.occasion) == ("Asia", "", "4th Congress")
    assert (asia.sector.code, asia.women_share) == ("street-vendors", None)
    assert not asia.women_not_collected  # not told is not "not collected"
    tie = Affiliation.objects.get()
    assert (tie.child, tie.parent, tie.kind) == (lima, top, "affiliate")


def test_bringing_the_same_in_again_changes_nothing(
    tables: Path, capsys: Capture
) -> None:
    assert run(["network", "import", str(tables)]) == 0
    assert "organisations: 3 new, 0 were here already" in capsys.readouterr().out
    before = everything()
    assert run(["network", "import", str(tables)]) == 0
    assert "counts: 0 new, 3 were here already" in capsys.readouterr().out
    assert everything() == before


def test_what_was_renamed_here_is_known_by_the_name_of_the_table(tables: Path) -> None:
    from headload.apps.network.models import Organisation
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.seed import bring_in
    from headload.apps.network.services import rename

    bring_in(tables)
    lima = Organisation.objects.get(slug="lima")
    rename(lima, "Sellers of Lima", COMMAND_LINE, reason="congress")
    result = bring_in(tables)
    assert (result.organisations.new, result.counts.new) == (0, 0)
    lima.refresh_from_db()
    assert lima.name == "Sellers of Lima"


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("organisations", "PER", "PRE", 'row 3, column country.*"PRE"|"PRE".*row 3'),
        ("organisations", "PER", "Peru", '"Peru".*row 3, column country'),
        (
            "organisations",
            "waste_p",
            "paste_p",
            '"paste_pickers".*row 4, col.* sectors',
        ),
        ("organisations", "1999", "1999-13", '"1999-13".*row 3, column founded'),
        ("organisations", "trade_union", "club", '"club".*row 3, column org_type'),
        ("organisations", ",no,", ",yes,", "is_not_led_by_members.*row 4"),
        ("organisations", "help,Made", "lima,Made", '"lima".*row 4, column id'),
        ("organisations", ",note\n", ",phone\n", "missing: note; not expected: phone"),
        ("organisations", '"A, note"', "A, note", "more or fewer cells.*row 3"),
        ("organisations", "https://example.org/2", "", "row 3, column source"),
        ("membership_counts", "5000", "5,000", "more or fewer cells.*row 2"),
        ("membership_counts", "5000", "-5000", '"-5000".*row 2, column value'),
        ("membership_counts", "0.7", "70", '"70".*row 2, column women_share'),
        ("membership_counts", ",2020,", ",2020-1,", '"2020-1".*row 2, column as_of'),
        ("membership_counts", "members:Asia", "heads", '"heads".*row 3, column unit'),
        ("membership_counts", "lima,120", "cusco,120", '"cusco".*row 4, column org_id'),
        ("affiliations", "lima,top", "top,top", "itself.*row 2"),
        ("affiliations", "lima,top", "lima,bottom", '"bottom".*row 2, column parent'),
        ("affiliations", "affiliate,", "friend,", '"friend".*row 2, column relation'),
    ],
)
def test_what_cannot_be_is_named_and_nothing_comes_in(
    tables: Path, name: str, old: str, new: str, said: str
) -> None:
    from headload.apps.network.seed import bring_in

    path = tables / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    before = everything()
    with pytest.raises(BadInput, match=f"(?s){said}") as refusal:
        bring_in(tables)
    assert f"{name}.csv" in refusal.value.where
    assert everything() == before


def test_a_folder_without_its_tables_and_a_day_that_is_none_are_refused(
    tables: Path, capsys: Capture
) -> None:
    assert run(["network", "import", str(tables), "--seen", "yesterday"]) == 2
    assert "HL-NET-46" in capsys.readouterr().err
    (tables / "affiliations.csv").unlink()
    before = everything()
    assert run(["network", "import", str(tables)]) == 3
    assert "HL-NET-41" in capsys.readouterr().err
    assert everything() == before


def test_the_tables_of_the_field_come_in_with_their_sources(tmp_path: Path) -> None:
    from headload.apps.network import history
    from headload.apps.network.models import Affiliation, MembershipCount, Organisation
    from headload.apps.network.rights import READER
    from headload.apps.network.seed import bring_in
    from headload.apps.network.selectors import directory
    from headload.apps.network.tables import COLUMNS

    for name in COLUMNS:
        shutil.copy(real_data(f"network/{name}"), tmp_path / name)
    result = bring_in(tmp_path)
    assert (result.organisations.new, result.organisations.known) == (118, 0)
    assert (result.counts.new, result.affiliations.new) == (81, 42)
    assert Organisation.objects.count() == len(directory(READER)) == 118
    assert not Organisation.objects.filter(sources=None).exists()
    assert not MembershipCount.objects.filter(source=None).exists()
    assert not Affiliation.objects.filter(source=None).exists()
    # what contradicts itself in the sources stays beside itself
    hnsa = MembershipCount.objects.filter(organisation__slug="hnsa", unit="persons")
    assert sorted(each.value for each in hnsa) == [900_000, 1_200_000, 12_000_000]
    assert Organisation.objects.get(slug="wiego").is_mbo is False
    # the city of a national organisation is its seat; of a local one, where it works
    for slug, area in (("ihvag", "gha"), ("sarbah", "gha-accra")):
        accra = Organisation.objects.get(slug=slug)
        assert (accra.area.code, accra.city) == (area, "Accra")
    assert history.broken() is None
    before = everything()
    again = bring_in(tmp_path)
    assert (again.organisations.known, again.counts.known) == (118, 81)
    assert again.affiliations.known == 42
    assert everything() == before
