"""The relay: messages to organisations, held until somebody lets them through.

Who writes never learns the address; what was written is gone once it was sent or
refused, and after 30 days in any case.
"""

import datetime

from django.core.mail import EmailMessage
from django.utils import timezone

from headload.apps.common.words import say
from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import ContactKind, Purpose
from headload.apps.network.models import ClaimRequest, Message, Organisation, State
from headload.apps.network.rights import COMMAND_LINE, READER, Actor, may_moderate, need
from headload.apps.network.sealing import seal
from headload.apps.network.services.claims import need_held, need_words
from headload.apps.network.services.consents import holds, read_contacts
from headload.apps.network.services.invitations import need_address
from headload.errors import BadInput

KEPT_DAYS = 30
"""After which what nobody decided is forgotten."""


def can_be_written_to(organisation: Organisation) -> bool:
    """Tell whether it gave an address for the relay, under a consent that holds."""
    today = timezone.localdate()
    found = organisation.contacts.filter(
        kind=ContactKind.EMAIL,
        purged_on=None,
        consent__purpose=Purpose.CONTACT_RELAY,
    ).select_related("consent")
    return any(holds(each.consent, today) for each in found)


def write(
    organisation: Organisation,
    email: str,
    text: str,
    language: str,
    by: Actor = READER,
) -> Message:
    """Keep a message, sealed; one of somebody with an account is sent at once.

    Raises
    ------
    BadInput
        HL-NET-60 for what is no mail address, -63 without words, -65 to an
        organisation that takes no messages.
    OSError
        When mail cannot be sent; then nothing is kept.
    """
    need_address(email)
    need_words(text)
    _need_contact(organisation)
    with writing():
        message = Message.objects.create(
            organisation=organisation,
            sealed_email=seal(email),
            sealed_text=seal(text),
            language=language,
        )
        changes = [Change("organisation", "", organisation.permanent)]
        record(by, "write", message, changes)
        if by.user is not None:
            _send(message, by)
    return message


def decide_message(message: Message, by: Actor, *, accept: bool, reason: str) -> None:
    """Let a message through, or refuse it.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but a coordinator or administrator.
    BadInput
        HL-NET-63 without a reason, -64 for one that was decided, -65 where consent was
        taken back meanwhile.
    OSError
        When mail cannot be sent; then it is held as before.
    """
    need(may_moderate(by), by, "let messages through")
    need_words(reason)
    with writing():
        kept = Message.objects.get(pk=message.pk)
        need_held(kept.state)
        if accept:
            _send(kept, by, reason)
        else:
            _close(kept, State.REFUSED, by, reason)
    message.refresh_from_db()


def forget_unread() -> int:
    """Forget what people wrote that nobody decided in 30 days; return how many."""
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    return sum(
        int(kind.objects.filter(state=State.HELD, asked__lt=before).delete()[0])
        for kind in (Message, ClaimRequest)
    )


def _send(message: Message, by: Actor, reason: str = "") -> None:
    """Mail it to each address; what the sender wrote stands in the body alone."""
    organisation = message.organisation
    _need_contact(organisation)
    why = f"relay {message.permanent}"
    found = read_contacts(organisation, Purpose.CONTACT_RELAY, COMMAND_LINE, reason=why)
    addresses = [value for kind, value in found if kind == ContactKind.EMAIL]
    language = message.language
    for address in addresses:
        EmailMessage(
            str(say("relay_subject", language)),
            str(say("relay_mail", language, text=message.text, sender=message.email)),
            to=[address],
            reply_to=[message.email],
            headers={"Content-Language": language},
        ).send()
    _close(message, State.ACCEPTED, by, reason)


def _close(message: Message, state: State, by: Actor, reason: str) -> None:
    message.state = state.value
    message.decided, message.decided_by = timezone.now(), by.user
    message.sealed_email = message.sealed_text = ""
    message.save()
    changes = [Change("state", State.HELD.value, state.value)]
    record(by, "decide_message", message, changes, reason=reason)


def _need_contact(organisation: Organisation) -> None:
    if organisation.hidden_on or not can_be_written_to(organisation):
        raise BadInput(
            "This organisation takes no messages here",
            where="relay",
            to_do="look at the pages that its record names",
            code="HL-NET-65",
        )
