"""Pages, files and search of organisations: found, told with sources, kept safe."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from apps.conftest import Site
from apps.organisations import (
    affiliated,
    group,
    new_count,
    organisation,
    owned,
    person,
    place,
    remove_all,
)

LIST = "/en/organisations/"
FILES = ("csv", "xlsx", "jsonld")


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    remove_all()


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode("utf-8", "replace"))


def names(site: Site, query: str = "") -> list[str]:
    text = read(site, f"{LIST}{query}")
    found = text.split('<h3><a href="/en/organisations/')[1:]
    return [each.split(">")[1].split("<")[0] for each in found]


def table(site: Site, query: str = "") -> list[dict[str, str]]:
    text = read(site, f"{LIST}organisations.csv{query}").lstrip("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def sheets(site: Site, query: str = "") -> dict[str, list[tuple[Any, ...]]]:
    content = site.client.get(f"{LIST}organisations.xlsx{query}").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def stated(made: Any, by: Any = None, **values: Any) -> Any:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import add_count

    number = values.pop("value", 120)
    return add_count(made, new_count(number, **values), by or COMMAND_LINE)


def everywhere(site: Site, *more: str) -> str:
    """Return everything that could tell of an organisation, as one text."""
    from headload.apps.search.models import Document

    addresses = (
        LIST,
        f"{LIST}?place=per",
        f"{LIST}organisations.csv",
        f"{LIST}organisations.jsonld",
        "/api/organisations",
        "/catalogue.jsonld",
        "/en/places/per/",
        "/en/places/per/lima/",
        "/en/workers/street-vendors/",
        "/en/search/?q=vendors",
        *more,
    )
    kept = Document.objects.filter(kind="organisation").values_list(
        "key", "title", "text", "address"
    )
    found = [read(site, each) for each in addresses]
    return " ".join([*found, repr(list(kept)), repr(sheets(site))])


def at_risk(pseudonym: str = "Group 7") -> tuple[Any, Any]:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import raise_risk

    made, editor = owned(
        "Quiet Hawkers", acronym="QHWK", city="Callao", description="By the river."
    )
    stated(made, editor, value=4321)
    raise_risk(
        made, RiskLevel.HIGH, COMMAND_LINE, reason="arrests", pseudonym=pseudonym
    )
    return made, editor


SECRETS = ("Quiet Hawkers", "QHWK", "qhwk", "Callao", "river", "4321", "4,321")


def test_one_at_high_risk_appears_nowhere_by_name_number_or_city(site: Site) -> None:
    organisation("Vendors of Lima")
    made, _ = at_risk()
    affiliated(made, organisation("Federation", city=""))
    own = f"{LIST}{made.permanent.lower()}/"
    text = everywhere(site, own, f"{LIST}federation/", "/en/search/?q=group")
    for secret in SECRETS:
        assert secret not in text, secret
    assert "Group 7" in names(site)
    page = read(site, own)
    assert "100 to 999" not in page
    assert "1,000 to 9,999" in page
    assert "ld+json" not in page
    assert "Lima" not in page
    for address in ("qhwk/", f"{made.permanent.lower()}/why/name", "qhwk/why/name"):
        read(site, f"{LIST}{address}", 404)
    read(site, f"/api/organisations/{made.permanent}", 404)
    for query in ("?q=QHWK", "?q=quiet", "?q=callao", "?place=per-lima"):
        assert "Group 7" not in names(site, query), query
    assert names(site, "?q=group+7&place=per") == ["Group 7"]
    files = json.dumps(table(site)) + read(site, f"{LIST}organisations.jsonld")
    assert "Group 7" not in files + read(site, "/api/organisations")
    assert "Group 7" not in repr(sheets(site))
    assert "Group 7" not in read(site, "/en/places/per/lima/")
    assert "Group 7" in read(site, "/en/places/per/")
    assert f'href="{own}"' in read(site, "/en/search/?q=group+7")


def test_raising_the_risk_takes_it_out_of_search_at_once(site: Site) -> None:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.services import raise_risk

    made, editor = owned("Quiet Hawkers", acronym="QHWK")
    assert 'href="/en/organisations/qhwk/"' in read(site, "/en/search/?q=qhwk")
    raise_risk(made, RiskLevel.HIGH, editor, reason="arrests", pseudonym="Group 7")
    found = read(site, "/en/search/?q=qhwk")
    assert 'href="/en/organisations/qhwk/"' not in found
    assert made.permanent.lower() not in found
    assert "Quiet" not in read(site, LIST)


@pytest.mark.parametrize("how", ["unlisted", "network", "hidden", "sourceless"])
def test_what_is_not_public_is_on_no_page(site: Site, how: str) -> None:
    from headload.apps.common.models import Content
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change, hide_now

    made, editor = owned("Quiet Hawkers", acronym="QHWK", city="Callao")
    stated(made, editor, value=4321)
    affiliated(made, organisation("Federation"))
    assert "Quiet Hawkers" in everywhere(site)
    if how == "unlisted":
        change(made, "unlisted", True, COMMAND_LINE, reason="asked")
    elif how == "network":
        change(made, "visibility", "network", COMMAND_LINE, reason="asked")
    elif how == "hidden":
        hide_now(made, editor)
    else:
        change(made, "city", "Lima", COMMAND_LINE, reason="index again")
        made.sources.clear()
        Content.changed()
        from headload.apps.search.index import rebuild

        rebuild("organisation")
    text = everywhere(site, f"{LIST}federation/")
    for secret in SECRETS:
        assert secret not in text, secret
    for address in (LIST + "qhwk/", f"/id/o/{made.permanent}", LIST + "qhwk/why/name"):
        read(site, address, 404)
    read(site, f"/api/organisations/{made.permanent}", 404)


def test_a_count_for_the_network_is_on_no_page(site: Site) -> None:
    from headload.apps.network.kinds import Visibility

    made = organisation("Vendors of Lima")
    count = stated(made, value=4321, visibility=Visibility.NETWORK)
    page = f"{LIST}vendors-of-lima/"
    text = everywhere(site, page)
    assert "4321" not in text
    assert "4,321" not in text
    read(site, f"{page}why/{count.permanent.lower()}", 404)
    assert "is not known here" in read(site, page)


def test_the_directory_narrows_by_name_group_place_type_tie_and_constituency(
    site: Site,
) -> None:
    from headload.apps.network.kinds import NameKind
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import add_name

    vendors = organisation(
        "Vendors of Lima", acronym="VL", classification="trade-union", is_mbo=True
    )
    sellers = organisation("Sellers of Cusco", area=place("per"), city="Cusco")
    organisation("Help", area=place("gha"), classification="support-ngo", is_mbo=False)
    add_name(vendors, "Ámbulantes unidas", NameKind.LOCAL, COMMAND_LINE, language="es")
    federation = organisation("Federation", area=place("per"))
    top = organisation("World Alliance", area=None, city="")
    affiliated(vendors, federation)
    affiliated(federation, top)
    assert names(site) == [
        "Federation",
        "Help",
        "Sellers of Cusco",
        "Vendors of Lima",
        "World Alliance",
    ]
    assert names(site, "?q=ambulantes") == names(site, "?q=vl") == ["Vendors of Lima"]
    assert names(site, "?q=OF&place=per") == ["Sellers of Cusco", "Vendors of Lima"]
    assert names(site, "?place=per-lima") == ["Vendors of Lima"]
    assert names(site, "?type=trade-union") == ["Vendors of Lima"]
    assert names(site, "?constituency=workers") == ["Vendors of Lima"]
    assert names(site, "?constituency=practitioners") == ["Help"]
    assert names(site, "?constituency=researchers") == []
    assert names(site, "?worker_group=waste-pickers") == []
    assert names(site, "?member_of=world-alliance") == ["Federation", "Vendors of Lima"]
    assert names(site, "?member_of=federation") == ["Vendors of Lima"]
    assert sellers.slug == "sellers-of-cusco"
    page = read(site, f"{LIST}?place=per")
    assert 'place=gha" rel="nofollow">Ghana <span class="soft">1<' in page
    assert 'href="?" rel="nofollow" aria-current="true">Peru <span' in page or (
        'rel="nofollow" aria-current="true">Peru <span class="soft">3<' in page
    )
    assert "That does not mean there is none" in read(site, f"{LIST}?q=nobody")


def test_one_that_supports_and_researches_is_found_under_both(site: Site) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change

    none = {"area": None, "city": "", "is_mbo": False}
    both = organisation("Help and Study", classification="support-ngo", **none)
    organisation("Counting House", classification="statistical-office", **none)
    change(both, "does_research", True, COMMAND_LINE, reason="its page says so")
    organisation("Vendors", is_mbo=True, does_research=True)
    assert names(site, "?constituency=researchers") == [
        "Counting House",
        "Help and Study",
    ]
    assert names(site, "?constituency=practitioners") == ["Help and Study"]
    assert names(site, "?constituency=workers") == ["Vendors"]
    page = read(site, f"{LIST}{both.slug}/")
    assert "Development practitioners" in page
    assert "Researchers and statisticians" in page
    assert f'href="{LIST}{both.slug}/why/does_research"' in page
    told = read(site, f"{LIST}{both.slug}/why/does_research")
    assert "its page says so" in told
    spanish = read(site, f"/es/organisations/{both.slug}/")
    assert "Investigación y estadística" in spanish
    assert "Investiga el trabajo informal" in spanish


def test_the_list_tells_each_number_with_basis_day_and_check(site: Site) -> None:
    stated(organisation("Vendors of Lima"), value=4321)
    organisation("Sellers of Cusco")
    page = read(site, LIST)
    assert "4,321" in page
    assert "(declared, said by itself, 2025-03)" in page
    assert "not checked" in page
    assert "number of members not known" in page
    assert "Do not add these numbers" in page


def test_a_page_sets_what_different_ones_declare_side_by_side(site: Site) -> None:
    from headload.apps.network.kinds import Basis, Unit, Verification
    from headload.apps.network.services import verify

    made, editor = owned("Vendors of Lima", is_mbo=True, founded="1999")
    first = stated(made, editor, value=4321, rounded=True)
    other = {"declared_by": "Ministry", "basis": Basis.REGISTER, "as_of": "2019"}
    told = {"women_share": None, "women_not_collected": True}
    stated(made, value=500, **other, **told)
    stated(made, value=9, unit=Unit.ORGANISATIONS)
    verify(first, Verification.CORROBORATED, person("verifier"), reason="agrees")
    affiliated(organisation("Market One"), made)
    page = read(site, f"{LIST}vendors-of-lima/")
    assert page.count("<table") == 3
    assert "about 4,321" in page
    assert "corroborated" in page
    assert "not collected" in page
    assert "60%" in page
    assert "older than three years" in page
    sides = page.split("What each says")[1].split("</table>")[0]
    assert "itself" in sides
    assert "Ministry" in sides
    assert "500" in sides
    assert "Declared: 9. Listed here: 1. Missing here: 8." in page
    assert "https://example.org/report" in page
    assert f"/id/o/{made.permanent}" in page
    assert "the day it was seen is not known" in page


def test_a_number_says_why_it_says_that(site: Site) -> None:
    from headload.apps.network.services import change

    made, editor = owned("Vendors of Lima")
    count = stated(made, editor, value=4321)
    change(made, "founded", "1999", editor, reason="our statute")
    change(made, "description", "We sell <b>fruit</b>.", editor, reason="ours")
    page = read(site, f"{LIST}vendors-of-lima/")
    address = f"{LIST}vendors-of-lima/why/{count.permanent.lower()}"
    assert address in page
    answer = read(site, address)
    assert "4321" in answer
    assert "the organisation itself" in answer
    assert "https://example.org/report" in answer
    assert editor.user.username not in answer
    told = read(site, "/es/organisations/vendors-of-lima/why/founded")
    assert "our statute" in told
    assert "1999" in told
    text = read(site, f"{LIST}vendors-of-lima/why/description")
    assert "a text that is not repeated here" in text
    for nothing in ("owners", "risk_level", "0" * 26):
        read(site, f"{LIST}vendors-of-lima/why/{nothing}", 404)


def test_the_tree_shows_both_ways_and_each_once(site: Site) -> None:
    top, left, right = map(organisation, ("Alliance", "Left", "Right"))
    town = organisation("Town", acronym="TOWN")
    below = organisation("Market")
    for child, parent in (
        (left, top),
        (right, top),
        (town, left),
        (town, right),
        (below, town),
    ):
        affiliated(child, parent)
    page = read(site, f"{LIST}alliance/")
    assert page.count('<ul class="tree">') == 1
    assert page.count(">Town</a>") == 2
    assert page.count(">Market</a>") == 1
    assert page.count("see above") == 1
    page = read(site, f"{LIST}market/")
    assert page.count(">Alliance</a>") == 2
    assert "see above" not in page
    data = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert [each["@id"] for each in data["@graph"][0]["memberOf"]] == [
        f"http://testserver/id/o/{town.permanent}"
    ]


def test_old_addresses_lead_to_what_went_on(site: Site) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        NewOrganisation,
        Seen,
        merge,
        rename,
        split,
    )

    made, old = organisation("Vendors of Lima"), organisation("Hawkers")
    stated(old, value=77)
    rename(made, "Vendors United", COMMAND_LINE, reason="congress", on="2020")
    merge(made, old, COMMAND_LINE, reason="congress", on="2021-05")
    for slug in ("vendors-of-lima", "hawkers"):
        answer = site.client.get(f"/fr/organisations/{slug}/")
        assert answer.status_code == 301
        assert answer.headers["Location"] == "/fr/organisations/vendors-united/"
    answer = site.client.get(
        f"/id/o/{old.permanent}", headers={"accept-language": "es"}
    )
    assert answer.headers["Location"] == "/es/organisations/vendors-united/"
    page = read(site, f"{LIST}vendors-united/")
    assert "Vendors of Lima" in page
    assert "went on in" in page
    assert "counted by Hawkers" in page
    assert names(site) == ["Vendors United"]
    found = read(site, "/en/search/?q=vendors")
    assert found.count('href="/en/organisations/vendors-united/"') == 1
    seen = [Seen("https://example.org/split")]
    new = [NewOrganisation(name, seen) for name in ("North", "South")]
    split(made, new, COMMAND_LINE, reason="congress", on="2024")
    page = read(site, f"{LIST}vendors-united/")
    assert 'href="/en/organisations/north/"' in page
    assert "became" in page


def test_files_hold_the_selection_and_parse(site: Site) -> None:
    made = organisation(
        "Vendors of Lima", identifiers=[("PE-SUNAT", "20")], is_mbo=True
    )
    stated(made, value=4321)
    stated(made, value=4000, as_of="2020")
    organisation("Sellers of Accra", area=place("gha-accra"), city="Accra")
    (row,) = table(site, "?place=per")
    assert row["name"] == "Vendors of Lima"
    assert row["identifiers"] == "PE-SUNAT 20"
    assert (row["members_value"], row["members_as_of"]) == ("4321", "2025-03")
    assert (row["members_basis"], row["is_mbo"]) == ("declared", "yes")
    assert row["address"] == f"http://testserver/id/o/{made.permanent}"
    assert [each["name"] for each in table(site)] == [
        "Sellers of Accra",
        "Vendors of Lima",
    ]
    book = sheets(site, "?place=per")
    assert len(book["organisations"]) == 2
    assert [line[1] for line in book["counts"][1:]] == [4321, 4000]
    graph = json.loads(read(site, f"{LIST}organisations.jsonld?place=per"))["@graph"]
    assert [each["@type"] for each in graph] == ["Organization", *["Observation"] * 2]
    assert graph[0]["identifier"][0]["value"] == "PE-SUNAT-20"
    assert graph[1]["observationAbout"]["@id"] == graph[0]["@id"]


def test_a_formula_in_a_name_is_inert(site: Site) -> None:
    organisation("=1+1", acronym='@SUM("x")')
    (row,) = table(site)
    assert (row["name"], row["acronym"]) == ("'=1+1", '\'@SUM("x")')
    content = site.client.get(f"{LIST}organisations.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["organisations"]
    assert [cell.data_type for cell in sheet[2][1:3]] == ["s", "s"]
    assert sheet[2][1].value == "=1+1"


def test_a_name_cannot_break_out_of_the_page(site: Site) -> None:
    organisation(
        "</script><script>alert(1)</script>", acronym="X", links="javascript:x"
    )
    for address in (LIST, f"{LIST}x/"):
        page = read(site, address)
        assert "<script>alert" not in page
        assert 'href="javascript' not in page


def test_programs_read_organisations(site: Site) -> None:
    made = organisation("Vendors of Lima", founded="1999")
    stated(made, value=4321)
    organisation("Sellers", area=place("gha"))
    told = json.loads(read(site, "/api/organisations?place=per"))
    assert (told["count"], told["pages"]) == (1, 1)
    (one,) = told["organisations"]
    assert (one["name"], one["founding_date"]) == ("Vendors of Lima", "1999")
    assert one["counts"][0]["value"] == 4321
    assert one["counts"][0]["women_share"] == 0.6
    assert told["facets"]["place"] == {"gha": 1, "per": 1, "per-lima": 1}
    again = json.loads(read(site, f"/api/organisations/{made.permanent}"))
    assert again == one
    assert "/api/organisations" in read(site, "/api/openapi.json")


def test_pages_of_groups_and_places_tell_who_organises_there(site: Site) -> None:
    for address in ("/en/places/per/", "/en/places/per/lima/"):
        assert "No organisation is known here yet." in read(site, address)
    stated(organisation("Vendors of Lima"), value=4321)
    organisation("A Silent One")
    for address in ("places/per/", "places/per/lima/", "workers/street-vendors/"):
        page = read(site, f"/en/{address}")
        assert page.index("Vendors of Lima") < page.index("A Silent One"), address
        assert "4,321" in page
        assert "number of members not known" in page
        assert "Tell the editors of this site" in page
        assert "All of them: 2" in page
    assert "Organisations of workers" in read(site, "/catalogue.jsonld")
    assert "Vendors of Lima" not in read(site, "/en/workers/waste-pickers/")


def test_what_it_published_stands_on_its_page(site: Site) -> None:
    from headload.apps.library.models import Creator, Person, Work

    organisation("Vendors of Lima", acronym="VOL")
    work = Work(slug="of-vol", title="Our market", publisher="vol", date="2019")
    work.live = True
    work.save()
    other = Work(slug="by-name", title="Our city", date="2020", live=True)
    other.save()
    who = Person.objects.create(family="Vendors of Lima", organisation=True)
    Creator.objects.create(work=other, person=who)
    try:
        page = read(site, "/en/organisations/vol/")
        assert page.index("Our city") < page.index("Our market")
        assert 'href="/en/library/of-vol/"' in page
    finally:
        other.delete()
        work.delete()
        who.delete()


def test_seats_are_told_and_pages_weigh_little(site: Site) -> None:
    import gzip

    from headload.apps.network.kinds import SeatKind
    from headload.apps.network.services import NewSeat, Seen, add_seat

    for number in range(60):
        stated(organisation(f"Vendors of market {number}", acronym=f"V{number}"))
    made, editor = owned("Vendors of Lima")
    source = Seen("https://example.org/council")
    add_seat(made, NewSeat("City council", SeatKind.OBSERVER, source), editor)
    page = read(site, f"{LIST}vendors-of-lima/")
    assert "City council" in page
    assert "observer" in page
    assert len(names(site)) == 40
    assert len(names(site, "?page=2")) == 21
    for address in (LIST, f"{LIST}vendors-of-lima/"):
        page = read(site, address)
        assert page.count("<h1") == 1
        assert "<script>" not in page
        assert len(gzip.compress(page.encode())) < 38_000, address
    assert group().code == "street-vendors"
