"""Demands, the claims in them, what these rest on, and what becomes of a revision."""

import csv
import datetime
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import laws, organisations
from apps.conftest import VENDORS, Site
from apps.demands import demand, gap, numbered, remove_all, source
from apps.organisations import organisation, owned, person, place
from headload.cli.app import run
from headload.errors import BadInput, RefusedByPolicy
from headload.measure.publish import publish
from needs import real_data
from unit.products.pictured import cells
from unit.releases.made import release, total

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    remove_all()
    laws.remove_all()
    organisations.remove_all()


@pytest.fixture
def us() -> Any:
    """Whoever runs programs where the site is."""
    from headload.apps.network.rights import COMMAND_LINE

    return COMMAND_LINE


def refused(code: str) -> Any:
    """Expect the refusal with a code."""
    return pytest.raises((BadInput, RefusedByPolicy), match=rf"\[HL-{code}\]")


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def releases() -> tuple[str, str]:
    """Return the ids of the two releases of the site, in order."""
    from headload.apps.explorer.models import Release

    first, second = Release.objects.filter(place="xts").order_by("number")
    return str(first.release_id), str(second.release_id)


def withheld() -> Any:
    from headload.apps.explorer.models import Estimate

    return Estimate.objects.filter(release__newest=True, value=None).first()


# claims and what they rest on


def test_a_number_is_not_published_without_an_estimate_or_a_publication(
    us: Any,
) -> None:
    from headload.apps.library.models import Work
    from headload.apps.voice.services import Evidence, cite, claim, publish

    asked = demand()
    said = claim(asked, "We are 3 million.", "number", us)
    with refused("VOI-08") as refusal:
        publish(said, us)
    assert "ask for the number" in str(refusal.value)
    cite(said, Evidence(gap=gap()), us)
    with refused("VOI-08"):
        publish(said, us)
    work = Work.objects.create(slug="counted", title="Counted", language="en")
    try:
        cite(said, Evidence(work=work), us)
        publish(said, us)
        assert said.published_on is not None
    finally:
        remove_all()
        work.delete()
    lived = claim(demand(), "They took our scales.", "experience", us)
    publish(lived, us)
    assert lived.state == "unsupported"


def test_what_is_withheld_or_unknown_is_no_evidence(us: Any) -> None:
    from headload.apps.voice.services import Evidence, cite, claim

    said = claim(demand(), "There are some.", "number", us)
    with refused("VOI-07") as refusal:
        cite(said, Evidence(estimate_id=withheld().estimate_id), us)
    assert "register a data gap" in str(refusal.value)
    with refused("VOI-06"):
        cite(said, Evidence(estimate_id="xts.nothing"), us)
    with refused("VOI-05"):
        cite(said, Evidence(), us)
    assert not said.links.exists()


def test_the_interval_and_the_mark_stand_beside_a_number(site: Site, us: Any) -> None:
    from headload.apps.common.standing import standing_of

    said = numbered(demand())
    link = said.links.get()
    assert link.low < link.value < link.high
    assert link.release_id == releases()[1]
    assert said.state == "supported"
    amount = standing_of(VENDORS, link.release_id, "en").was
    assert "likely range" in amount or " to " in amount
    page = read(site, f"/en/demands/{said.demand.slug}/")
    shown = page.split('class="sure"')[1].split("</p>")[0]
    assert f"<b>{amount}</b>" in shown
    assert "flag--" in shown
    assert f"/en/demands/{said.demand.slug}/" in read(site, f"/en/e/{VENDORS}")


def test_a_claim_stays_as_it_was_when_it_is_worded_anew(site: Site, us: Any) -> None:
    from headload.apps.voice.services import Evidence, cite, publish, renew

    old = numbered(demand())
    new = renew(old, "We are more than many.", us)
    with refused("VOI-15"):
        renew(old, "Again.", us)
    address = f"/en/demands/{old.demand.slug}/"
    assert "more than many" not in read(site, address)
    cite(new, Evidence(estimate_id=VENDORS), us)
    publish(new, us)
    page = read(site, address)
    assert "We are more than many." in page
    assert page.index("Earlier wordings") < page.index(old.sentence)


