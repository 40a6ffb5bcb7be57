"""What the network keeps: rules in the database, a history that stands, safe contacts.

Every test takes away what it made, but for the history.
"""

import datetime
import stat
import threading
from collections.abc import Iterator
from types import SimpleNamespace
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
from headload.cli.app import run
from headload.errors import BadInput, RefusedByPolicy

SOURCE = "https://example.org/page"


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    remove_all()


def refused(code: str) -> Any:
    """Expect the refusal with a code."""
    return pytest.raises((BadInput, RefusedByPolicy), match=rf"\[{code}\]")


def not_kept(model: str, **values: Any) -> None:
    """Show that the database itself refuses a row, whatever writes it."""
    from django.db import IntegrityError, transaction

    from headload.apps.network import models

    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(models, model).objects.create(**values)


# the database


@pytest.mark.parametrize(
    "values",
    [
        {"classification": "support-ngo", "is_mbo": True},
        {"classification": "support-ngo", "is_mbo": None},
        {"classification": "research-institute", "is_mbo": True},
        {"classification": "statistical-office", "is_mbo": None},
        {"founded": "2013-10", "dissolved": "2013-09"},
        {"founded": "2013", "dissolved": "2012-12-31"},
    ],
)
def test_the_database_refuses_an_organisation_that_cannot_be(
    values: dict[str, Any],
) -> None:
    not_kept("Organisation", slug="made", name="Made", **values)


@pytest.mark.parametrize(
    ("founded", "dissolved"),
    [("2013-10", "2013"), ("2013", "2013-10"), ("", "1999"), ("2013-10", "2013-10")],
)
def test_dates_that_cannot_be_compared_are_kept(founded: str, dissolved: str) -> None:
    made = organisation("Known in part", founded=founded, dissolved=dissolved)
    assert (made.founded, made.dissolved) == (founded, dissolved)


@pytest.mark.parametrize("date", ["2013-4", "April 2013", "2013-02-30", "13"])
def test_a_date_without_its_digits_is_refused(date: str) -> None:
    with refused("HL-NET-22"):
        organisation("Dated", founded=date)


def test_an_identifier_belongs_to_one_organisation() -> None:
    organisation("First", identifiers=[("XX-REG", "77")])
    second = organisation("Second")
    not_kept("Identifier", organisation=second, scheme="XX-REG", value="77")


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": -1},
        {"women_share": "1.2"},
        {"women_share": "-0.1"},
        {"youth_share": "1.01"},
        {"women_count": 121},
        {"women_not_collected": True, "women_count": 3},
        {"all_sectors": True, "sector": "street-vendors"},
        {"verification": "audited"},
    ],
)
def test_the_database_refuses_a_count_that_cannot_be(wrong: dict[str, Any]) -> None:
    values = {
        "organisation": organisation("Counted"),
        "value": 120,
        "unit": "persons",
        "basis": "declared",
        "declared_by": "self",
        **wrong,
    }
    if "sector" in values:
        values["sector"] = group(values["sector"])
    not_kept("MembershipCount", **values)


def test_the_database_wants_two_persons_for_a_checked_count() -> None:
    one = person("verifier").user
    values = {"organisation": organisation("Counted"), "value": 1, "unit": "persons"}
    values |= {"basis": "declared", "declared_by": "self", "verification": "audited"}
    not_kept("MembershipCount", **values, entered_by=one, verified_by=one)


def test_an_organisation_is_not_affiliated_to_itself_nor_twice() -> None:
    child, parent = organisation("Child"), organisation("Parent")
    not_kept("Affiliation", child=child, parent=child, kind="full")
    first = affiliated(child, parent)
    not_kept("Affiliation", child=child, parent=parent, kind=first.kind)


