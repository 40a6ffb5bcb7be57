"""Members of a federation, rule by rule, on networks small enough to draw."""

from dataclasses import replace
from datetime import date

import pytest

from headload.apps.network.counting import (
    Affiliation,
    Basis,
    BasisClass,
    Bounds,
    Classification,
    Consolidated,
    LeftOut,
    Network,
    Overlap,
    Reason,
    consolidate,
    refuse_cycle,
)
from headload.apps.network.observations import ALL_SECTORS
from headload.apps.network.places import WORLD
from headload.errors import BadInput
from unit.network.builders import (
    DAY,
    SCOPE,
    SECTOR,
    WITHIN,
    count,
    diamond,
    network,
    unit,
)


def persons(found: Consolidated) -> tuple[int, int, int]:
    return (found.low, found.point, found.high)


def reasons(found: Consolidated) -> dict[str, Reason]:
    return {each.organisation: each.reason for each in found.left_out}


def alone(*counts, **known) -> Consolidated:
    """Return a federation with one affiliate, which has these counts."""
    made = network([unit("fed"), unit("t1", "north", **known)], [*counts], "t1<fed")
    return consolidate(["fed"], made, SCOPE)


def test_an_organisation_in_two_alliances_is_counted_once() -> None:
    found = diamond()
    assert persons(found) == (500, 600, 600)
    assert (found.declared, found.declared_count, found.gap) == (900, "count-fed", 300)
    assert [each.id for each in found.used] == ["count-t1", "count-t2", "count-t3"]
    assert found.missing == ()


def test_declared_members_in_common_leave_the_middle_and_not_the_bounds() -> None:
    assert persons(diamond(Overlap("t1", "t3", 40))) == (500, 560, 600)
    twice = Overlap("t3", "t1", 40), Overlap("t1", "t3", 30)
    assert persons(diamond(*twice)) == (500, 560, 600)


def test_the_middle_is_never_below_the_lower_bound() -> None:
    made = network(
        [unit(each, "north") for each in "abc"],
        [count(each, 100) for each in "abc"],
        "",
        *(Overlap(*pair, 90) for pair in ("ab", "bc", "ac")),
    )
    assert persons(consolidate("abc", made, SCOPE)) == (100, 100, 300)


def test_more_in_common_than_members_is_all_members() -> None:
    assert persons(diamond(Overlap("t3", "t2", 5_000))) == (500, 500, 600)


def test_nobody_in_common_changes_nothing() -> None:
    assert persons(diamond(Overlap("t1", "t2", 0))) == (500, 600, 600)


def test_a_federation_says_why_its_own_total_is_not_beside_the_sum() -> None:
    other = count("fed", 900, basis=Basis.PAID_UP)
    made = network([unit("fed"), unit("t1")], [other, count("t1", 300)], "t1<fed")
    found = consolidate(["fed"], made, SCOPE)
    assert (found.high, found.declared, found.missing) == (300, None, ())
    assert found.left_out == (LeftOut("fed", Reason.OTHER_BASIS, "count-fed"),)


def test_members_in_common_of_different_towns_are_not_added_to_the_lower_bound() -> (
    None
):
    assert persons(diamond(Overlap("t1", "t2", 1))) == (300, 599, 600)


def test_a_declared_total_is_set_beside_its_affiliates_and_never_added() -> None:
    found = diamond()
    assert LeftOut("fed", Reason.COUNTED_BELOW, "count-fed") in found.left_out


def test_a_total_stands_in_where_nothing_below_is_counted() -> None:
    made = network(
        [unit("world"), unit("fed"), unit("t1"), unit("t2")],
        [count("world", 5_000), count("fed", 900), count("t2", 100, as_of=None)],
        "fed<world t1<fed t2<fed",
    )
    found = consolidate(["world"], made, SCOPE)
    assert persons(found) == (900, 900, 900)
    assert (found.standing_in, found.missing) == (("count-fed",), ("t1", "t2"))
    assert found.gap == 4_100


def test_a_federations_own_members_are_added_to_those_of_its_affiliates() -> None:
    own = count("fed", 70, id="own", includes_affiliates=False)
    made = network(
        [unit("fed", "south"), unit("t1", "north")],
        [own, count("fed", 900), count("t1", 300)],
        "t1<fed",
    )
    found = consolidate(["fed"], made, SCOPE)
    assert persons(found) == (370, 370, 370)
    assert found.declared == 900