def test_a_claim_is_disputed_upheld_and_taken_back(site: Site, us: Any) -> None:
    from headload.apps.voice.services import dispute, retract, uphold

    said = numbered(demand())
    dispute(said, person("editor"), reason="we counted fewer")
    assert said.state == "disputed"
    assert "Disputed" in read(site, f"/en/demands/{said.demand.slug}/")
    uphold(said, us, reason="looked again")
    assert said.state == "supported"
    retract(said, us, reason="not ours")
    assert "<s>" in read(site, f"/en/demands/{said.demand.slug}/")
    with refused("VOI-11"):
        dispute(said, us, reason="late")


# a release is revised


@pytest.fixture
def revise(site: Site, tmp_path: Path) -> Iterator[Any]:
    """Give what loads a second release that has another number of street vendors.

    The site's own second release is away until the end; its number of street vendors
    lies within the interval of the first.
    """
    from headload.apps.explorer.load import load
    from headload.apps.explorer.models import Release

    first, _ = releases()

    def back_to_first() -> None:
        Release.objects.filter(place="xts").exclude(release_id=first).delete()
        Release.objects.filter(release_id=first).update(newest=True)

    def come(people: float | None = None) -> None:
        if people is None:
            load(site.second)
            return
        group = {"worker_group": "street_vendor"}
        kept = [
            each
            for each in cells()
            if (each.indicator, each.dimensions) != ("employment", group)
        ]
        figure = total(600, people, dimensions=group)
        made = release(*kept, figure, policy="public-use")
        load(publish(made, tmp_path / "far"))

    back_to_first()
    yield come
    back_to_first()
    load(site.second)


def test_a_revised_release_makes_a_claim_stale_and_its_owners_are_told(
    site: Site, us: Any, revise: Any, mails: list[Any]
) -> None:
    from headload.apps.network.models import Event

    union, editor = owned("Union of Vendors")
    editor.user.email = "union@example.org"
    editor.user.save()
    asked = demand(owners=[union])
    said = numbered(asked)
    assert said.state == "supported"
    address = f"/en/demands/{asked.slug}/"
    before = read(site, address)
    assert "out of date" not in before
    was = said.links.get().value
    revise(200_000.0)
    said.refresh_from_db()
    assert said.state == "stale"
    assert said.links.get().value == was
    assert [each.to for each in mails] == [["union@example.org"]]
    assert said.sentence in mails[0].body
    assert f"/en/demands/{asked.slug}/" in mails[0].body
    page = read(site, address)
    assert "Claims that are out of date: 1" in page
    assert "The owners were told on" in page
    assert "In the newest release it is" in page
    assert "Out of date: 1" in read(site, "/en/demands/")
    events = Event.objects.filter(permanent=said.permanent, field="state")
    assert [each.new for each in events] == ["supported", "stale"]
    assert "revised in" in events.last().reason


def test_a_figure_that_stays_in_its_interval_leaves_a_claim_as_it_is(
    site: Site, us: Any, revise: Any
) -> None:
    from headload.apps.common.cited import figure_of

    said = numbered(demand())
    old = figure_of(VENDORS)
    revise()
    said.refresh_from_db()
    new = figure_of(VENDORS)
    assert old.value != new.value
    assert said.state == "supported"
    page = read(site, f"/en/demands/{said.demand.slug}/")
    assert "In the newest release it is" in page
    assert old.release_id in page


@pytest.fixture
def mails(settings_of_mail: None) -> list[Any]:
    from django.core import mail

    mail.outbox = []
    return mail.outbox  # type: ignore[no-any-return]


@pytest.fixture
def settings_of_mail(site: Site) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    ):
        yield


