"""What the seed plants is found by rule, and its golden figure is met as loaded."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.conftest import Site
from apps.represented import read, remove_country
from headload.cli.app import run
from needs import real_data

TABLES = ("organisations.csv", "membership_counts.csv", "affiliations.csv")


@pytest.fixture(scope="module")
def seed(site: Site) -> Iterator[None]:
    assert run(["network", "seed"]) == 0
    yield
    remove_country()


def found(check: str) -> dict[tuple[str, int], list[str]]:
    """Return organisation and number of what a check found, with what it is held to."""
    from headload.apps.network.models import CountFinding

    rows = CountFinding.objects.filter(check_name=check).select_related(
        "count__organisation"
    )
    return {(row.count.organisation.slug, row.count.value): row.others for row in rows}


def at_the_congress() -> list[Any]:
    from headload.apps.network.kinds import Basis
    from headload.apps.network.models import MembershipCount

    return list(
        MembershipCount.objects.filter(
            occasion__startswith="4th", basis=Basis.AFFILIATED
        ).select_related("organisation")
    )


@pytest.mark.parametrize("name", TABLES)
def test_the_seed_says_what_was_collected(site: Site, name: str) -> None:
    from headload.apps.network.seed import COLLECTED

    collected = _rows(real_data(f"network/{name}"))
    shipped = _rows(COLLECTED / name)
    added = [(row["id"], row.pop("does_research")) for row in shipped if "id" in row]
    assert shipped == collected
    assert [each for each in added if each[1]] == [("wiego", "yes")] * bool(added)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_wiego_supports_workers_and_researches_as_its_page_says(
    seed: None, site: Site
) -> None:
    page = read(site, "/en/organisations/wiego/")
    assert 'href="/en/organisations/wiego/why/does_research"' in page
    why = read(site, "/en/organisations/wiego/why/does_research")
    assert "https://en.wikipedia.org/wiki/WIEGO" in why
    researchers = read(site, "/en/organisations/?constituency=researchers")
    assert "/en/organisations/wiego/" in researchers


def test_streetnet_had_567106_members_in_48_affiliates(seed: None) -> None:
    from headload.apps.network.kinds import Unit

    told = at_the_congress()
    persons = [each for each in told if each.unit == Unit.PERSONS]
    assert sum(each.value for each in persons) == 567_106
    alone = {each.organisation for each in persons if not each.part}
    parts = [each for each in told if each.unit == Unit.ORGANISATIONS]
    assert sum(each.value for each in parts) + len(alone) == 48
    assert sum(each.value for each in persons if not each.part) == 35_634


def test_streetnet_and_nasvi_differ_by_basis(seed: None, site: Site) -> None:
    largest = max(each.value for each in at_the_congress())
    others = found("larger-than-its-federation-on-another-basis")[("nasvi", 528_645)]
    (part,) = [each for each in at_the_congress() if each.permanent in others]
    assert part.value == largest == 197_842
    page = read(site, "/en/organisations/nasvi/members/")
    assert "more than twice what its federation counts in another way" in page
    page = read(site, "/en/organisations/streetnet/members/")
    assert "Nobody has shown yet that its members lead it" in page


def test_sewa_counts_all_sectors_in_a_federation_of_one(seed: None, site: Site) -> None:
    assert ("sewa", 1_734_195) in found("all-sectors-used-for-one")
    page = read(site, "/en/organisations/hnsa/members/")
    assert "It counts workers of several groups together" in page


def test_twelve_million_is_ten_times_the_other_numbers(seed: None, site: Site) -> None:
    assert ("hnsa", 12_000_000) in found("factor-of-ten")
    page = read(site, "/es/organisations/hnsa/members/")
    assert "diez veces otro número de la misma organización" in page


def test_every_federation_of_the_seed_has_a_page_of_members(
    seed: None, site: Site
) -> None:
    from headload.apps.network.models import Organisation

    for organisation in Organisation.objects.exclude(affiliates=None).distinct():
        read(site, f"/fr/organisations/{organisation.slug}/members/")
    read(site, "/en/rates/")
