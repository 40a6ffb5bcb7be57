"""Real numbers of the four networks, with the traps that were found in them."""

from collections.abc import Callable
from datetime import date

from headload.apps.network.checks import Check, Finding, Surroundings, check_count
from headload.apps.network.counting import (
    Affiliation,
    Basis,
    BasisClass,
    Count,
    LeftOut,
    Network,
    Reason,
    Scope,
    Unit,
    consolidate,
)
from headload.apps.network.observations import ALL_SECTORS
from headload.apps.network.places import WORLD
from unit.network.builders import seed

CONGRESS = date(2013, 1, 1)
"""Stands for the day of StreetNet's 4th congress, which the source does not give."""
SAID = date(2019, 6, 30)
"""Stands for the day of counts on pages without a date."""
BASES = {
    "declared": Basis.DECLARED,
    "declared_rounded": Basis.DECLARED,
    "affiliated_to_federation": Basis.AFFILIATED,
    "press": Basis.PRESS,
}
Row = dict[str, str]


def rows(is_wanted: Callable[[Row], bool]) -> list[Row]:
    found = [each for each in seed("membership_counts") if is_wanted(each)]
    assert found
    return found


def as_count(number: int, row: Row, organisation: str, day: date | None) -> Count:
    return Count(
        id=f"{organisation}-{number}",
        organisation=organisation,
        value=int(row["value"]),
        basis=BASES[row["basis"]],
        sector=row["sector"],
        area=WORLD,
        as_of=day,
    )


def at_the_congress(day: date | None) -> tuple[list[Count], list[Affiliation]]:
    """Return the four regions, and the four affiliates that make up Europe."""
    counts, links = [], []
    told = rows(
        lambda row: (
            "4th" in row["as_of"]
            and row["unit"].startswith("members")
            and row["basis"] == "affiliated_to_federation"
        )
    )
    for number, row in enumerate(told):
        _, _, region = row["unit"].partition(":")
        name = region or row["org_id"]
        counts.append(as_count(number, row, name, day))
        links.append(Affiliation(name, "streetnet" if region else "Europe"))
    return counts, [*links, Affiliation("Europe", "streetnet")]


def streetnet(day: date | None, *more: tuple[Unit, Count]) -> Network:
    counts, links = at_the_congress(day)
    names = {each.child for each in links} | {"streetnet"}
    # what is known of each place: the region, or one affiliate in each country
    units = [Unit(each, is_mbo=True, places=frozenset({each})) for each in names]
    links += [Affiliation(unit.id, "streetnet") for unit, _ in more]
    return Network(
        [*units, *(unit for unit, _ in more)],
        [*counts, *(count for _, count in more)],
        links,
        within={each.child: each.parent for each in links if each.parent == "Europe"},
    )


FEES = Scope(BasisClass.FEES, "street_vendors", WORLD, CONGRESS)


def test_streetnet_had_567106_members_at_its_4th_congress_in_48_affiliates() -> None:
    made = streetnet(CONGRESS)
    found = consolidate(["streetnet"], made, FEES)
    assert (found.low, found.point, found.high) == (567_106,) * 3
    assert (found.missing, found.left_out) == ((), ())
    told = rows(
        lambda row: "4th" in row["as_of"] and row["unit"].startswith("affiliates:")
    )
    in_europe = [each for each in found.used if each.organisation in made.within]
    assert sum(int(row["value"]) for row in told) + len(in_europe) == 48
    assert sum(each.value for each in in_europe) == 35_634


def test_counts_without_a_date_are_listed_and_not_added() -> None:
    found = consolidate(["streetnet"], streetnet(None), FEES)
    assert found.high == 0
    assert {each.reason for each in found.left_out} == {Reason.NO_DATE}
    assert len(found.left_out) == 8


def nasvi(*, is_mbo: bool | None) -> tuple[Unit, Count]:
    (row,) = rows(lambda row: row["org_id"] == "nasvi" and row["unit"] == "members")
    assert int(row["value"]) == 528_645
    return Unit("nasvi", is_mbo=is_mbo), as_count(0, row, "nasvi", CONGRESS)


def test_what_nasvi_declares_is_not_added_to_members_with_fees() -> None:
    made = streetnet(CONGRESS, nasvi(is_mbo=True))
    found = consolidate(["streetnet"], made, FEES)
    assert (found.high, found.missing) == (567_106, ("nasvi",))
    assert found.left_out == (LeftOut("nasvi", Reason.OTHER_BASIS, "nasvi-0"),)


def test_nasvi_admits_ngos_and_is_not_counted_until_it_is_verified() -> None:
    (row,) = [each for each in seed("organisations") if each["id"] == "nasvi"]
    assert row["is_mbo"] == ""
    made = streetnet(CONGRESS, nasvi(is_mbo=None))
    found = consolidate(["streetnet"], made, FEES)
    assert found.high == 567_106
    assert found.left_out == (LeftOut("nasvi", Reason.NOT_KNOWN_AS_MEMBER_BASED),)


def test_sewa_counts_all_sectors_and_is_missing_from_home_based_workers() -> None:
    told = rows(
        lambda row: (
            row["org_id"] in {"hnsa", "hnpak", "sewa"}
            and row["unit"] == "members"
            and row["basis"] != "press"
            and row["as_of"] in {"", "2019"}
        )
    )
    counts = [as_count(at, row, row["org_id"], SAID) for at, row in enumerate(told)]
    by_name = {each.organisation: each for each in counts}
    assert by_name["sewa"].value + by_name["hnpak"].value == 1_784_195
    sewa = Unit("sewa", True, sectors=frozenset({"home_based_workers", "other"}))
    made = Network(
        [sewa, Unit("hnsa", True), Unit("hnpak", True)],
        counts,
        [Affiliation("sewa", "hnsa"), Affiliation("hnpak", "hnsa")],
    )
    scope = Scope(BasisClass.DECLARED, "home_based_workers", WORLD, SAID)
    found = consolidate(["hnsa"], made, scope)
    assert (found.declared, found.high, found.gap) == (900_000, 50_000, 850_000)
    assert found.missing == ("sewa",)
    reason = LeftOut("sewa", Reason.OTHER_SECTOR, by_name["sewa"].id)
    assert reason in found.left_out
    assert by_name["sewa"].sector == ALL_SECTORS
    around = Surroundings(SAID, sewa, used_for="home_based_workers")
    mixed = Finding(Check.SECTORS_MIXED, (by_name["sewa"].id,))
    assert mixed in check_count(by_name["sewa"], around)


def test_twelve_million_home_based_workers_is_ten_times_the_other_figures() -> None:
    days = {"2022-10": date(2022, 10, 1), "2023": date(2023, 7, 1), "": None}
    told = rows(lambda row: row["org_id"] == "hnsa" and row["unit"] == "members")
    counts = {
        int(row["value"]): as_count(at, row, "hnsa", days[row["as_of"]])
        for at, row in enumerate(told)
    }
    assert sorted(counts) == [900_000, 1_200_000, 12_000_000]
    around = Surroundings(SAID, Unit("hnsa"), others=list(counts.values()))
    others = [each.id for each in counts.values() if each.value < 12_000_000]
    misprint = counts[12_000_000]
    tenfold = Finding(Check.TENFOLD, (misprint.id, *others))
    assert tenfold in check_count(misprint, around)