def test_a_mail_that_cannot_be_sent_undoes_nothing_and_is_sent_later(
    us: Any, revise: Any, mails: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.mail import EmailMessage

    from headload.apps.common.cited import figure_of
    from headload.apps.voice.services.mails import tell_owners

    union, editor = owned("Union of Vendors")
    editor.user.email = "union@example.org"
    editor.user.save()

    def fails(_: Any) -> None:
        raise OSError

    first = figure_of(VENDORS).release_id
    said = numbered(demand(owners=[union]))
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fails)
        revise(200_000.0)
        late = numbered(demand(owners=[union]), first)
    said.refresh_from_db()
    assert (said.state, said.told_on) == ("stale", None)
    assert late.state == "stale"  # as soon as it is cited
    assert tell_owners() == 2
    assert len(mails) == 2
    assert tell_owners() == 0


@pytest.mark.parametrize(
    ("value", "flag", "left"),
    [
        (100.0, "", False),
        (90.0, "", False),
        (110.0, "", False),
        (110.1, "", True),
        (89.9, "", True),
        (100.0, "E", True),
        (None, "S", True),
    ],
)
def test_a_later_figure_bears_out_what_lies_in_the_old_interval(
    value: float | None, flag: str, left: bool
) -> None:
    from headload.apps.common.cited import Figure

    def figure(value: float | None, flag: str) -> Figure:
        low, high = (None, None) if value is None else (value - 10, value + 10)
        return Figure("e", "r", value, low, high, flag, "persons")

    assert figure(100.0, "").is_left_by(figure(value, flag)) is left
    assert figure(100.0, "").is_left_by(None)
    bare = Figure("e", "r", 5.0, None, None, "", "persons")
    assert not bare.is_left_by(bare)
    assert bare.is_left_by(figure(5.1, ""))


# the life of a demand


def test_a_demand_moves_along_its_life_and_nowhere_else(us: Any) -> None:
    from headload.apps.voice.services import move

    asked = demand(state="draft")
    for state in (
        *("consulted", "adopted_by_owner", "submitted", "no_answer", "partly"),
        *("not_implemented", "implemented"),
    ):
        move(asked, state, us, reason="so it went")
        assert asked.state == state
    with refused("VOI-11") as refusal:
        move(asked, "draft", us, reason="again")
    assert "it is at its end" in str(refusal.value)
    other = demand(state="draft")
    with refused("VOI-11") as refusal:
        move(other, "submitted", us, reason="in haste")
    assert "consulted, withdrawn" in str(refusal.value)
    move(other, "withdrawn", us, reason="not wanted")


def test_every_state_is_reached_and_every_end_is_one() -> None:
    from headload.apps.voice import states

    for kinds, moves, start in (
        (states.DemandState, states.DEMAND_MOVES, {"draft", "unknown"}),
        (states.ClaimState, states.CLAIM_MOVES, {"unsupported"}),
        (states.RequestState, states.REQUEST_MOVES, {"submitted"}),
        (states.GapState, states.GAP_MOVES, {"open"}),
    ):
        reached = set(start)
        for follow in moves.values():
            reached |= set(follow)
        assert reached == {each.value for each in kinds}


def test_the_desk_moves_demands_and_gaps_no_further_than_the_services(us: Any) -> None:
    from django.core.exceptions import ValidationError

    asked, missing = demand(), gap()
    asked.state, missing.state = "draft", "open"
    missing.full_clean()
    with pytest.raises(ValidationError, match="No demand goes from submitted"):
        asked.full_clean()


def test_demands_stand_in_no_circle(site: Site, us: Any) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.voice.services import supersede

    first, second, third = demand(), demand(), demand()
    supersede(first, second, us, reason="clearer")
    supersede(second, third, us, reason="clearer still")
    with refused("VOI-09") as refusal:
        supersede(third, first, us, reason="round and round")
    assert third.slug in str(refusal.value)
    with refused("VOI-09"):
        supersede(first, first, us, reason="alone")
    first.supersedes = third
    with pytest.raises(ValidationError):
        first.full_clean()
    assert "A later demand" in read(site, f"/en/demands/{first.slug}/")