def test_an_affiliation_that_ended_can_begin_again() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import end_affiliation

    child, parent = organisation("Child"), organisation("Parent")
    first = affiliated(child, parent)
    end_affiliation(first, "", COMMAND_LINE, reason="left, day not known")
    second = affiliated(child, parent)
    assert (first.is_open, second.is_open) == (False, True)
    not_kept("Affiliation", child=parent, parent=child, kind="full", end="2020")


def test_an_overlap_names_its_two_organisations_in_order() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import Seen, add_count, declare_overlap

    one, other = organisation("One"), organisation("Other")
    add_count(one, new_count(100), COMMAND_LINE)
    made = declare_overlap(other, one, 40, COMMAND_LINE, source=Seen(SOURCE))
    assert (made.first, made.second) == (one, other)
    not_kept("Overlap", first=other, second=one, persons_in_both=1)
    with refused("HL-NET-31"):
        declare_overlap(one, other, 101, COMMAND_LINE, source=Seen(SOURCE))


def test_what_has_no_source_does_not_become_public() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        NewOrganisation,
        add_source,
        change,
        create,
        record_count,
    )
    from headload.apps.network.services.kept import Seen

    with refused("HL-NET-23"):
        create(NewOrganisation("Hearsay", ()), COMMAND_LINE)
    inner = NewOrganisation("Hearsay", (), values={"visibility": "network"})
    made = create(inner, COMMAND_LINE)
    with refused("HL-NET-23"):
        change(made, "visibility", "public", COMMAND_LINE, reason="asked")
    add_source(made, Seen(SOURCE), COMMAND_LINE)
    change(made, "visibility", "public", COMMAND_LINE, reason="asked")
    assert made.visibility == "public"
    with refused("HL-NET-23"):
        record_count(made, new_count(source=None), COMMAND_LINE)


# affiliations


def test_a_circle_of_affiliations_is_refused() -> None:
    town, alliance, federation = map(organisation, ("Town", "Alliance", "Federation"))
    affiliated(town, alliance)
    affiliated(alliance, federation)
    affiliated(town, federation)  # two paths to the top are no circle
    with refused("HL-NET-26"):
        affiliated(federation, town)
    with refused("HL-NET-26"):
        affiliated(town, town)


def test_two_writers_at_the_same_time_make_no_circle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import connection

    from headload.apps.network.models import Affiliation
    from headload.apps.network.services import affiliations

    one, other = organisation("One"), organisation("Other")
    looked = affiliations.need_no_circle
    both = threading.Barrier(2)

    def look_and_wait(child: Any, parent: Any) -> None:
        looked(child, parent)
        pause.wait(0.5)  # here a second writer would find no circle either

    pause = threading.Event()
    monkeypatch.setattr(affiliations, "need_no_circle", look_and_wait)
    said: list[str] = []

    def write(child: Any, parent: Any) -> None:
        both.wait()
        try:
            affiliated(child, parent)
            said.append("kept")
        except BadInput as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=pair)
        for pair in ((one, other), (other, one))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["HL-NET-26", "kept"]
    assert Affiliation.objects.count() == 1


# the history


def events(thing: Any) -> list[Any]:
    from headload.apps.network.models import Event

    return list(Event.objects.filter(permanent=thing.permanent))


def test_every_field_of_a_new_organisation_has_its_event() -> None:
    made = organisation("Vendors of Lima", acronym="VL", is_mbo=False)
    told = {each.field: each.new for each in events(made)}
    assert told["name"] == "Vendors of Lima"
    assert told["area"] == "per-lima"
    assert told["is_mbo"] == "no"
    assert told["sectors"] == "street-vendors"
    assert "founded" not in told  # not known is not an event


def test_a_change_keeps_old_and_new_value_and_who_and_why() -> None:
    from headload.apps.network.services import change

    made, editor = owned("Vendors of Lima")
    change(made, "level", "local", editor, reason="our statute", source=SOURCE)
    change(made, "level", "local", editor, reason="again")  # nothing changed
    (event,) = [each for each in events(made) if each.action == "change"]
    assert (event.field, event.old, event.new) == ("level", "", "local")
    assert (event.who, event.role) == (str(editor.user.pk), "editor")
    assert (event.reason, event.source) == ("our statute", SOURCE)


