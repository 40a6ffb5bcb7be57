"""Wins: their life, who says and doubts what, and what readers see of it."""

import csv
import datetime
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from apps import laws, organisations, wins
from apps.conftest import VENDORS, Site
from apps.demands import demand, source
from apps.organisations import organisation, owned, person, place
from apps.wins import agreement, doubt, new_win, other_source, part, platform, win
from headload.errors import BadInput, RefusedByPolicy


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    wins.remove_all()
    laws.remove_all()
    organisations.remove_all()


@pytest.fixture
def us() -> Any:
    """Whoever runs programs where the site is."""
    from headload.apps.network.rights import COMMAND_LINE

    return COMMAND_LINE


def refused(code: str, *words: str) -> Any:
    """Expect the refusal with a code, and words of it."""
    said = ".*".join([*words, rf"\[HL-{code}\]"])
    return pytest.raises((BadInput, RefusedByPolicy), match=f"(?s){said}")


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def at_risk(name: str, pseudonym: str, us: Any) -> Any:
    from headload.apps.network.services import raise_risk

    made = organisation(name, pseudonym=pseudonym)
    raise_risk(made, "high", us, reason="evictions")
    return made


# the life of a win


def test_a_win_is_claimed_evidenced_and_verified_by_a_second_person(us: Any) -> None:
    from headload.apps.voice.services.outcomes import prove, verify

    union, editor = owned("Union of Vendors")
    won = win(editor, sources=[], logged_for=union)
    assert won.state == "claimed"
    with refused("VOI-30", "without a source"):
        prove(won, [], editor)
    prove(won, [source()], editor)
    assert won.state == "evidenced"
    checker = person("verifier")
    with refused("VOI-31", "no independent source"):
        verify(won, checker, reason="read")
    with refused("VOI-32", "second person"):
        verify(won, editor, independent=other_source(), reason="read")
    verify(won, checker, independent=other_source(), reason="read")
    assert (won.state, won.verified_by) == ("verified", checker.user)


def test_who_logged_a_win_or_has_a_part_in_it_cannot_verify_it(us: Any) -> None:
    from headload.apps.voice.services.outcomes import prove, verify

    logger, checker = person("coordinator"), person("verifier")
    union, _ = owned("Union of Vendors")
    won = win(logger)
    prove(won, [], logger)
    part(won, organisation("Free Union"), logger)
    for who in (logger, us):
        with refused("VOI-32", "second person"):
            verify(won, who, independent=other_source(), reason="read")
    union.owners.add(checker.user)
    from headload.apps.voice.models import Contribution

    Contribution.objects.update(organisation=union)
    with refused("VOI-32", "no part in it"):
        verify(won, checker, independent=other_source(), reason="read")


def test_a_win_that_is_only_claimed_is_not_verified(us: Any) -> None:
    from headload.apps.voice.services.outcomes import verify

    with refused("VOI-11", "does not follow"):
        verify(win(), person("verifier"), independent=other_source(), reason="read")


def test_a_reversed_win_stays_readable_and_moves_no_more(site: Site, us: Any) -> None:
    from headload.apps.voice.services.outcomes import prove, reverse

    won = win()
    prove(won, [], us)
    reverse(won, us, reason="repealed")
    assert "It was won, and is so no more" in read(site, f"/en/wins/{won.slug}/")
    with refused("VOI-11", "at its end"):
        reverse(won, us, reason="again")
    with refused("VOI-11", "at its end"):
        doubt(won, us, name="A ministry", source=other_source())


def test_every_state_of_a_win_is_reached() -> None:
    from headload.apps.voice.outcome_states import OUTCOME_MOVES, OutcomeState

    reached, left = set(), {OutcomeState.CLAIMED}
    while left:
        state = left.pop()
        reached.add(state)
        left |= {OutcomeState(each) for each in OUTCOME_MOVES.get(state, ())} - reached
    assert reached == set(OutcomeState)


def test_the_desk_moves_wins_no_further_than_the_services() -> None:
    from django.core.exceptions import ValidationError

    won = win()
    won.state = "verified"
    with pytest.raises(ValidationError, match="No win goes from claimed to this"):
        won.full_clean()