def test_who_may_not_is_refused(us: Any) -> None:
    from headload.apps.voice.services import Answer, answer, ask, claim, move, open_gap

    union, editor = owned("Union of Vendors")
    asked, other = demand(owners=[union]), person("editor")
    claim(asked, "We are many.", "experience", editor)
    move(asked, "accepted", editor, reason="they wrote")
    request = ask(union, "How many are we?", editor)
    for act in (
        lambda: claim(asked, "We are few.", "experience", other),
        lambda: move(asked, "implemented", other, reason="no"),
        lambda: ask(union, "How many are they?", other),
        lambda: answer(request, Answer(reason="no"), editor),
        lambda: open_gap(None, editor),  # type: ignore[arg-type]
    ):
        with refused("NET-21"):
            act()


# provisions


@pytest.fixture
def bill(us: Any) -> Any:
    """Return a law whose text has a version with two provisions."""
    from headload.apps.voice.models import Law, Provision, TextVersion

    law = laws.made(Law, slug="bill", title="Vendors Bill", issuer="UN")
    law.versions.add(TextVersion(date="2025-01", language="en", name="Draft 1"))
    law.save()
    for number in ("10", "11"):
        Provision.objects.create(law=law, version=law.versions.get(), number=number)
    return law


def anew(law: Any, *numbers: str) -> Any:
    from headload.apps.voice.models import Provision, TextVersion

    law.versions.add(TextVersion(date="2025-06", language="en", name="Draft 2"))
    law.save()
    version = law.versions.get(name="Draft 2")
    for number in numbers:
        Provision.objects.create(law=law, version=version, number=number)
    return version


def test_demands_follow_provisions_that_a_new_text_renumbers(
    site: Site, us: Any, bill: Any
) -> None:
    from headload.apps.voice.models import Demand
    from headload.apps.voice.services import aim, repoint

    asked = demand()
    for provision in bill.provisions.all():
        aim(asked, provision, us)
    old = bill.provisions.get(number="10")
    version = anew(bill, "11", "12")
    assert "is the number in an earlier text" in read(
        site, f"/en/demands/{asked.slug}/"
    )
    with refused("VOI-13"):
        aim(demand(), old, us)
    at = {each.number: each for each in asked.aims.all()}
    now = {each.number: each for each in version.provisions.all()}
    with refused("VOI-13"):
        repoint(version, {at["10"]: now["11"], at["11"]: old}, us)
    assert repoint(version, {at["10"]: now["11"], at["11"]: now["12"]}, us) == (2, 0)
    with refused("VOI-46"):
        repoint(version, {at["10"]: now["12"]}, us)
    kept = Demand.objects.get(pk=asked.pk)
    found = [(each.number, each.provision.version.name) for each in kept.aims.all()]
    assert found == [("11", "Draft 2"), ("12", "Draft 2")]
    page = read(site, f"/en/demands/{asked.slug}/")
    assert "earlier text" not in page
    assert "at 10 (2025-01 en Draft 1) and is now aimed at 11 (2025-06 en Draft" in page


def test_a_provision_that_is_gone_is_said_to_be(site: Site, us: Any, bill: Any) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.voice.services import aim, repoint

    asked = demand()
    for provision in bill.provisions.all():
        aim(asked, provision, us)
    version = anew(bill, "1")
    there = version.provisions.get()
    chosen = {asked.aims.get(number="10"): None, asked.aims.get(number="11"): there}
    assert repoint(version, chosen, us) == (1, 1)
    page = read(site, f"/en/demands/{asked.slug}/")
    assert "is not in the new text any more" in page
    kept = asked.aims.get(number="10")
    assert kept.provision is None
    kept.provision = bill.provisions.get(number="1")
    with pytest.raises(ValidationError):
        kept.full_clean()


# requests and gaps


