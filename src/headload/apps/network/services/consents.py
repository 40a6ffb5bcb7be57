"""Consents given and taken back, and the contacts that live and die with them."""

import calendar
import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import ContactKind, Given, Purpose, Visibility
from headload.apps.network.models import Consent, Contact, Organisation
from headload.apps.network.rights import Actor, Role, may_edit, need
from headload.apps.network.sealing import seal
from headload.apps.network.services.kept import checked
from headload.errors import BadInput

MONTHS = 24
"""How long a consent holds."""


@dataclass(frozen=True)
class NewConsent:
    """What was agreed to, how, and on which day; `person` if it was one person."""

    purpose: Purpose
    scope: Visibility
    language: str
    how: Given
    given_on: datetime.date
    person: str = ""


def give_consent(organisation: Organisation, new: NewConsent, by: Actor) -> Consent:
    """Keep a consent; it holds for 24 months.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for what breaks a rule.
    """
    need(may_edit(by, organisation), by, "keep a consent here")
    with writing():
        consent = Consent(
            organisation=organisation,
            visibility=Visibility.RESTRICTED,
            sealed_person=seal(new.person) if new.person else "",
            purpose=new.purpose,
            scope=new.scope,
            language=new.language,
            how=new.how,
            given_on=new.given_on,
            expires_on=months_after(new.given_on, MONTHS),
            created_by=by.user,
        )
        checked(consent).save()
        changes = [Change("given_on", "", new.given_on)]
        if new.person:
            changes.append(Change("person", "", new.person, restricted=True))
        record(by, "consent", consent, changes)
    return consent


def add_contact(consent: Consent, kind: ContactKind, value: str, by: Actor) -> Contact:
    """Keep a contact, sealed, under a consent that holds.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-33 where the consent does not hold.
    """
    need(may_edit(by, consent.organisation), by, "keep a contact here")
    with writing():
        kept = Consent.objects.get(pk=consent.pk)
        if not holds(kept, timezone.localdate()):
            raise BadInput(
                "The consent was taken back or has expired",
                where="contact",
                to_do="ask for consent again, then keep the contact under it",
                code="HL-NET-33",
            )
        contact = Contact(
            organisation=kept.organisation,
            consent=kept,
            kind=kind,
            sealed=seal(value),
            visibility=Visibility.RESTRICTED,
            created_by=by.user,
        )
        checked(contact).save()
        changes = [Change(kind.value, "", value, restricted=True)]
        record(by, "contact", contact, changes)
    return contact


def withdraw_consent(consent: Consent, by: Actor, reason: str = "") -> None:
    """Take a consent back: what it allowed to keep is gone, its day stays.

    Whoever keeps the record may, and so may an administrator or coordinator, since
    nobody may be kept waiting.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    near = may_edit(by, consent.organisation) or by.role == Role.COORDINATOR
    need(near, by, "take this consent back")
    with writing():
        today = timezone.localdate()
        _purge(consent, today)
        Consent.objects.filter(pk=consent.pk).update(withdrawn_on=today)
        changes = [Change("withdrawn_on", "", today)]
        record(by, "withdraw", consent, changes, reason=reason)
    consent.refresh_from_db()


def purge_expired(by: Actor) -> int:
    """Purge what consents allowed to keep that have expired; return how many had some.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    """
    need(by.role == Role.ADMIN, by, "purge what has expired")
    today = timezone.localdate()
    with writing():
        kept = Q(contacts__sealed__gt="") | ~Q(sealed_person="")
        old = list(Consent.objects.filter(kept, expires_on__lte=today).distinct())
        for consent in old:
            _purge(consent, today)
            record(by, "expire", consent, [Change("purged_on", "", today)])
    return len(old)


def read_contacts(
    organisation: Organisation, purpose: Purpose, by: Actor, *, reason: str
) -> list[tuple[str, str]]:
    """Return kind and value of what may be used for a purpose today; it is kept who.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but the organisation and administrators.
    BadInput
        HL-NET-34 without a reason.
    """
    allowed = by.role == Role.ADMIN or by.owns(organisation)
    need(allowed, by, "read contacts")
    if not reason.strip():
        raise BadInput(
            "Contacts are read only for a reason",
            where="contact",
            to_do="say what for; it is kept",
            code="HL-NET-34",
        )
    with writing():
        record(by, "read_contacts", organisation, reason=reason)
    today = timezone.localdate()
    found = organisation.contacts.filter(
        purged_on=None, consent__purpose=purpose
    ).select_related("consent")
    return [(each.kind, each.value) for each in found if holds(each.consent, today)]


def holds(consent: Consent, day: datetime.date) -> bool:
    """Tell whether a consent holds on a day."""
    return consent.withdrawn_on is None and consent.given_on <= day < consent.expires_on


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day months later; the last of the month where it has none such.

    Examples
    --------
    >>> months_after(datetime.date(2024, 2, 29), 24)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _purge(consent: Consent, today: datetime.date) -> None:
    """Leave nothing of what was kept; what was sealed may lie in a backup, sealed."""
    consent.contacts.filter(purged_on=None).update(sealed="", purged_on=today)
    Consent.objects.filter(pk=consent.pk).update(sealed_person="")
