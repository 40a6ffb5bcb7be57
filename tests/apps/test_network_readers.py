"""Who sees what of the network: the public, the network, the organisation itself."""

import datetime
from collections.abc import Iterator
from typing import Any

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

TODAY = datetime.date(2026, 1, 15)
OUTSIDE = ("public", "statistician", "law_editor", "editor")
SAFE = ("admin", "coordinator", "verifier")


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    remove_all()


def reader(role: str) -> Any:
    from headload.apps.network.rights import READER

    return READER if role == "public" else person(role)


def at_risk(name: str = "Vendors of Lima", pseudonym: str = "Group 7") -> Any:
    """Return an organisation at high risk, with what could tell who it is."""
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import add_count, raise_risk

    made, editor = owned(
        name, acronym="VOL", description="Near the river.", founded="1999"
    )
    add_count(made, new_count(120), editor)
    raise_risk(
        made, RiskLevel.HIGH, COMMAND_LINE, reason="arrests", pseudonym=pseudonym
    )
    return made, editor


def shown_text(by: Any, made: Any) -> str:
    from headload.apps.network.selectors import (
        affiliates_of,
        affiliations_of,
        counts_of,
        directory,
        history_of,
        visible_to,
    )

    return repr(
        (
            visible_to(by, made),
            counts_of(by, made, TODAY),
            affiliations_of(by, made),
            affiliates_of(by, made),
            directory(by),
            [history_of(by, made, field) for field in ("name", "city", "acronym")],
        )
    )


@pytest.mark.parametrize("role", OUTSIDE)
def test_high_risk_is_a_country_a_pseudonym_and_a_band(role: str) -> None:
    from headload.apps.network.selectors import counts_of, visible_to

    made, _ = at_risk()
    affiliated(made, organisation("Federation"))
    by = reader(role)
    shown = visible_to(by, made)
    assert shown is not None
    assert shown["name"] == "Group 7"
    assert shown["country"] == "per"
    assert shown["slug"] == made.permanent.lower()
    told = {"city", "area", "acronym", "founded", "risk_level", "pseudonym", "sources"}
    assert set(shown) & told == set()
    (count,) = counts_of(by, made, TODAY)
    assert count["band"] == (100, 1000)
    assert "value" not in count
    text = shown_text(by, made)
    for secret in ("Vendors of Lima", "VOL", "river", "/vol", "'vol'"):
        assert secret not in text, secret


@pytest.mark.parametrize("role", SAFE)
def test_those_who_keep_it_safe_see_it_whole(role: str) -> None:
    from headload.apps.network.selectors import counts_of, visible_to

    made, editor = at_risk()
    for by in (reader(role), editor):
        shown = visible_to(by, made)
        assert shown is not None
        assert shown["name"] == "Vendors of Lima"
        assert (shown["city"], shown["risk_level"]) == ("Lima", "high")
        assert counts_of(by, made, TODAY)[0]["value"] == 120


def test_one_under_a_pseudonym_is_not_found_by_its_name_or_where_it_is() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import Wanted, directory, find
    from headload.apps.network.services import rename

    made, editor = at_risk()
    rename(made, "Vendors United", editor, reason="congress")

    def found(**wanted: Any) -> list[Any]:
        return [each["name"] for each in directory(READER, Wanted(**wanted))]

    assert found(words="group 7") == ["Group 7"]
    assert found(words="VOL") == found(words="vendors") == found(words="united") == []
    assert found(place=place("per")) == ["Group 7"]
    assert found(place=place("per-lima")) == []
    for address in ("vol", "vendors-united"):  # once, and today
        assert find(READER, address) is None
        assert find(editor, address) is not None
    known = find(READER, made.permanent.lower())
    assert known is not None
    assert (known.shown["name"], known.moved) == ("Group 7", False)


def test_high_risk_without_a_pseudonym_is_not_there_for_the_public() -> None:
    from headload.apps.network.rights import READER, Role
    from headload.apps.network.selectors import Wanted, affiliates_of, directory, find

    made, _ = at_risk("Street Vendors", pseudonym="")
    federation = organisation("Federation", city="")
    affiliated(made, federation)
    assert find(READER, "vol") is None  # made of its acronym
    assert find(READER, made.permanent) is None
    assert directory(READER, Wanted("street")) == []
    assert affiliates_of(READER, federation) == []
    known = find(person(Role.STATISTICIAN.value), made.permanent)
    assert known is not None  # the network knows of it, without its city
    assert (known.shown["name"], "city" in known.shown) == ("Street Vendors", False)


def test_the_export_leaves_out_what_is_at_risk_unlisted_hidden_or_gone_on() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.selectors import exported
    from headload.apps.network.services import change, hide_now, merge

    organisation("Open")
    at_risk()
    hidden, editor = owned("Hidden")
    hide_now(hidden, editor)
    unlisted, old = organisation("Unlisted"), organisation("Old")
    change(unlisted, "unlisted", True, COMMAND_LINE, reason="asked")
    inner = organisation("Inner")
    change(inner, "visibility", "network", COMMAND_LINE, reason="asked")
    merge(organisation("New"), old, COMMAND_LINE, reason="congress")
    assert [each["slug"] for each in exported()] == ["new", "open"]