def test_a_request_is_read_worked_on_and_answered(site: Site, us: Any) -> None:
    from headload.apps.voice.services import Answer, answer, ask, reopen, take, triage

    union, editor = owned("Union of Vendors")
    by = person("statistician")
    request = ask(union, "How many of us sell here?", editor)
    address = f"/en/requests/{request.key}/"
    assert "nobody has looked at it yet" in read(site, address)
    assert "Union of Vendors" not in read(site, address)
    triage(request, by)
    take(request, by)
    assert "is working on it" in read(site, address)
    with refused("VOI-07"):
        answer(request, Answer(estimate_id=withheld().estimate_id), by)
    with refused("VOI-14"):
        answer(request, Answer(), by)
    with refused("VOI-14"):
        answer(request, Answer(estimate_id=VENDORS, reason="both"), by)
    answer(request, Answer(estimate_id=VENDORS), by)
    assert request.release_id == releases()[1]
    assert f"/en/e/{VENDORS}" in read(site, address)
    with refused("VOI-11"):
        answer(request, Answer(reason="no"), by)
    reopen(request, editor, reason="that is another city")
    answer(request, Answer(gap=gap()), by)
    assert "/en/data-gaps/gap-" in read(site, address)
    answer_headers = site.client.get(address).headers
    assert "no-store" in answer_headers["Cache-Control"]
    read(site, f"/en/requests/{'x' * 43}/", 404)


def test_a_day_that_has_passed_is_refused(us: Any) -> None:
    from django.utils import timezone

    from headload.apps.voice.models import EvidenceRequest
    from headload.apps.voice.services import Wanted, ask

    union = organisation("Union of Vendors")
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with refused("VOI-10"):
        ask(union, "How many are we?", us, Wanted(needed_by=yesterday))
    with refused("VOI-05"):
        ask(union, "  ", us)
    assert not EvidenceRequest.objects.exists()


def test_what_is_needed_first_stands_first_in_the_queue(us: Any) -> None:
    from django.utils import timezone

    from headload.apps.voice.models import EvidenceRequest
    from headload.apps.voice.services import Wanted, ask

    union = organisation("Union of Vendors")
    today = timezone.localdate()
    for days in (None, 30, 3):
        day = None if days is None else today + datetime.timedelta(days=days)
        ask(union, f"Due {days}", us, Wanted(needed_by=day))
    found = [each.question for each in EvidenceRequest.objects.all()]
    assert found == ["Due 3", "Due 30", "Due None"]


def test_a_statistician_answers_at_the_desk(site: Site, us: Any) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from headload.apps.voice.services import Wanted, ask

    union = organisation("Union of Vendors")
    request = ask(union, "How many are we?", us)
    today = datetime.datetime.now(datetime.UTC).date()
    soon = Wanted(needed_by=today + datetime.timedelta(days=9))
    ask(union, "How many women?", us, soon)
    user = get_user_model().objects.create_superuser(
        "network-desk", "", "a-long-password"
    )
    desk = Client()
    desk.force_login(user)
    listed = "/desk/snippets/headload_voice/evidencerequest/"
    address = f"/desk/requests/{request.pk}/answer/"
    queue = desk.get(listed).content.decode()
    assert address in queue
    assert queue.index("How many women?") < queue.index("How many are we?")
    assert desk.get(f"{listed}add/").status_code in {302, 403}
    assert "How many are we?" in desk.get(address).content.decode()
    wrong = desk.post(address, {"estimate": "xts.nothing"}).content.decode()
    assert "No release on this site has the estimate" in wrong
    for step, state in (("triage", "triaged"), ("take", "in_work")):
        assert desk.post(address, {"step": step}).status_code == 302
        request.refresh_from_db()
        assert request.state == state
    assert desk.post(address, {"estimate": VENDORS}).status_code == 302
    request.refresh_from_db()
    assert request.state == "answered_estimate"
    for name in ("demand", "platform", "datagap"):
        place = f"/desk/snippets/headload_voice/{name}/"
        assert desk.get(place).status_code == 200, name
        assert desk.get(f"{place}add/").status_code == 200, name
    edit = f"/desk/snippets/headload_voice/demand/edit/{demand().pk}/"
    assert desk.get(edit).status_code == 200
    assert Client().get(address).status_code == 302