def test_the_history_cannot_forget_so_free_texts_are_kept_as_marks() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.sealing import is_mark_of
    from headload.apps.network.services import change

    made = organisation("Vendors of Lima")
    text = "Call Rosa at 555 0100"
    change(made, "description", text, COMMAND_LINE, reason="given")
    event = events(made)[-1]
    assert text not in event.new
    assert is_mark_of(event.new, text)
    assert not is_mark_of(event.new, "Call Rosa at 555 0101")


def test_a_field_that_has_its_own_service_is_not_changed_past_it() -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change

    made = organisation("Vendors of Lima")
    for name in ("risk_level", "slug", "claimed", "merged_into"):
        with refused("HL-NET-24"):
            change(made, name, "low", COMMAND_LINE, reason="no")


AROUND = {
    "sqlite": "INSERT OR REPLACE INTO headload_network_event "
    "SELECT * FROM headload_network_event",
    "postgresql": "TRUNCATE headload_network_event",
}
"""Ways around a trigger of UPDATE and DELETE."""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE headload_network_event SET reason = 'other'",
        "DELETE FROM headload_network_event",
        "",
    ],
)
def test_the_database_refuses_to_change_the_history(statement: str) -> None:
    from django.db import DatabaseError, connection, transaction

    made = organisation("Vendors of Lima")
    before = len(events(made))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement or AROUND[connection.vendor])
    assert len(events(made)) == before > 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE headload_network_event SET new = 'other' WHERE id = %s",
        "UPDATE headload_network_event SET who = '1' WHERE id = %s",
        "DELETE FROM headload_network_event WHERE id = %s",
    ],
)
def test_the_chain_finds_what_was_changed_past_the_database(statement: str) -> None:
    from django.db import connection, transaction

    from headload.apps.network import guard, history

    made = organisation("Vendors of Lima")
    first, second, *_ = events(made)
    assert history.broken() is None
    with transaction.atomic():
        with connection.cursor() as cursor:
            editor = SimpleNamespace(connection=connection, execute=cursor.execute)
            guard.take_down(None, editor)
            cursor.execute(statement, [first.pk])
        found = history.broken()
        assert found in {first, second}
        with refused("HL-NET-35"):
            history.check()
        transaction.set_rollback(True)
    assert history.broken() is None


def test_what_was_cut_off_at_the_end_is_found_by_a_seal_that_was_kept() -> None:
    from headload.apps.network import history

    organisation("Vendors of Lima")
    kept = history.seal()
    organisation("Vendors of Callao")
    history.check(kept)
    with refused("HL-NET-71"):
        history.check("0" * 64)


def test_a_day_follows_the_day_before() -> None:
    from django.utils import timezone

    from headload.apps.network import history
    from headload.apps.network.models import Event

    organisation("Vendors of Lima")
    last = Event.objects.order_by("day", "number").last()
    assert history.seal() == last.hash
    later = timezone.now() + datetime.timedelta(days=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history.timezone, "now", lambda: later)
        made = organisation("Of the next day")
    first = events(made)[0]
    assert (first.day, first.number) == (later.date(), 1)
    assert first.previous == last.hash
    after = events(organisation("Written by a clock that was set back"))[0]
    assert after.day == first.day  # events keep their order
    assert history.broken() is None


def test_nothing_is_kept_of_a_write_that_fails() -> None:
    from headload.apps.network.history import broken
    from headload.apps.network.models import Event, Organisation

    before = Event.objects.count()
    with refused("HL-NET-22"):
        organisation("Fails", classification="support-ngo", is_mbo=True)
    assert not Organisation.objects.filter(name="Fails").exists()
    assert Event.objects.count() == before
    assert broken() is None


# counts