def test_without_affiliates_counted_the_total_is_used_and_not_the_part() -> None:
    own = count("fed", 70, id="own", includes_affiliates=False)
    made = network([unit("fed"), unit("t1")], [own, count("fed", 900)], "t1<fed")
    assert consolidate(["fed"], made, SCOPE).high == 900
    made = replace(made, counts=[own])
    found = consolidate(["fed"], made, SCOPE)
    assert (found.high, found.declared, found.standing_in) == (70, None, ())


def test_totals_that_have_an_affiliate_in_common_may_share_its_members() -> None:
    made = network(
        [unit("a", "north"), unit("b", "south"), unit("t1")],
        [count("a", 100), count("b", 200)],
        "t1<a t1<b",
    )
    assert persons(consolidate(["a", "b"], made, SCOPE)) == (200, 300, 300)


def test_a_national_number_counts_who_is_in_two_federations_once() -> None:
    made = network(
        [unit("a"), unit("b"), unit("t1", "north"), unit("t2", "south")],
        [count("a", 700), count("b", 800), count("t1", 300), count("t2", 200)],
        "t1<a t1<b t2<b",
    )
    found = consolidate(["a", "b"], made, SCOPE)
    assert persons(found) == (500, 500, 500)
    assert (found.declared, found.gap) == (None, None)
    assert consolidate(["b", "a", "b", "t1"], made, SCOPE).used == found.used


def test_support_organisations_and_those_not_verified_are_shown_not_counted() -> None:
    made = network(
        [
            unit("fed"),
            unit("ngo", classification=Classification.SUPPORT_NGO),
            unit("office", is_mbo=False),
            unit("unverified", is_mbo=None),
        ],
        [count(each, 100) for each in ("ngo", "office", "unverified", "stranger")],
        "ngo<fed office<fed unverified<fed stranger<fed",
    )
    found = consolidate(["fed"], made, SCOPE)
    assert reasons(found) == {
        "ngo": Reason.SUPPORT_NGO,
        "office": Reason.SUPPORT_NGO,
        "unverified": Reason.NOT_KNOWN_AS_MEMBER_BASED,
        "stranger": Reason.NOT_KNOWN_AS_MEMBER_BASED,
    }
    assert (found.high, found.missing) == (0, ("fed",))


def test_member_organisations_below_a_support_organisation_are_counted() -> None:
    made = network(
        [unit("fed"), unit("ngo", is_mbo=False), unit("t1")],
        [count("ngo", 5_000), count("t1", 300), count("fed", 900)],
        "ngo<fed t1<ngo",
    )
    assert consolidate(["fed"], made, SCOPE).high == 300


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"basis": Basis.PRESS}, Reason.PRESS),
        ({"basis": Basis.PAID_UP}, Reason.OTHER_BASIS),
        ({"sector": "waste_picker"}, Reason.OTHER_SECTOR),
        ({"area": "ecu"}, Reason.OTHER_AREA),
        ({"area": "market"}, Reason.OTHER_AREA),
        ({"as_of": None}, Reason.NO_DATE),
        ({"as_of": date(2019, 6, 29)}, Reason.TOO_OLD),
        ({"as_of": date(2025, 7, 1)}, Reason.TOO_NEW),
    ],
)
def test_a_count_unlike_the_question_is_left_out_with_its_reason(
    change, reason
) -> None:
    found = alone(count("t1", 300, **change))
    assert (found.high, found.missing) == (0, ("fed", "t1"))
    assert found.left_out == (LeftOut("t1", reason, "count-t1"),)


@pytest.mark.parametrize(
    "change",
    [
        {"sector": ALL_SECTORS},
        {"area": "north"},
        {"area": WORLD},
        {"as_of": date(2019, 6, 30)},
        {"as_of": date(2025, 6, 30)},
    ],
)
def test_a_count_of_the_same_members_by_another_name_is_used(change) -> None:
    assert alone(count("t1", 300, **change)).high == 300


def test_several_sectors_need_a_count_of_the_one_asked_for() -> None:
    both = {"sectors": frozenset({SECTOR, "waste_picker"})}
    whole = count("t1", 9_000, sector=ALL_SECTORS)
    found = alone(whole, **both)
    assert (found.high, found.missing) == (0, ("fed", "t1"))
    assert alone(whole, count("t1", 300, id="own-sector"), **both).high == 300


def test_where_all_sectors_are_asked_for_one_sector_can_be_all() -> None:
    made = network([unit("t1")], [count("t1", 300)])
    every = replace(SCOPE, sector=ALL_SECTORS)
    assert consolidate(["t1"], made, every).high == 300


