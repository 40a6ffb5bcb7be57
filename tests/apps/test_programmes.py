"""Programmes, Initiatives and the five focal cities as views over everything."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import laws, organisations, wins
from apps.conftest import VENDORS, Site
from apps.demands import demand, source
from apps.organisations import organisation
from apps.wins import win
from headload.cli.app import run
from needs import real_data

CITIES = ("gha/accra", "sen/dakar", "ind/delhi", "per/lima", "mex/mexico-city")


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    wins.remove_all()
    laws.remove_all()
    organisations.remove_all()


def read(site: Site, address: str) -> str:
    answer = site.client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def part_of(page: str, name: str) -> str:
    """Return a section of a page by the id of its heading."""
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


def concept(scheme: str, code: str, **values: Any) -> Any:
    from headload.apps.common.models import Concept

    found = Concept.objects.filter(scheme=scheme, code=code).first()
    return found or Concept.objects.create(scheme=scheme, code=code, **values)


def test_a_programme_shows_what_belongs_to_it_by_its_rule_and_says_which(
    site: Site, tmp_path: Path
) -> None:
    from headload.apps.voice.seed import bring_in

    bring_in(laws.written(tmp_path / "seed"))
    win()
    win(kind="budget", area=None)
    urban = read(site, "/en/programmes/urban-policies/")
    assert "Shown here: laws of cities" in urban
    assert "By-law of San Luis" in part_of(urban, "laws")
    assert "Vendors Act" not in part_of(urban, "laws")
    assert "A by-law for Lima" in part_of(urban, "processes")
    assert part_of(urban, "wins").count("Nobody is fined") == 1
    for city in CITIES:
        assert f"/en/places/{city}/" in urban
    law = read(site, "/en/programmes/law/")
    assert "Domestic Workers Convention" in part_of(law, "laws")
    assert "Observations every year" in part_of(law, "processes")


def test_all_programmes_answer_in_all_languages_and_say_what_is_not_there(
    site: Site,
) -> None:
    codes = (
        *("law", "organization-representation", "social-protection", "statistics"),
        "urban-policies",
    )
    for code in codes:
        for language in ("en", "es", "fr"):
            page = read(site, f"/{language}/programmes/{code}/")
            for name in ("laws", "processes", "demands", "wins", "library"):
                assert 'class="gap"' in part_of(page, name), (code, name)


def test_an_editor_puts_things_under_an_initiative_and_hidden_ones_are_counted(
    site: Site,
) -> None:
    from headload.apps.voice.models import Filing

    found = concept("initiative", "made-initiative")
    try:
        hidden = organisation("Hidden Union", unlisted=True)
        for values in (
            *({"demand": demand()}, {"outcome": win()}, {"organisation": hidden}),
            *({"organisation": organisation("Open Union")}, {"estimate_id": VENDORS}),
            {"demand": demand(state="draft", texts={"en": "Not yet"})},
        ):
            Filing.objects.create(concept=found, **values)
        page = read(site, "/en/initiatives/made-initiative/")
        assert "A fixed place to sell" in part_of(page, "demands")
        assert "Nobody is fined" in part_of(page, "wins")
        assert f"/e/{VENDORS}" in part_of(page, "figures")
        assert "Open Union" in page
        assert "Hidden Union" not in page
        assert "Organisations that are not named: 1" in page
        assert "Not yet" not in page
    finally:
        found.delete()


def test_a_filing_is_of_one_thing() -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice.models import Filing

    law = concept("programme", "law")
    for wrong in ({}, {"demand": demand(), "estimate_id": VENDORS}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Filing.objects.create(concept=law, **wrong)
    assert source()


def test_the_five_focal_cities_show_the_seed_or_say_the_gap(
    site: Site, tmp_path: Path
) -> None:
    folder = real_data("network/demands.csv").parent
    for name in ("organisations", "membership_counts", "affiliations"):
        shutil.copy(folder / f"{name}.csv", tmp_path)
    for name in ("bodies", "laws", "processes", "ratifications", "demands"):
        shutil.copy(folder / f"{name}.csv", tmp_path)
    assert run(["network", "import", str(tmp_path)]) == 0
    assert run(["voice", "import", str(tmp_path)]) == 0
    pages = {city: read(site, f"/en/places/{city}/") for city in CITIES}
    for city, page in pages.items():
        assert 'class="gap"' in page.split('aria-labelledby="laws"')[0], city
        for name in ("laws", "processes", "demands", "wins"):
            part = part_of(page, name)
            assert 'class="gap"' in part or 'class="list"' in part, (city, name)
        assert "No win is recorded here yet" in part_of(page, "wins"), city
    assert "No law" not in part_of(pages["per/lima"], "laws")
    assert "Ordenanza" in part_of(pages["per/lima"], "laws")
    assert "none checked" in part_of(pages["per/lima"], "laws")
    assert "Delhi Master Plan 2041" in part_of(pages["ind/delhi"], "processes")
    assert "Master plan should provide" in part_of(pages["ind/delhi"], "demands")
    assert "FEDEVAL" in pages["per/lima"]
    assert "L.I. 2408" in part_of(pages["gha/accra"], "laws")
    assert "974/MFPT" in part_of(pages["sen/dakar"], "laws")
    dakar = pages["sen/dakar"]
    assert "Mbeubeuss" in part_of(dakar, "processes")
    assert "keep its promises" in part_of(dakar, "demands")
    delhi = read(site, "/en/processes/mpd2041/")
    assert "The place is taken from the name of the process" in delhi
    assert "The place is that of the body" in read(site, "/en/processes/lima-ord/")
    from headload.apps.voice.models import Process

    found = dict(Process.objects.filter(place_from="title").values_list("slug", "area"))
    assert sorted(found) == ["mbeubeuss", "mpd2041"]