def test_a_gap_says_who_should_produce_it_and_which_question_is_missing(
    site: Site, us: Any
) -> None:
    from headload.apps.voice.services import (
        Answer,
        Evidence,
        answer,
        ask,
        cite,
        claim,
        move_gap,
        publish,
    )

    missing = gap()
    hidden = organisation("Hidden Union", unlisted=True)
    for each in (organisation("Union of Vendors"), hidden):
        answer(ask(each, "How many are we?", us), Answer(gap=missing), us)
    said = claim(demand(), "Nobody has counted us.", "experience", us)
    cite(said, Evidence(gap=missing), us)
    publish(said, us)
    page = read(site, f"/es/data-gaps/{missing.slug}/")
    assert "Muy pocas entrevistas" in page
    assert "National Institute of Statistics" in page
    assert "Do you collect or sort waste" in page
    assert "Union of Vendors" in page
    assert "Hidden Union" not in page
    assert "Organizaciones que no se nombran: 1" in page
    assert f"/es/demands/{said.demand.slug}/" in page
    assert "ENAHO" in page or "Encuesta" in page  # surveys of Peru that have a map
    assert missing.title in read(site, "/en/data-gaps/")
    assert missing.title in read(site, "/en/workers/waste-pickers/")
    text = read(site, "/en/data-gaps/data-gaps.csv").lstrip("\ufeff")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["reason"], row["requests"]) == ("sample_too_small", "2")
    node = json.loads(read(site, "/en/data-gaps/data-gaps.jsonld"))["@graph"][0]
    assert node["genre"] == "data gap"
    move_gap(missing, "raised_with_producer", us, reason="we wrote to them")
    move_gap(missing, "closed", us, reason="they asked")
    assert "Closed: 1" in read(site, "/en/data-gaps/")
    with refused("VOI-11"):
        move_gap(missing, "partly_closed", us, reason="no")


# pages


def test_a_demand_is_on_its_pages_in_every_language(site: Site, us: Any) -> None:
    asked = demand(owners=[organisation("Union of Vendors"), "Old Union"])
    page = read(site, f"/es/demands/{asked.slug}/")
    assert "<h1>Un lugar fijo para vender</h1>" in page
    assert '<li lang="en">A fixed place to sell</li>' in page
    assert "Union of Vendors" in page
    assert "todavía no tiene registro aquí" in page
    assert '<h1 lang="en">A fixed place' in read(site, f"/fr/demands/{asked.slug}/")
    for address in ("/en/workers/street-vendors/", "/en/places/per/lima/"):
        assert f"/en/demands/{asked.slug}/" in read(site, address), address
    assert "/demands/" in read(site, "/es/search/?q=lugar+fijo&kind=demand")
    moved = site.client.get(f"/id/d/{asked.permanent}")
    assert moved.headers["Location"].endswith(f"/demands/{asked.slug}/")


def test_demands_are_chosen_by_group_place_process_and_state(
    site: Site, us: Any, tmp_path: Path
) -> None:
    from headload.apps.voice.models import Process

    assert run(["voice", "import", str(laws.written(tmp_path / "voice"))]) == 0
    process = Process.objects.get(slug="lima-bylaw")
    asked = demand(processes=[process], targets=[process.body])
    other = demand(area=place("ecu"), sectors=[], everyone=True, state="accepted")

    def slugs(query: str) -> set[str]:
        text = read(site, f"/en/demands/{query}")
        return {part.split("/")[0] for part in text.split('href="/en/demands/made-')}

    mine, theirs = asked.slug.removeprefix("made-"), other.slug.removeprefix("made-")
    for query, here in (
        ("", {mine, theirs}),
        ("?sector=street-vendors", {mine}),
        ("?sector=all", {theirs}),
        ("?place=per", {mine}),
        ("?place=per-lima", {mine}),
        ("?process=lima-bylaw", {mine}),
        ("?state=accepted", {theirs}),
    ):
        assert slugs(query) & {mine, theirs} == here, query
    assert "No recorded demand fits" in read(site, "/en/demands/?state=rejected")
    assert f"/en/demands/{asked.slug}/" in read(site, "/en/processes/lima-bylaw/")
    page = read(site, f"/en/demands/{asked.slug}/")
    assert "/en/bodies/made-council/" in page
    assert "/en/processes/lima-bylaw/" in page
    text = read(site, "/en/demands/demands.csv?process=lima-bylaw").lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [each["slug"] for each in rows] == [asked.slug]
    assert rows[0]["targets"] == "made-council"