def test_a_win_moves_the_demand_that_it_is_of_and_no_other(us: Any) -> None:
    from headload.apps.voice.services.outcomes import carry

    asked, other = demand(), demand()
    won = win(demands=[asked])
    carry(won, asked, "partly", us, reason="the by-law")
    assert asked.state == "partly"
    with refused("VOI-33", "not of the demand"):
        carry(won, other, "partly", us, reason="the by-law")
    with refused("VOI-11", "does not follow"):
        carry(won, asked, "submitted", us, reason="back")
    _, stranger = owned("Another Union")
    with refused("NET-21", "may not"):
        carry(won, asked, "implemented", stranger, reason="ours")


def test_who_may_not_is_refused_by_name_of_her_role(us: Any) -> None:
    from headload.apps.voice.models import FollowUp
    from headload.apps.voice.services.outcomes import follow, prove, reverse
    from headload.apps.voice.services.statements import (
        decline,
        let_in,
        let_through,
        settle,
    )

    union, editor = owned("Union of Vendors")
    _, stranger = owned("Another Union")
    won = win()
    said = part(won, union, editor)
    said_otherwise = doubt(won, us, name="A ministry", source=other_source())
    later = FollowUp(outcome=won, date="2025", text="Fines.", source=source())
    for write in (
        lambda: win(stranger, logged_for=union),
        lambda: prove(won, [source()], stranger),
        lambda: reverse(won, stranger, reason="no"),
        lambda: follow(later, stranger),
        lambda: part(won, union, stranger),
        lambda: part(won, union, person("coordinator")),
        lambda: doubt(won, stranger, organisation=union),
        lambda: doubt(won, stranger, name="A ministry", source=source()),
        lambda: let_through(said, editor),
        lambda: decline(said, editor, reason="no"),
        lambda: let_in(won, editor),
        lambda: settle(said_otherwise, "done", editor),
    ):
        with refused("NET-21", "in the role"):
            write()


def test_what_breaks_a_rule_is_named_by_its_field(us: Any) -> None:
    from headload.apps.voice.models import FollowUp
    from headload.apps.voice.services.outcomes import follow

    with refused("VOI-05", "date"):
        win(date="June")
    with refused("VOI-05", "kind"):
        win(kind="party")
    with refused("VOI-06", "No release on this site"):
        win(estimate_id="nothing")
    won, union = win(), organisation("Union of Vendors")
    part(won, union, us)
    with refused("VOI-05"):
        part(won, union, us)
    with refused("VOI-05"):
        doubt(won, us, name="A ministry")
    with refused("VOI-05", "date"):
        follow(FollowUp(outcome=won, date="soon", text="T", source=source()), us)


# what is said of it, and by whom