def test_a_count_of_persons_says_day_sector_source_and_women() -> None:
    from headload.apps.network.services import add_count

    made, editor = owned("Vendors of Lima")
    bare = new_count(as_of="", sector=None, source=None, women_share=None)
    with pytest.raises(BadInput, match="source, as_of, sector, women"):
        add_count(made, bare, editor)
    not_told = new_count(women_share=None, women_not_collected=True)
    count = add_count(made, not_told, editor)
    assert (count.entered_by, count.verification) == (editor.user, "unverified")


def test_who_enters_a_count_does_not_check_it() -> None:
    from headload.apps.network.kinds import Verification
    from headload.apps.network.rights import Actor, Role
    from headload.apps.network.services import add_count, verify

    made, editor = owned("Vendors of Lima")
    count = add_count(made, new_count(), editor)
    same_person = Actor(editor.user, Role.VERIFIER)
    with refused("HL-NET-29"):
        verify(count, Verification.SOURCE_CHECKED, same_person, reason="it is so")
    coordinator = person("coordinator")
    theirs = add_count(made, new_count(130), coordinator)
    with refused("HL-NET-29"):  # she did not enter it, but it is her organisation
        verify(theirs, Verification.SOURCE_CHECKED, same_person, reason="it is so")
    with refused("HL-NET-21"):
        verify(count, Verification.SOURCE_CHECKED, coordinator, reason="it is so")
    second = person("verifier")
    with refused("HL-NET-30"):
        verify(count, Verification.SOURCE_CHECKED, second, reason=" ")
    verify(count, Verification.SOURCE_CHECKED, second, reason="the report says this")
    assert (count.verification, count.verified_by) == ("source_checked", second.user)
    last = events(count)[-1]
    assert (last.old, last.new) == ("unverified", "source_checked")


# consents and contacts


def consent_for(made: Any, by: Any, **values: Any) -> Any:
    from headload.apps.network.kinds import Given, Purpose, Visibility
    from headload.apps.network.services import NewConsent, give_consent

    told = {
        "purpose": Purpose.CONTACT_RELAY,
        "scope": Visibility.NETWORK,
        "language": "es",
        "how": Given.PAPER,
        "given_on": datetime.datetime.now(datetime.UTC).date(),
        "person": "Rosa Quispe",
        **values,
    }
    return give_consent(made, NewConsent(**told), by)


def raw_text_of_the_database() -> str:
    """Return every cell of every table of the network, as the database has it."""
    from django.apps import apps
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("headload_network").get_models():
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            found += cursor.fetchall()
    return repr(found)


def test_a_contact_is_sealed_in_the_database_and_its_key_is_outside(site: Site) -> None:
    from headload.apps.network.kinds import ContactKind, Purpose
    from headload.apps.network.services import add_contact, read_contacts

    made, editor = owned("Vendors of Lima")
    consent = consent_for(made, editor)
    add_contact(consent, ContactKind.PHONE, "+51 1 555 0100", editor)
    raw = raw_text_of_the_database()
    assert "Vendors of Lima" in raw
    assert "555 0100" not in raw
    assert "Quispe" not in raw
    found = read_contacts(made, Purpose.CONTACT_RELAY, editor, reason="a journalist")
    assert found == [("phone", "+51 1 555 0100")]
    assert consent.person == "Rosa Quispe"
    key = site.home / "contact-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text("utf-8") not in raw


def test_without_its_key_nothing_that_was_sealed_is_read(site: Site) -> None:
    from headload.apps.network.sealing import seal, unseal

    sealed = seal("+51 1 555 0100")
    key = site.home / "contact-key"
    kept = key.read_bytes()
    try:
        key.unlink()
        with refused("HL-NET-40"):
            unseal(sealed)
        seal("another site")  # makes a key of its own
        with refused("HL-NET-40"):
            unseal(sealed)
        key.write_text("damaged", "utf-8")
        with refused("HL-NET-40"):
            seal("anything")
    finally:
        key.write_bytes(kept)
    assert unseal(sealed) == "+51 1 555 0100"