def test_the_count_of_a_part_of_the_places_is_not_the_count_of_all() -> None:
    made = network([unit("t1", "north", "south")], [count("t1", 300, area="north")])
    assert consolidate(["t1"], made, SCOPE).high == 0
    assert consolidate(["t1"], made, replace(SCOPE, area="north")).high == 300


def test_of_several_counts_the_nearest_is_used_and_the_later_of_two_as_near() -> None:
    found = alone(
        count("t1", 100, id="far", as_of=date(2021, 1, 1)),
        count("t1", 200, id="before", as_of=date(2022, 6, 20)),
        count("t1", 300, id="after", as_of=date(2022, 7, 10)),
    )
    assert [each.id for each in found.used] == ["after"]


def test_counts_of_paid_and_of_affiliated_members_are_alike() -> None:
    made = network(
        [unit("fed"), unit("t1", "north"), unit("t2", "south")],
        [
            count("t1", 300, basis=Basis.PAID_UP),
            count("t2", 200, basis=Basis.AFFILIATED),
            count("fed", 900),
        ],
        "t1<fed t2<fed",
    )
    found = consolidate(["fed"], made, replace(SCOPE, basis=BasisClass.FEES))
    assert (found.high, found.declared) == (500, None)


def test_who_works_in_a_city_may_be_a_member_of_the_national_organisation() -> None:
    made = network(
        [
            unit("nation", "xts"),
            unit("market", "market"),
            unit("north", "north"),
            unit("south", "south"),
        ],
        [
            count("nation", 250),
            count("market", 90),
            count("north", 100),
            count("south", 200),
        ],
    )
    every = [each.id for each in made.units]
    assert persons(consolidate(every, made, SCOPE)) == (300, 640, 640)


def test_an_organisation_of_unknown_place_may_share_with_all() -> None:
    made = network(
        [unit("a"), unit("b", "north"), unit("c", "south")],
        [count("a", 400), count("b", 100), count("c", 200)],
    )
    assert consolidate("abc", made, SCOPE).low == 400


def test_members_of_an_exclusive_organisation_are_nobody_elses() -> None:
    made = network(
        [unit("a", "north", is_exclusive=True), unit("b", "north")],
        [count("a", 100), count("b", 200)],
    )
    assert consolidate("ab", made, SCOPE).low == 300


def test_women_are_counted_where_it_is_said_how_many_they_are() -> None:
    made = network(
        [unit("a", "north"), unit("b", "north"), unit("c", "south")],
        [count("a", 300, women=200), count("b", 100, women=100), count("c", 100)],
        "",
        Overlap("a", "b", 40),
    )
    found = consolidate("abc", made, SCOPE)
    assert found.women == Bounds(low=200, point=270, high=300)
    assert found.women_cover == 0.8


def test_women_are_unknown_where_no_count_says_how_many() -> None:
    found = diamond()
    assert (found.women, found.women_cover) == (None, 0.0)


def test_an_affiliation_counts_from_its_first_to_its_last_day() -> None:
    made = Network(
        [unit("fed"), unit("then"), unit("later"), unit("last")],
        [count("then", 1), count("later", 2), count("last", 4)],
        [
            Affiliation("then", "fed", date(2010, 1, 1), date(2022, 6, 29)),
            Affiliation("later", "fed", date(2022, 7, 1)),
            Affiliation("last", "fed", DAY, DAY),
        ],
        within=WITHIN,
    )
    assert consolidate(["fed"], made, SCOPE).high == 4


def test_nothing_known_is_nothing_counted() -> None:
    found = consolidate([], Network(), SCOPE)
    assert (persons(found), found.missing, found.declared) == ((0, 0, 0), (), None)


def test_an_affiliation_that_closes_a_cycle_is_refused_with_its_path() -> None:
    held = [Affiliation("t1", "a"), Affiliation("a", "fed"), Affiliation("t1", "fed")]
    assert refuse_cycle(held, "fed", "t1") == ("fed", "t1", "fed")
    assert refuse_cycle(held, "a", "a") == ("a", "a")
    assert refuse_cycle(held, "t2", "t1") == ()
    assert refuse_cycle(held, "t1", "fed") == ()


def test_what_is_above_itself_is_not_counted_but_refused() -> None:
    made = network([unit("a"), unit("b")], [count("a", 1)], "a<b b<a")
    with pytest.raises(BadInput, match="HL-NET-01"):
        consolidate(["a"], made, SCOPE)