def test_what_is_said_of_somebody_elses_win_waits_until_let_through(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.services.statements import let_through

    union, editor = owned("Union of Vendors")
    won = win()
    said = part(won, union, editor, "We stood in front of the council.")
    assert said.shown_on is None
    assert "We stood in front" not in read(site, f"/en/wins/{won.slug}/")
    let_through(said, person("coordinator"))
    assert "We stood in front" in read(site, f"/en/wins/{won.slug}/")
    with refused("VOI-34", "does not wait any more"):
        let_through(said, us)


def test_a_dispute_stands_beside_the_win_until_it_is_settled(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.services.outcomes import prove
    from headload.apps.voice.services.statements import let_through, settle

    union, editor = owned("Union of Vendors")
    rivals, rival = owned("Other Vendors")
    won = win(editor, logged_for=union)
    prove(won, [], editor)
    part(won, union, editor, "We marched for it.")
    said = doubt(won, rival, "Fines go on in our street.", organisation=rivals)
    won.refresh_from_db()
    assert (won.state, said.shown_on) == ("evidenced", None)
    let_through(said, us)
    named = doubt(won, us, "The rule is older.", name="City", source=other_source())
    page = read(site, f"/en/wins/{won.slug}/")
    for text in (
        *("Nobody is fined without a hearing", "We marched for it."),
        *("Fines go on in our street.", "Other Vendors", "The rule is older."),
        *("https://example.org/press", "Disputed"),
    ):
        assert text in page, text
    assert "Open disputes: 2" in read(site, "/en/wins/")
    settle(said, "They saw the new rule.", us)
    won.refresh_from_db()
    assert won.state == "disputed"
    settle(named, "The council found the date.", us)
    won.refresh_from_db()
    assert won.state == "evidenced"
    assert "They saw the new rule." in read(site, f"/en/wins/{won.slug}/")
    with refused("VOI-34", "does not wait any more"):
        settle(named, "again", us)


def test_a_declined_statement_is_never_shown_and_may_be_made_anew(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.services.statements import decline

    union, editor = owned("Union of Vendors")
    won = win()
    decline(part(won, union, editor, "Names a person"), us, reason="a person")
    assert "Names a person" not in read(site, f"/en/wins/{won.slug}/")
    assert part(won, union, editor).pk


def test_a_win_of_somebody_elses_demand_waits(site: Site, us: Any) -> None:
    from headload.apps.voice.services.statements import let_in

    union, editor = owned("Union of Vendors")
    won = win(editor, demands=[demand()], logged_for=union)
    read(site, f"/en/wins/{won.slug}/", 404)
    let_in(won, us)
    read(site, f"/en/wins/{won.slug}/")
    mine = win(editor, demands=[demand(owners=[union])], logged_for=union)
    read(site, f"/en/wins/{mine.slug}/")


def test_organisations_that_hide_are_counted_and_neither_named_nor_quoted(
    site: Site, us: Any
) -> None:
    hidden = organisation("Hidden Union", unlisted=True)
    risky = at_risk("Risky Union", "A union in Peru", us)
    bare = at_risk("Nameless Union", "", us)
    won = win()
    for each in (hidden, risky, bare):
        part(won, each, us, f"We of {each.name} marched.")
        doubt(won, us, f"We of {each.name} doubt.", organisation=each)
    made = agreement(workers="Hidden Union\nRisky Union\nVendors of the square")
    for address in (
        *(f"/en/wins/{won.slug}/", "/en/wins/", "/en/places/per/lima/"),
        *("/en/wins/wins.csv", "/en/wins/wins.jsonld", "/en/wins/wins.atom"),
        *(f"/en/agreements/{made.slug}/", "/en/agreements/"),
        *("/en/agreements/agreements.csv", "/en/search/?q=marched"),
    ):
        text = read(site, address)
        for name in ("Hidden Union", "Risky Union", "Nameless Union"):
            assert name not in text, address
    page = read(site, f"/en/wins/{won.slug}/")
    assert "Contributions whose words are not shown: 3" in page
    assert "Disputes of organisations that are not named: 3" in page
    assert "Organisations that are not named: 2" in read(site, "/en/wins/")
    assert "A union in Peru" not in read(site, "/en/wins/wins.csv")
    assert "Vendors of the square" in read(site, f"/en/agreements/{made.slug}/")


# what it rests on


def test_a_win_keeps_its_figure_and_says_when_it_was_revised(
    site: Site, us: Any
) -> None:
    from headload.apps.explorer.models import Release

    first, second = Release.objects.filter(place="xts").order_by("number")
    won = win(persons=600, estimate_id=VENDORS, release_id=first.release_id)
    assert won.value is not None
    page = read(site, f"/en/wins/{won.slug}/")
    assert f"/e/{VENDORS}" in page
    assert str(first.release_id) in page
    assert "Nobody is fined" in read(site, f"/en/e/{VENDORS}")
    assert second.release_id != first.release_id


def test_a_later_release_makes_the_figure_of_a_win_stale(us: Any) -> None:
    from headload.apps.common.cited import Figure, Loaded
    from headload.apps.network.models import Event
    from headload.apps.voice.services.outcomes import figure_of_win, figures_go_stale

    won = win(estimate_id=VENDORS)
    cited = figure_of_win(won)
    near = Figure(**{**vars(cited), "release_id": "later"})
    figures_go_stale(Loaded("later", frozenset({cited.release_id}), {VENDORS: near}))
    won.refresh_from_db()
    assert won.stale_on is None
    far = Figure(**{**vars(near), "value": cited.value * 9, "low": None, "high": None})
    figures_go_stale(Loaded("later", frozenset({cited.release_id}), {VENDORS: far}))
    won.refresh_from_db()
    assert won.stale_on is not None
    assert won.value == cited.value
    assert Event.objects.filter(permanent=won.permanent, action="stale").exists()


def test_what_happened_after_a_win_is_told_with_day_source_and_ladder(
    site: Site, us: Any, tmp_path: Any
) -> None:
    from headload.apps.voice.models import FollowUp, Law
    from headload.apps.voice.seed import bring_in
    from headload.apps.voice.services.outcomes import follow

    bring_in(laws.written(tmp_path / "seed"))
    laws.looked_at("ven-act")
    won = win(law=Law.objects.get(slug="ven-act"))
    seen = FollowUp(outcome=won, date="2025-02", text="The office opened.")
    seen.source = other_source("later")
    follow(seen, us)
    page = read(site, f"/en/wins/{won.slug}/")
    for text in ("2025-02", "The office opened.", "example.org/later", "Vendors Act"):
        assert text in page, text
    assert "Rules issued" in page or 'class="ladder' in page


# pages, files, search


def test_wins_are_chosen_by_group_place_year_kind_and_state(site: Site) -> None:
    win()
    win(kind="budget", date="2019", area=place("ecu"), slug="money")
    for query, count in (
        *(("sector=street-vendors", 2), ("place=per", 1), ("year=2019", 1)),
        *(("kind=law", 1), ("state=verified", 0), ("kind=budget&place=ecu", 1)),
    ):
        assert f"Wins: {count}" in read(site, f"/en/wins/?{query}"), query
    rows = list(csv.DictReader(io.StringIO(read(site, "/en/wins/wins.csv?year=2019"))))
    assert [each["slug"] for each in rows] == ["money"]


def test_a_win_is_in_its_languages_in_files_feeds_search_and_the_api(
    site: Site,
) -> None:
    won = win(demands=[demand()])
    assert "No hay multas sin audiencia" in read(site, f"/es/wins/{won.slug}/")
    assert 'lang="en"' in read(site, f"/fr/wins/{won.slug}/")
    graph = json.loads(read(site, "/en/wins/wins.jsonld"))["@graph"]
    assert graph[0]["genre"] == "outcome"
    assert graph[0]["isBasedOn"]
    for form, root in (("atom", "<feed"), ("rss", "<rss")):
        text = read(site, f"/es/wins/wins.{form}")
        assert root in text
        assert "No hay multas" in text
    found = read(site, "/en/search/?q=fined+hearing")
    assert f"/en/wins/{won.slug}/" in found
    assert json.loads(read(site, "/api/wins"))["wins"][0]["slug"] == won.slug
    assert site.client.get(f"/id/v/{won.permanent}").url == f"/en/wins/{won.slug}/"


def test_agreements_and_platforms_are_found_and_gone_when_they_are(site: Site) -> None:
    agreed = agreement(slug="agreed", workers="Union of Quokkas")
    prepared = platform("prepared", [demand()])
    prepared.save_revision().publish()
    asked = "/en/search/?q={}&kind={}&place=per-lima"
    assert "/en/agreements/agreed/" in read(site, asked.format("water", "agreement"))
    assert "/en/platforms/prepared/" in read(site, asked.format("our", "platform"))
    hidden = read(site, asked.format("quokkas", "agreement"))  # workers may hide
    assert "/en/agreements/agreed/" not in hidden
    agreed.sources = []
    agreed.save()
    prepared.unpublish()
    for words, kind in (("water", "agreement"), ("our", "platform")):
        assert f"/en/{kind}s/" not in read(site, asked.format(words, kind)), kind


def test_a_win_without_source_and_statement_is_seen_nowhere(site: Site) -> None:
    bare = win(sources=[])
    read(site, f"/en/wins/{bare.slug}/", 404)
    assert site.client.get(f"/id/v/{bare.permanent}").status_code == 404
    assert f"/wins/{bare.slug}" not in read(site, "/en/search/?q=fined")
    assert "No win is recorded yet" in read(site, "/en/wins/")


def test_a_demand_shows_what_was_won_by_it(site: Site) -> None:
    asked = demand()
    win(demands=[asked])
    assert "Nobody is fined" in read(site, f"/en/demands/{asked.slug}/")


def test_an_agreement_shows_parties_clauses_and_coverage(site: Site) -> None:
    union = organisation("Union of Vendors")
    made = agreement()
    win(agreement=made, kind="agreement")
    page = read(site, f"/en/agreements/{made.slug}/")
    for text in (
        *("Union of Vendors", f"/en/organisations/{union.slug}/", "Made City Council"),
        *("Who pays for water?", "Persons: 400", "Signed", "Nobody is fined"),
    ):
        assert text in page, text
    read(site, "/en/agreements/nothing/", 404)
    assert "Agreement on market stalls" in read(site, "/en/places/per/lima/")
    data = linked_data(page)
    assert data["genre"] == "agreement"
    assert {"@type": "Organization", "name": union.name} in data["author"]
    told_of(site, f"/en/agreements/{made.slug}/", "Agreement on market stalls")


def linked_data(page: str) -> Any:
    return json.loads(page.split('ld+json">')[1].split("</script>")[0])


def told_of(site: Site, path: str, title: str) -> None:
    """Expect a page in the sitemap and in the catalogue."""
    assert f"<loc>http://testserver{path}</loc>" in read(site, "/sitemap.xml")
    listed = json.loads(read(site, "/catalogue.jsonld"))["dcat:resource"]
    found = [each for each in listed if each["@id"].endswith(path)]
    assert [each["dct:title"]["@value"] for each in found] == [title]


def test_a_platform_sets_demands_side_by_side_by_provision(
    site: Site, us: Any, tmp_path: Any
) -> None:
    from headload.apps.voice.models import Law
    from headload.apps.voice.seed import bring_in
    from headload.apps.voice.services import aim

    bring_in(laws.written(tmp_path / "seed"))
    laws.looked_at("ven-act")
    provision = Law.objects.get(slug="ven-act").provisions.get()
    one, two = demand(), demand(texts={"en": "Give goods back"})
    free = demand(texts={"en": "No more raids"})
    for each in (one, two):
        aim(each, provision, us)
    ours = platform("ours", [one, two, free])
    page = read(site, "/en/platforms/ours/")
    aimed, _, rest = page.partition("Aimed at no provision")
    assert aimed.count("Section 7") == 1
    assert aimed.index("Section 7") < aimed.index("Give goods back")
    assert "No more raids" in rest
    assert site.client.get(f"/id/f/{ours.permanent}").url == "/en/platforms/ours/"
    data = linked_data(page)
    assert (data["@type"], data["collectionSize"]) == ("Collection", 3)
    told_of(site, "/en/platforms/ours/", ours.title)


# the database itself


def test_the_database_refuses_a_win_that_cannot_be(us: Any) -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice.models import Contribution, Dispute, Outcome

    won, user = win(), person("verifier").user
    today = datetime.date(2026, 1, 1)
    whole = {"independent": source(), "verified_on": today}
    for wrong in (
        {"state": "won"},
        {"kind": "party"},
        {"date": "June"},
        {"state": "verified", "verified_by": user, "verified_on": today},
        {"state": "verified", **whole},
        {"entered_by": user, "verified_by": user},
        {"estimate_id": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outcome.objects.filter(pk=won.pk).update(**wrong)
    for model, wrong in (
        (Dispute, {"text": "T"}),
        (Dispute, {"text": "T", "name": "A ministry"}),
        (Contribution, {"text": "", "organisation": organisation("Union")}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(outcome=won, **wrong)


def test_every_step_of_a_win_is_in_the_history_and_no_words_are(us: Any) -> None:
    from headload.apps.network.history import broken
    from headload.apps.network.models import Event
    from headload.apps.voice.services.outcomes import prove

    won = win()
    prove(won, [], us)
    part(won, organisation("Union"), us, "We marched secretly.")
    doubt(won, us, name="City", source=other_source())
    events = Event.objects.filter(permanent=won.permanent)
    actions = set(events.values_list("action", flat=True))
    assert {"create", "prove", "move", "contribute", "dispute"} <= actions
    assert not events.filter(new__contains="secretly").exists()
    assert broken() is None


def test_an_unknown_address_of_a_win_is_not_found(site: Site) -> None:
    for address in ("/en/wins/nothing/", "/en/platforms/nothing/"):
        read(site, address, 404)
    assert new_win().slug != new_win().slug