def test_consent_that_is_taken_back_takes_its_values_with_it() -> None:
    from headload.apps.network.kinds import ContactKind, Purpose
    from headload.apps.network.models import Contact
    from headload.apps.network.sealing import is_mark_of
    from headload.apps.network.services import (
        add_contact,
        read_contacts,
        withdraw_consent,
    )

    made, editor = owned("Vendors of Lima")
    consent = consent_for(made, editor)
    contact = add_contact(consent, ContactKind.EMAIL, "rosa@example.org", editor)
    sealed = contact.sealed
    withdraw_consent(consent, editor, "she left")
    assert consent.withdrawn_on is not None
    assert consent.person == ""
    contact.refresh_from_db()
    assert (contact.value, contact.purged_on) == ("", consent.withdrawn_on)
    raw = raw_text_of_the_database()
    assert sealed not in raw
    assert "rosa@example.org" not in raw
    assert read_contacts(made, Purpose.CONTACT_RELAY, editor, reason="none") == []
    (event,) = events(contact)
    assert is_mark_of(event.new, "rosa@example.org")  # the fact stays
    with refused("HL-NET-33"):
        add_contact(consent, ContactKind.EMAIL, "rosa@example.org", editor)
    not_kept(
        "Contact", organisation=made, consent=consent, kind="email", sealed="kept on"
    )
    assert Contact.objects.count() == 1


def test_consent_holds_for_24_months_and_then_its_values_go(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from headload.apps.network.kinds import ContactKind, Purpose
    from headload.apps.network.models import Consent
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        add_contact,
        purge_expired,
        read_contacts,
    )

    made, editor = owned("Vendors of Lima")
    consent = consent_for(made, editor)
    add_contact(consent, ContactKind.PHONE, "+51 1 555 0100", editor)
    assert purge_expired(COMMAND_LINE) == 0
    long_ago = datetime.date(2020, 2, 29)
    old = consent_for(made, editor, given_on=long_ago, purpose=Purpose.QUOTE)
    assert old.expires_on == datetime.date(2022, 2, 28)
    Consent.objects.filter(pk=consent.pk).update(
        given_on=long_ago, expires_on=old.expires_on
    )
    assert read_contacts(made, Purpose.CONTACT_RELAY, editor, reason="late") == []
    assert run(["network", "purge"]) == 0
    assert "2 consents had expired" in capsys.readouterr().out
    assert purge_expired(COMMAND_LINE) == 0
    assert consent.contacts.get().sealed == ""
    old.refresh_from_db()
    assert old.person == ""


def test_contacts_are_read_for_a_reason_that_is_kept_and_not_by_everybody() -> None:
    from headload.apps.network.kinds import Purpose
    from headload.apps.network.services import read_contacts

    made, _ = owned("Vendors of Lima")
    for role in ("statistician", "coordinator", "verifier", "editor"):
        with refused("HL-NET-21"):
            read_contacts(made, Purpose.CONTACT_RELAY, person(role), reason="curious")
    admin = person("admin")
    with refused("HL-NET-34"):
        read_contacts(made, Purpose.CONTACT_RELAY, admin, reason="")
    read_contacts(made, Purpose.CONTACT_RELAY, admin, reason="a court asked")
    last = events(made)[-1]
    assert (last.action, last.reason) == ("read_contacts", "a court asked")
    assert last.who == str(admin.user.pk)


# changes