def test_hiding_works_at_once_and_for_all_but_itself_and_administrators() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.selectors import counts_of, find, history_of, visible_to
    from headload.apps.network.services import add_count, hide_now, show_again

    made, editor = owned("Vendors of Lima")
    add_count(made, new_count(), editor)
    hide_now(made, editor, "they came to the market")
    for role in ("public", "coordinator", "verifier", "statistician"):
        by = reader(role)
        assert visible_to(by, made) is None
        assert find(by, "vendors-of-lima") is None
        assert counts_of(by, made, TODAY) == []
        assert history_of(by, made, "name") == []
    assert visible_to(editor, made) is not None
    assert visible_to(reader("admin"), made) is not None
    assert made.hidden_by == editor.user
    show_again(made, COMMAND_LINE, reason="reviewed")
    assert visible_to(reader("public"), made) is not None


@pytest.mark.parametrize(
    ("field", "value", "see"),
    [
        ("unlisted", True, {"statistician", "coordinator", "admin"}),
        ("visibility", "network", {"statistician", "coordinator", "admin"}),
        ("visibility", "organisation", {"admin"}),
    ],
)
def test_a_record_is_shown_to_whom_it_says(field: str, value: Any, see: set) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.selectors import directory, visible_to
    from headload.apps.network.services import change

    made, editor = owned("Vendors of Lima")
    change(made, field, value, COMMAND_LINE, reason="asked")
    for role in ("public", "statistician", "coordinator", "admin"):
        by = reader(role)
        assert (visible_to(by, made) is not None) == (role in see), role
        assert bool(directory(by)) == (role in see), role
    assert visible_to(editor, made) is not None


def test_a_seat_is_shown_unless_it_would_tell_who_is_at_risk() -> None:
    from headload.apps.network.kinds import RiskLevel, SeatKind
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import seats_of
    from headload.apps.network.services import NewSeat, Seen, add_seat, raise_risk

    made, editor = owned("Vendors of Lima")
    source = Seen("https://example.org/council")
    add_seat(made, NewSeat("City council", SeatKind.OBSERVER, source), editor)
    (seat,) = seats_of(READER, made)
    assert (seat.body, seat.kind) == ("City council", "observer")
    raise_risk(made, RiskLevel.HIGH, person("coordinator"), reason="arrests")
    assert seats_of(READER, made) == []
    assert len(seats_of(editor, made)) == 1


def test_risk_is_not_told_to_readers() -> None:
    from headload.apps.network.selectors import visible_to

    made = organisation("Vendors of Lima")
    for role in OUTSIDE:
        shown = visible_to(reader(role), made)
        assert shown is not None
        assert "risk_level" not in shown
        assert shown["city"] == "Lima"


def test_a_public_record_whose_source_is_gone_is_not_public() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import visible_to

    made = organisation("Vendors of Lima")
    made.sources.clear()
    assert visible_to(READER, made) is None


def test_the_directory_finds_by_words_group_place_and_kind() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import Wanted, directory

    organisation("Vendors of Lima", acronym="VL", classification="trade-union")
    organisation("Sellers of Cusco", area=place("per"), city="Cusco", is_mbo=True)
    organisation("Hawkers of Accra", area=place("gha-accra"), level="local")

    def found(**wanted: Any) -> list[str]:
        return [each["slug"] for each in directory(READER, Wanted(**wanted))]

    assert found() == ["hawkers-of-accra", "sellers-of-cusco", "vl"]
    assert found(words="of lima") == found(words="vl") == ["vl"]
    assert found(place=place("per")) == ["sellers-of-cusco", "vl"]
    assert found(place=place("per-lima")) == ["vl"]
    assert found(group=group("waste-pickers")) == []
    assert len(found(group=group())) == 3
    assert found(classification="trade-union") == ["vl"]
    assert found(level="local") == ["hawkers-of-accra"]
    assert found(is_mbo=True) == ["sellers-of-cusco"]


def test_a_count_tells_how_old_it_is_and_why_it_says_that() -> None:
    from headload.apps.network.kinds import Verification
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import counts_of, why
    from headload.apps.network.services import add_count, verify

    made, editor = owned("Vendors of Lima")
    count = add_count(made, new_count(as_of="2022-11"), editor, "from our books")
    second = person("verifier")
    verify(count, Verification.CORROBORATED, second, reason="the register agrees")
    (shown,) = counts_of(READER, made, TODAY)
    assert (shown["value"], shown["is_stale"]) == (120, True)
    assert shown["source"] == "https://example.org/report"
    told = why(READER, count)
    assert [(each.new, each.role) for each in told if each.field == "value"] == [
        ("120", "editor")
    ]
    last = told[-1]
    assert (last.old, last.new) == ("unverified", "corroborated")
    assert last.reason == "the register agrees"
    assert not {second.user.pk, str(second.user.pk)} & set(vars(last).values())
    assert second.user.username not in repr(last)


