"""Rates: worked out from both sources, refused with a reason, kept in versions."""

import csv
import io
import json
import re
from collections.abc import Iterator
from math import exp
from typing import Any

import pytest

from apps.conftest import VENDORS, Site
from apps.organisations import affiliated, group, new_count, person, place
from apps.represented import (
    FOUND,
    country,
    rate,
    rates,
    read,
    remove_country,
    surveyed,
    union,
)
from headload.cli.app import run

Capture = pytest.CaptureFixture[str]
MADE = "place=xts&group=street-vendors&year=2025"


@pytest.fixture(autouse=True)
def _country(site: Site) -> Iterator[None]:
    from headload.apps.network.services import compute_rates

    country()
    compute_rates()
    yield
    remove_country()


def test_a_rate_has_an_interval_of_counts_and_survey_together(site: Site) -> None:
    union("North", 4_000)
    union("South", 2_000)
    found = rate(site)
    assert found["refused"] == []
    assert found["estimate"] == VENDORS
    assert (found["members_low"], found["members_high"]) == (4_000, 6_000)
    assert found["rate"] == pytest.approx(6_000 / FOUND)
    assert found["low"] == pytest.approx(4_000 / FOUND * exp(-1.96 * 0.05))
    assert found["high"] == pytest.approx(6_000 / FOUND * exp(1.96 * 0.05))
    assert len(found["counts"]) == 2


def test_pages_show_the_rate_with_both_its_sources(site: Site) -> None:
    made = union("North", 4_000)
    trace = f"/rates/{rate(site)['id'].lower()}/"
    for language, said in (("en", "5.0%"), ("es", "5,0\u00a0%"), ("fr", "5,0\u00a0%")):
        for address in ("workers/street-vendors/", "places/xts/", "rates/", trace[1:]):
            page = read(site, f"/{language}/{address}")
            assert said in page, address
        page = read(site, f"/{language}{trace}")
        assert f'href="/{language}/e/{VENDORS}"' in page
        assert f"/{language}/organisations/{made.slug}/members/" in page
        assert "https://example.org/report" in page
        assert "exp(-1.96" in page
    page = read(site, f"/en{trace}")
    assert "not checked yet: 1" in page
    assert "79,910" in page
    read(site, "/en/rates/01HZZZZZZZZZZZZZZZZZZZZZZZ/", 404)
    assert trace in read(site, f"/en/e/{VENDORS}")
    assert trace in read(site, "/en/places/xts/")


def test_the_api_and_the_table_agree_with_the_page(site: Site) -> None:
    union("North", 4_000)
    found = rate(site)
    own = json.loads(read(site, f"/api/rates/{found['id']}"))
    assert own["versions"][0] == found["id"]
    assert own["low"] == found["low"]
    rows = list(
        csv.DictReader(io.StringIO(read(site, "/en/rates/rates.csv").lstrip("\ufeff")))
    )
    (row,) = [each for each in rows if each["id"] == found["id"]]
    assert float(row["rate"]) == found["rate"]
    assert row["refused"] == ""
    refused = [each for each in rows if each["refused"]]
    assert refused
    assert all(each["rate"] == each["low"] == each["members"] == "" for each in refused)
    assert "/rates" in read(site, "/api/openapi.json")
    assert site.client.get("/api/rates/none").status_code == 404


def _old() -> None:
    union("North", 4_000, as_of="2019")


def _press() -> None:
    from headload.apps.network.kinds import Basis

    union("North", 4_000, basis=Basis.PRESS)


def _of_all_groups() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change

    made = union("North", 4_000, sector=None, all_sectors=True)
    both = [group(), group("waste-pickers")]
    change(made, "sectors", both, COMMAND_LINE, reason="both")


def _elsewhere() -> None:
    union("North", 4_000, area=place("per"))


def _too_many() -> None:
    union("North", 400_000)


def _not_led_by_members() -> None:
    union("North", 4_000, is_mbo=None)


@pytest.mark.parametrize(
    ("made", "reason", "said"),
    [
        (_old, "years-apart", "more than three years apart"),
        (_press, "press", "Only the press"),
        (_of_all_groups, "population-differs", "not the same kind of workers"),
        (_elsewhere, "area-differs", "not of the same place"),
        (_too_many, "over-one", "More members are counted"),
        (_not_led_by_members, "no-count", "No organisation led by its members"),
    ],
)
def test_a_rate_is_refused_in_words_and_never_a_number(
    site: Site, made: Any, reason: str, said: str
) -> None:
    from headload.apps.network.models import RepresentationRate

    made()
    found = rate(site)
    assert found["refused"] == [reason]
    assert found["rate"] is found["low"] is found["members"] is None
    kept = RepresentationRate.objects.get(permanent=found["id"])
    assert kept.point is kept.low is kept.high is None
    for address in ("places/xts/", "rates/", f"rates/{found['id'].lower()}/"):
        page = read(site, f"/en/{address}")
        assert said in page
        assert "exp(" not in page