def test_an_organisation_is_found_by_the_name_it_had() -> None:
    from headload.apps.network.models import ChangeEvent
    from headload.apps.network.rights import READER
    from headload.apps.network.selectors import Wanted, directory, find
    from headload.apps.network.services import NewOrganisation, Seen, create, rename

    made, editor = owned("Ambulantes de Lima")
    rename(made, "Comercio Popular", editor, reason="congress", on="2024-05")
    found = find(READER, "ambulantes-de-lima")
    assert found is not None
    assert (found.moved, found.shown["slug"]) == (True, "comercio-popular")
    assert found.shown["other_names"] == ["Ambulantes de Lima"]
    now = find(READER, "comercio-popular")
    assert now is not None
    assert now.moved is False
    assert len(directory(READER, Wanted("ambulantes"))) == 1
    assert ChangeEvent.objects.get().kind == "renamed"
    taken = NewOrganisation("Other", [Seen(SOURCE)], slug="ambulantes-de-lima")
    with refused("HL-NET-25"):
        create(taken, person("coordinator"))


def test_a_merged_organisation_leads_to_the_one_it_went_on_in() -> None:
    from headload.apps.network.models import Affiliation
    from headload.apps.network.rights import COMMAND_LINE, READER
    from headload.apps.network.selectors import counts_of, directory, find
    from headload.apps.network.services import add_count, merge

    old, new, federation = map(organisation, ("Old", "New", "Federation"))
    town = organisation("Town")
    affiliated(old, federation)
    affiliated(old, new)  # would be an affiliation with itself
    affiliated(town, old)
    add_count(old, new_count(70), COMMAND_LINE)
    add_count(new, new_count(90), COMMAND_LINE)
    merge(new, old, COMMAND_LINE, reason="congress", on="2024")
    for address in ("old", old.permanent):
        found = find(READER, address)
        assert found is not None
        assert (found.moved, found.shown["slug"]) == (True, "new")
    assert [each["slug"] for each in directory(READER)] == ["federation", "new", "town"]
    still = Affiliation.objects.filter(is_open=True)
    pairs = {(each.child.slug, each.parent.slug) for each in still}
    assert pairs == {("new", "federation"), ("town", "new")}
    today = datetime.date(2025, 6, 1)
    shown = counts_of(READER, new, today)
    assert [(each["value"], each["of"]) for each in shown] == [
        (90, new.permanent),
        (70, old.permanent),
    ]
    with refused("HL-NET-27"):
        merge(old, new, COMMAND_LINE, reason="back")


def test_an_organisation_that_split_keeps_its_page_and_names_what_came_of_it() -> None:
    from headload.apps.network.models import ChangeEvent
    from headload.apps.network.rights import COMMAND_LINE, READER
    from headload.apps.network.selectors import affiliations_of, find
    from headload.apps.network.services import NewOrganisation, Seen, split

    old, federation = organisation("Old"), organisation("Federation")
    affiliated(old, federation)
    parts = [NewOrganisation(name, [Seen(SOURCE)]) for name in ("North", "South")]
    made = split(old, parts, COMMAND_LINE, reason="congress", on="2024-03")
    found = find(READER, "old")
    assert found is not None
    assert (found.moved, found.shown["dissolved"]) == (False, "2024-03")
    event = ChangeEvent.objects.get()
    assert list(event.before.all()) == [old]
    assert list(event.after.all()) == made
    (tie,) = affiliations_of(READER, old)
    assert (tie.is_open, tie.end) == (False, "2024-03")


def test_two_records_of_one_organisation_become_one_with_all_they_have() -> None:
    from headload.apps.network.models import Affiliation, Overlap
    from headload.apps.network.rights import COMMAND_LINE, READER
    from headload.apps.network.selectors import find
    from headload.apps.network.services import (
        Seen,
        add_count,
        add_identifier,
        declare_overlap,
        unite,
    )

    kept, double, federation, third = map(
        organisation, ("Kept", "Double", "Federation", "Third")
    )
    for child, parent in ((kept, federation), (double, federation), (third, double)):
        affiliated(child, parent)
    add_count(double, new_count(70), COMMAND_LINE)
    add_identifier(double, "XX-REG", "77", COMMAND_LINE)
    for other in (third, kept):
        declare_overlap(double, other, 5, COMMAND_LINE, source=Seen(SOURCE))
    unite(kept, double, COMMAND_LINE, reason="same statute")
    assert kept.counts.get().value == 70
    assert kept.identifiers.get().value == "77"
    assert kept.other_names.get().text == "Double"
    assert kept.sources.count() == 2
    still = Affiliation.objects.filter(is_open=True)
    pairs = {(each.child.slug, each.parent.slug) for each in still}
    assert pairs == {("kept", "federation"), ("third", "kept")}
    overlap = Overlap.objects.get()  # with itself there is none
    assert (overlap.first, overlap.second) == (kept, third)
    found = find(READER, "double")
    assert found is not None
    assert (found.moved, found.shown["slug"]) == (True, "kept")
    with refused("HL-NET-21"):
        unite(kept, third, person("coordinator"), reason="no")