def test_what_owners_still_discuss_or_has_no_source_is_seen_nowhere(
    site: Site, us: Any
) -> None:
    for hidden in (demand(state="consulted"), demand(sources=[])):
        read(site, f"/en/demands/{hidden.slug}/", 404)
        assert site.client.get(f"/id/d/{hidden.permanent}").status_code == 404
    assert "A fixed place" not in read(site, "/en/search/?q=fixed+place")
    assert "No demand is recorded yet" in read(site, "/en/demands/")


def test_an_owner_at_risk_is_not_named_and_never_in_a_file(site: Site, us: Any) -> None:
    hidden = organisation("Hidden Union", unlisted=True)
    risky = organisation("Risky Union", pseudonym="A union in Peru")
    from headload.apps.network.services import raise_risk

    raise_risk(risky, "high", us, reason="evictions")
    asked = demand(owners=[hidden, risky])
    page = read(site, f"/en/demands/{asked.slug}/")
    assert "Hidden Union" not in page
    assert "Risky Union" not in page
    assert "A union in Peru" in page
    for form in ("csv", "jsonld"):
        text = read(site, f"/en/demands/demands.{form}")
        assert "Union" not in text
        assert "A union in Peru" not in text


def test_a_demand_is_linked_data_with_its_claims(site: Site, us: Any) -> None:
    said = numbered(demand())
    page = read(site, f"/en/demands/{said.demand.slug}/")
    node = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert node["genre"] == "demand"
    part = node["hasPart"][0]
    assert part["creativeWorkStatus"] == "supported"
    assert part["isBasedOn"][0]["version"] == releases()[1]
    assert part["isBasedOn"][0]["url"].endswith(f"/e/{VENDORS}")


def test_demands_of_a_platform_are_shown_together(site: Site, us: Any) -> None:
    from headload.apps.voice.models import Platform

    one, other = demand(), demand(texts={"en": "No more raids"})
    platform = Platform(slug="ours", title="Our platform")
    platform.sources, platform.demands = [source()], [one, other]
    platform.save()
    page = read(site, f"/en/demands/{one.slug}/")
    assert "Our platform" in page
    assert "No more raids" in page


# the database itself


def _wrong() -> list[tuple[str, dict[str, Any]]]:
    claim = {"sentence": "S", "kind": "number"}
    ask = {"question": "Q"}
    missing = {"slug": "g", "title": "T", "indicator": "I", "since": "2026"}
    return [
        ("Demand", {"slug": "a", "state": "lost"}),
        ("DemandText", {"demand": True, "language": "en", "text": ""}),
        ("DemandOwner", {"demand": True}),
        ("DemandOwner", {"demand": True, "organisation": True, "name": "N"}),
        ("Claim", {"demand": True, **claim, "sentence": ""}),
        ("Claim", {"demand": True, **claim, "kind": "rumour"}),
        ("Claim", {"demand": True, **claim, "state": "lost"}),
        ("Claim", {"demand": True, **claim, "state": "stale"}),
        (
            "Claim",
            {"demand": True, **claim, "published_on": datetime.date(2026, 1, 1)},
        ),
        ("EvidenceLink", {"claim": True, "kind": "estimate", "estimate_id": "e"}),
        ("EvidenceLink", {"claim": True, "kind": "gap"}),
        (
            "EvidenceLink",
            {
                "claim": True,
                "kind": "estimate",
                "estimate_id": "e",
                "release_id": "r",
                "value": 5.0,
                "low": 6.0,
            },
        ),
        ("EvidenceRequest", {"organisation": True, "question": ""}),
        ("EvidenceRequest", {"organisation": True, **ask, "state": "lost"}),
        ("EvidenceRequest", {"organisation": True, **ask, "state": "declined"}),
        ("EvidenceRequest", {"organisation": True, **ask, "state": "data_gap"}),
        (
            "EvidenceRequest",
            {"organisation": True, **ask, "needed_by": datetime.date(2020, 1, 1)},
        ),
        ("DataGap", {**missing, "reason": "lost"}),
        ("DataGap", {**missing, "reason": "no_survey", "since": "May"}),
        ("Platform", {"slug": "p", "title": ""}),
    ]