def test_a_withheld_estimate_has_no_rate(site: Site) -> None:
    found = rate(site, "place=xts&group=waste-pickers")
    assert "estimate-suppressed" in found["refused"]
    assert "The release withholds" in read(site, "/en/places/xts/")


@pytest.mark.parametrize(
    ("survey", "refused", "cautions"),
    [
        ({"cv": None}, ["no-precision"], []),
        ({"cv": 0.35}, ["suppressed-for-cv"], []),
        ({"cv": 0.25}, [], ["low-reliability"]),
        ({"area": "xts-north"}, ["area-differs"], []),
        ({"value": None}, ["estimate-suppressed"], []),
    ],
)
def test_what_the_survey_does_not_know_is_said(
    site: Site, survey: dict[str, Any], refused: list[str], cautions: list[str]
) -> None:
    union("North", 400)
    with surveyed(**survey):
        (found,) = [
            each for each in rates(site, MADE) if each["estimate"] == "xts-made"
        ]
        assert found["refused"] == refused
        assert found["cautions"] == cautions
        assert (found["rate"] is None) is bool(refused)


def test_women_are_shown_where_enough_counts_tell_of_them(site: Site) -> None:
    union("North", 400)
    with surveyed(sex="F", value=5_000.0):
        (found,) = rates(site, f"{MADE}&sex=F")
        assert found["rate"] == pytest.approx(240 / 5_000)
        union("South", 300, women_share=None, women_not_collected=True)
        (found,) = rates(site, f"{MADE}&sex=F")
        assert found["refused"] == ["women-counted-for-too-few"]
        assert "Too few organisations say" in read(site, "/en/places/xts/")


def test_a_city_is_not_given_the_number_of_its_country(site: Site) -> None:
    with surveyed(place="xts-port", area="xts-port", value=2_000.0):
        union("North", 400)
        found = rate(site, "place=xts-port")
        assert found["refused"] == ["area-differs"]
        port = union("Port", 100)
        from headload.apps.network.rights import COMMAND_LINE
        from headload.apps.network.services import change

        change(port, "area", place("xts-port"), COMMAND_LINE, reason="it is there")
        found = rate(site, "place=xts-port")
        assert found["rate"] == pytest.approx(0.05)
        assert "5.0%" in read(site, "/en/places/xts/port/")


def test_unlisted_organisations_count_where_three_share_the_sum(site: Site) -> None:
    union("North", 4_000)
    hidden = [
        union("Secret 1", 10, unlisted=True),
        union("Secret 2", 20, unlisted=True),
    ]
    found = rate(site)
    assert found["refused"] == ["organisations-protected"]
    assert found["members"] is None
    assert "Withheld, so that no organisation" in read(site, "/en/places/xts/")
    hidden.append(union("Secret 3", 30, unlisted=True))
    found = rate(site)
    assert (found["members_high"], found["unlisted_organisations"]) == (4_060, 3)
    assert len(found["counts"]) == 1
    page = read(site, "/en/rates/")
    assert "4,060" in page
    assert "Secret" not in page
    for each in hidden:
        read(site, f"/en/organisations/{each.slug}/members/", 404)


def test_what_is_disputed_hidden_or_an_observer_adds_nothing(site: Site) -> None:
    from headload.apps.network.kinds import AffiliationKind, RiskLevel, Verification
    from headload.apps.network.rights import COMMAND_LINE, READER
    from headload.apps.network.selectors import observed
    from headload.apps.network.services import (
        NewAffiliation,
        Seen,
        affiliate,
        hide_now,
        raise_risk,
        verify,
    )

    union("North", 4_000)
    disputed, gone, risky = (union(name, 700) for name in ("D", "G", "R"))
    watcher = union("W", 1)
    source = Seen("https://example.org/watchers")
    new = NewAffiliation(kind=AffiliationKind.OBSERVER, source=source)
    affiliate(watcher, disputed, new, COMMAND_LINE)
    verify(
        disputed.counts.get(), Verification.DISPUTED, person("verifier"), reason="seen"
    )
    hide_now(gone, COMMAND_LINE)
    assert rate(site)["members_high"] == 4_701
    raise_risk(risky, RiskLevel.HIGH, COMMAND_LINE, reason="arrests")
    assert rate(site)["refused"] == ["organisations-protected"]
    network = observed(READER)
    assert {each.value for each in network.counts} == {4_000, 1}
    assert network.affiliations == []