def test_names_and_numbers_are_added_with_their_event() -> None:
    from headload.apps.network.kinds import NameKind
    from headload.apps.network.services import add_identifier, add_name

    made, editor = owned("Vendors of Lima")
    add_name(made, "Ambulantes de Lima", NameKind.TRANSLATION, editor, language="es")
    add_identifier(made, "PE-RUC", "20131312955", editor)
    told = {each.field: each.new for each in events(made)}
    assert told["other_names"] == "Ambulantes de Lima"
    assert told["identifiers"] == "PE-RUC 20131312955"
    with refused("HL-NET-22"):
        add_identifier(made, "PE-RUC", "20131312955", editor)
    with refused("HL-NET-21"):
        add_name(made, "Other", NameKind.SHORT, person("editor"))


# rights


def test_a_claimed_record_is_its_organisations_alone() -> None:
    from headload.apps.network.rights import READER
    from headload.apps.network.services import (
        add_count,
        change,
        claim,
        create,
        hide_now,
        merge,
        rename,
        split,
    )
    from headload.apps.network.services.organisations import NewOrganisation

    mine, editor = owned("Mine")
    free, _ = organisation("Free"), None
    coordinator = person("coordinator")
    change(free, "level", "local", coordinator, reason="known")
    change(mine, "level", "local", editor, reason="known")
    add_count(mine, new_count(), coordinator)  # a second observation
    for by, made in ((coordinator, mine), (editor, free), (READER, free)):
        with refused("HL-NET-21"):
            change(made, "level", "global", by, reason="no")
        with refused("HL-NET-21"):
            rename(made, "Other", by, reason="no")
        with refused("HL-NET-21"):
            hide_now(made, by)
    for by in (editor, coordinator, person("statistician"), person("law_editor")):
        with refused("HL-NET-21"):
            merge(mine, free, by, reason="no")
        with refused("HL-NET-21"):
            split(mine, (), by, reason="no")
        with refused("HL-NET-21"):
            claim(free, editor.user, by, reason="no")
    with refused("HL-NET-21"):
        create(NewOrganisation("Other", ()), editor)
    with refused("HL-NET-21"):
        add_count(free, new_count(), editor)


def test_risk_is_raised_at_once_and_lowered_by_the_organisation_alone() -> None:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.services import lower_risk, raise_risk

    made, editor = owned("Vendors of Lima")
    coordinator = person("coordinator")
    raise_risk(made, RiskLevel.HIGH, coordinator, reason="arrests")
    assert made.risk_level == "high"
    with refused("HL-NET-32"):
        raise_risk(made, RiskLevel.ELEVATED, coordinator, reason="arrests")
    for by in (coordinator, person("admin"), person("editor")):
        with refused("HL-NET-21"):
            lower_risk(made, RiskLevel.LOW, by, reason="calm")
    lower_risk(made, RiskLevel.LOW, editor, reason="calm")
    assert made.risk_level == "low"
    assert [each.new for each in events(made) if each.field == "risk_level"] == [
        "high",
        "low",
    ]


def test_the_country_of_a_city_is_known() -> None:
    assert organisation("In Lima").country == place("per")
    assert organisation("In Peru", area=place("per")).country == place("per")
    assert organisation("Anywhere", area=None).country is None