@pytest.mark.parametrize(("name", "values"), _wrong())
def test_the_database_refuses_what_cannot_be(
    us: Any, name: str, values: dict[str, Any]
) -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice import models
    from headload.apps.voice.services import claim

    asked = demand()
    made = {
        "demand": asked,
        "organisation": organisation("Union of Vendors"),
        "claim": claim(asked, "S", "legal", us),
    }
    told = {k: made[k] if v is True else v for k, v in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(models, name).objects.create(**told)


# brought in


DEMANDS = (
    "id,process_id,org_ids,demand,sectors,source",
    "m1,lima-bylaw,union;nobody,A place to sell,street_vendors,https://example.org/d",
    "m2,,,Ratify C189,domestic_workers,https://example.org/d",
)


def test_demands_are_brought_in_and_tied_once_their_owners_are_here(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Demand

    folder = laws.written(tmp_path / "voice", demands=DEMANDS)
    assert run(["voice", "import", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "demands: 2 new" in said
    assert "2 owners have no record here" in said
    organisation("Union of Vendors", acronym="union")
    assert run(["voice", "import", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "demands: 0 new, 2 were here already" in said
    assert "1 owners tied" in said
    asked = Demand.objects.get(slug="m1")
    assert [each.name for each in asked.owners.all()] == ["", "nobody"]
    assert asked.state == "unknown"
    assert asked.area.code == "per-lima"
    page = read(site, "/en/demands/m1/")
    assert "Union of Vendors" in page
    assert "its source does not say" in page
    assert "The source names no organisation" in read(site, "/en/demands/m2/")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("x,nothing,,D,all,https://e.org", "process_id"),
        ("x,,,,all,https://e.org", "demand"),
        ("x,,,D,bakers,https://e.org", "sectors"),
        ("x,,,D,all,", "source"),
    ],
)
def test_a_wrong_demand_is_named_by_its_column_and_nothing_is_kept(
    site: Site, tmp_path: Path, capsys: Capture, row: str, column: str
) -> None:
    from headload.apps.voice.models import Demand, Process

    folder = laws.written(tmp_path / "voice", demands=(DEMANDS[0], row))
    assert run(["voice", "import", str(folder)]) == 3
    said = capsys.readouterr().err
    assert "HL-VOI-03" in said
    assert f'column "{column}"' in said.replace("\n", " ")
    assert (Demand.objects.count(), Process.objects.count()) == (0, 0)


def test_the_seed_of_demands_is_tied_to_the_network(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    from headload.apps.voice.models import Demand, DemandOwner

    folder = real_data("network/demands.csv").parent
    for name in ("organisations", "membership_counts", "affiliations"):
        shutil.copy(folder / f"{name}.csv", tmp_path)
    assert run(["network", "import", str(tmp_path)]) == 0
    assert run(["voice", "import", str(folder)]) == 0
    assert Demand.objects.public().count() == 10
    assert not DemandOwner.objects.filter(organisation=None).exists()
    assert DemandOwner.objects.count() == 19
    assert "Ratify C189" in read(site, "/en/demands/d10/")
    assert all(each.sources.exists() for each in Demand.objects.all())