def test_a_new_count_makes_a_version_and_keeps_the_old(site: Site) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.network.models import RepresentationRate
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import compute_rates, record_count

    made = union("North", 4_000)
    first = rate(site)
    record_count(made, new_count(5_000, as_of="2025-06"), COMMAND_LINE)
    second = rate(site)
    assert (second["version"], second["members"]) == (first["version"] + 1, 5_000)
    assert compute_rates().new == 0
    page = read(site, f"/en/rates/{first['id'].lower()}/")
    assert "There is a later version" in page
    assert "4,000 / 79,910" in page
    assert f"/en/rates/{second['id'].lower()}/" in page
    kept = RepresentationRate.objects.get(permanent=first["id"])
    with pytest.raises(ValidationError):
        kept.save()


def test_a_new_release_makes_a_version_and_keeps_the_old(site: Site) -> None:
    from headload.apps.explorer.load import load
    from headload.apps.explorer.models import Release
    from headload.apps.network.services import compute_rates

    union("North", 4_000)
    second = Release.objects.get(newest=True)
    second.delete()
    Release.objects.update(newest=True)
    compute_rates()
    before = rate(site)
    assert before["rate"] == pytest.approx(4_000 / 78_600)
    load(site.second)
    after = rate(site)
    assert after["version"] == before["version"] + 1
    assert after["rate"] == pytest.approx(4_000 / FOUND)
    assert after["release"] != before["release"]
    kept = json.loads(read(site, f"/api/rates/{before['id']}"))
    assert kept["rate"] == before["rate"]
    assert "4,000 / 78,600" in read(site, f"/en/rates/{before['id'].lower()}/")


def test_a_version_is_not_shown_that_would_tell_a_hidden_number(site: Site) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import hide_now

    union("North", 4_000)
    alone = rate(site)
    gone = union("South", 777)
    both = rate(site)
    assert both["members_high"] == 4_777
    hide_now(gone, COMMAND_LINE)
    assert rate(site)["members_high"] == 4_000
    kept = json.loads(read(site, f"/api/rates/{both['id']}"))
    assert kept["refused"] == ["organisations-protected"]
    assert kept["members"] is kept["rate"] is None
    page = read(site, f"/en/rates/{both['id'].lower()}/")
    assert not re.search(r"\b(4,)?777\b", page)  # in a word, ids have it by chance
    assert json.loads(read(site, f"/api/rates/{alone['id']}"))["members"] == 4_000


def test_where_nothing_is_known_the_page_says_so(site: Site) -> None:
    for address in ("places/gha/", "places/xts/", "workers/waste-pickers/", "rates/"):
        page = read(site, f"/en/{address}")
        assert "not known" in page
    assert "no se sabe" in read(site, "/es/places/gha/")


def test_a_federation_shows_declared_rebuilt_and_missing(site: Site) -> None:
    from headload.apps.network.kinds import Basis

    federation = union("Federation", 9_000, includes_affiliates=True)
    north, south, silent = union("North", 4_000), union("South", 2_000), union("Silent")
    fees = union("Fees", 500, basis=Basis.PAID_UP)
    support = union("Support", 80, is_mbo=False, classification="support-ngo")
    for each in (north, south, silent, fees, support):
        affiliated(each, federation)
    page = read(site, f"/en/organisations/{federation.slug}/members/")
    assert "as the organisations declare" in page
    for number in ("9,000", "4,000", "6,000", "3,000"):
        assert number in page
    assert "Some affiliates are not listed here" in page
    missing = page.split("Affiliates without a number")[1].split("</ul>")[0]
    assert "Silent" in missing
    assert "Fees" in missing
    assert "It was counted in another way" in page
    assert "It supports workers" in page
    assert "Its affiliates are counted themselves" in page
    assert "members with a fee" in page
    read(site, f"/es/organisations/{federation.slug}/members/")
    read(site, f"/fr/organisations/{north.slug}/members/")
    read(site, "/en/organisations/none/members/", 404)


def test_members_are_told_by_group_and_country(site: Site) -> None:
    union("North", 4_000)
    union("South", 2_000)
    page = read(site, "/en/rates/")
    table = page.split("Members by group and country")[1]
    assert "Tessara" in table
    assert "4,000" in table
    assert "6,000" in table