def test_a_count_for_the_network_is_not_shown_outside() -> None:
    from headload.apps.network.kinds import Visibility
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import counts_of, why
    from headload.apps.network.services import add_count

    made, editor = owned("Vendors of Lima")
    inner = new_count(visibility=Visibility.NETWORK)
    count = add_count(made, inner, editor)
    assert counts_of(READER, made, TODAY) == why(READER, count) == []
    assert len(counts_of(person("statistician"), made, TODAY)) == 1


def test_the_history_of_a_field_is_told_without_names_of_accounts() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import history_of
    from headload.apps.network.services import change

    made, editor = owned("Vendors of Lima")
    change(made, "founded", "1999", editor, reason="our statute")
    (event,) = history_of(READER, made, "founded")
    assert (event.old, event.new, event.role) == ("", "1999", "editor")
    assert history_of(READER, made, "owners") == []
    change(made, "description", "Near the river.", editor, reason="ours")
    (text,) = history_of(READER, made, "description")
    assert (text.new, text.reason) == ("", "ours")


def test_counts_that_are_not_public_enter_a_sum_only_among_three_of_them() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.selectors import cell
    from headload.apps.network.services import add_count, change

    for number, name in enumerate(("Open A", "Open B", "Open C")):
        add_count(organisation(name), new_count(number), COMMAND_LINE)

    def unlisted(name: str, value: int) -> None:
        made = organisation(name)
        add_count(made, new_count(value), COMMAND_LINE)
        change(made, "unlisted", True, COMMAND_LINE, reason="asked")

    def values(code: str = "per") -> tuple[list[int], int]:
        found = cell(place(code), group())
        return sorted(each.value for each in found.counts), found.withheld

    unlisted("Shy A", 10)
    unlisted("Shy B", 20)
    # three are public: their sum is known, so the rest would be
    assert values() == ([0, 1, 2], 2)
    at_risk()
    assert values() == ([0, 1, 2, 10, 20, 120], 0)
    assert values("per-lima") == ([0, 1, 2], 2)  # one at risk is in no city's sum


def test_a_count_of_another_place_is_summed_there() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.selectors import cell
    from headload.apps.network.services import add_count

    made = organisation("Vendors of Lima")
    add_count(made, new_count(10), COMMAND_LINE)
    add_count(made, new_count(20, area=place("gha")), COMMAND_LINE)
    add_count(made, new_count(30, part="Market of Surquillo"), COMMAND_LINE)

    def values(code: str) -> list[int]:
        return [each.value for each in cell(place(code), group()).counts]

    assert values("per") == values("per-lima") == [10]
    assert values("gha") == [20]
    assert values("gha-accra") == []


def test_what_is_kept_can_be_counted_as_far_as_a_reader_sees_it() -> None:
    from headload.apps.network.counting import consolidate
    from headload.apps.network.kinds import Basis, RiskLevel
    from headload.apps.network.observations import BasisClass, Scope
    from headload.apps.network.rights import COMMAND_LINE, READER
    from headload.apps.network.selectors import observed
    from headload.apps.network.services import (
        Seen,
        add_count,
        declare_overlap,
        raise_risk,
    )

    federation = organisation("Federation", is_mbo=True, area=place("per"))
    north, south, risky = (
        organisation(name, is_mbo=True) for name in ("North", "South", "Risky")
    )
    for made, value in ((north, 100), (south, 200), (risky, 400)):
        affiliated(made, federation)
        add_count(made, new_count(value), COMMAND_LINE)
    add_count(north, new_count(9_000, basis=Basis.DATABASE), COMMAND_LINE)
    add_count(south, new_count(7_000, part="A market"), COMMAND_LINE)
    add_count(federation, new_count(900, as_of="2024"), COMMAND_LINE)
    source = Seen("https://example.org/both")
    declare_overlap(north, south, 30, COMMAND_LINE, source=source)
    day = datetime.date(2025, 1, 1)
    scope = Scope(BasisClass.DECLARED, "street-vendors", "per", day)

    def points(by: Any) -> tuple[int, int]:
        found = consolidate([federation.permanent], observed(by), scope)
        return found.point, found.high

    assert points(READER) == (670, 700)
    raise_risk(risky, RiskLevel.HIGH, COMMAND_LINE, reason="arrests")
    assert points(READER) == (270, 300)
    assert points(person("admin")) == (670, 700)
    counts = {each.value: each for each in observed(READER).counts}
    assert set(counts) == {100, 200, 900}
    assert counts[100].women == 60
    assert counts[100].as_of == datetime.date(2025, 3, 15)
    assert counts[900].as_of == datetime.date(2024, 7, 1)