def test_checks_stand_at_the_desk_and_beside_the_number(
    site: Site, capsys: Capture
) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from headload.apps.network.models import CountFinding
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    made = union("North", 4_000, as_of="2024")
    assert not CountFinding.objects.filter(check_name="factor-of-ten").exists()
    record_count(made, new_count(41_000, as_of="2025-03"), COMMAND_LINE)
    assert CountFinding.objects.filter(check_name="factor-of-ten").count() == 2
    page = read(site, f"/en/organisations/{made.slug}/members/")
    assert "ten times another number for the same organisation" in page
    assert "ten times another number" in read(site, "/en/places/xts/")
    assert run(["network", "check"]) == 0
    assert "findings" in capsys.readouterr().out
    user = get_user_model().objects.create_superuser(
        "network-desk", "", "a-long-password"
    )
    desk = Client()
    desk.force_login(user)
    listed = desk.get("/desk/snippets/headload_network/countfinding/")
    assert listed.status_code == 200
    assert "North" in listed.content.decode()
    add = desk.get("/desk/snippets/headload_network/countfinding/add/")
    assert add.status_code in {302, 403, 404}
    made.counts.get(value=41_000).delete()
    assert run(["network", "check"]) == 0
    assert not CountFinding.objects.filter(check_name="factor-of-ten").exists()


def test_a_note_does_not_tell_of_a_number_that_is_not_seen(site: Site) -> None:
    from headload.apps.network.kinds import Visibility
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    made = union("North", 4_000, as_of="2024")
    inner = new_count(41_000, as_of="2025-03", visibility=Visibility.NETWORK)
    record_count(made, inner, COMMAND_LINE)
    page = read(site, f"/en/organisations/{made.slug}/members/")
    assert "ten times another number" not in page
    assert "41,000" not in page


def test_the_verb_works_rates_out_again(site: Site, capsys: Capture) -> None:
    union("North", 4_000)
    assert run(["network", "rates"]) == 0
    assert "0 new versions" in capsys.readouterr().out


def test_a_write_works_out_all_that_it_moves(site: Site) -> None:
    """After each kind of write nothing is left for working everything out."""
    from headload.apps.network.kinds import RiskLevel, Verification, Visibility
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        change,
        check_counts,
        compute_rates,
        declare_overlap,
        end_affiliation,
        hide_now,
        merge,
        raise_risk,
        record_count,
        rename,
        show_again,
        show_count,
        unite,
        verify,
    )
    from headload.apps.network.services.kept import Seen

    by, seen = COMMAND_LINE, Seen("https://example.org/overlap")
    with surveyed(), surveyed(place="gha", area="gha", estimate="gha-made"):
        here, other = union("Here", 400), union("Other", 300)
        child = union("Child")
        elsewhere = union("Elsewhere", 90)
        change(elsewhere, "area", place("gha"), by, reason="moved")
        tie = affiliated(child, other)
        editor = person("editor")
        child.owners.add(editor.user)
        first = record_count(child, new_count(70, area=place("xts")), editor)
        moves = (
            lambda: change(child, "area", place("gha"), by, reason="moved"),
            lambda: change(child, "sectors", [], by, reason="none"),
            lambda: record_count(elsewhere, new_count(80, area=place("xts")), by),
            lambda: show_count(first, Visibility.NETWORK, editor, reason="safe"),
            lambda: verify(
                first, Verification.DISPUTED, person("verifier"), reason="no"
            ),
            lambda: declare_overlap(here, other, 20, by, source=seen),
            lambda: affiliated(elsewhere, here),
            lambda: end_affiliation(tie, "2024", by, reason="left"),
            lambda: rename(here, "Here Again", by, reason="congress"),
            lambda: hide_now(other, by),
            lambda: show_again(other, by, reason="safe"),
            lambda: raise_risk(other, RiskLevel.HIGH, by, reason="arrests"),
            lambda: merge(here, elsewhere, by, reason="one"),
            lambda: unite(here, child, by, reason="the same"),
        )
        for place_of, move in enumerate(moves):
            move()
            before = findings()
            assert compute_rates().new == 0, place_of
            check_counts()
            assert findings() == before, place_of


def findings() -> set[tuple[Any, ...]]:
    from headload.apps.network.models import CountFinding

    rows = CountFinding.objects.values_list("count", "check_name", "others")
    return {(count, name, tuple(others)) for count, name, others in rows}
