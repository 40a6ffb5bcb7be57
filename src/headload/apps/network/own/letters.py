"""Letters of the network: an invitation, a new password, a number that grew old."""

import contextlib
import datetime
import smtplib
import threading
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from headload.apps.common.words import say
from headload.apps.network.models import Invitation, Reminder
from headload.apps.network.services.reminders import due, told


@dataclass
class Sent:
    """What came of reminding."""

    mails: int = 0
    failed: int = 0


def send_invitation(invitation: Invitation, secret: str) -> None:
    """Mail the link of an invitation, or to a new password.

    Raises
    ------
    OSError
        When mail cannot be sent.
    """
    language = invitation.language
    kind = "invitation" if invitation.role else "forgot"
    link = address("own-accept", language, secret)
    day = invitation.expires.date().isoformat()
    what = _what(invitation)
    EmailMessage(
        str(say(f"own_{kind}_subject", language)),
        str(say(f"own_{kind}_mail", language, link=link, day=day, what=what)),
        to=[invitation.email],
        headers={"Content-Language": language},
    ).send()


def send_later(invitation: Invitation, secret: str) -> threading.Thread:
    """Mail a link while the page is answered already.

    So the answer takes as long as where there is nobody to mail to. A letter that
    cannot be sent is lost; its link is of no use to anybody, and she asks again.
    """

    def send() -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            send_invitation(invitation, secret)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def remind(today: datetime.date | None = None) -> Sent:
    """Mail owners whose newest number is older than 36 months, once in 90 days.

    A mail that cannot be sent is tried again the next time.
    """
    today, sent = today or timezone.localdate(), Sent()
    for reminder in due(today):
        try:
            _reminder(reminder).send()
        except (OSError, smtplib.SMTPException):
            sent.failed += 1
        else:
            told(reminder, today)
            sent.mails += 1
    return sent


def address(name: str, *parts: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse(name, args=parts)}"


def _reminder(reminder: Reminder) -> EmailMessage:
    language, organisation = reminder.language, reminder.organisation
    link = address("own-count", language, organisation.permanent)
    stop = address("own-stop", language, reminder.key)
    name = " ".join(organisation.name.split())
    return EmailMessage(
        str(say("own_remind_subject", language)),
        str(say("own_remind_mail", language, name=name, link=link, stop=stop)),
        to=[reminder.user.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": language,
        },
    )


def _what(invitation: Invitation) -> str:
    if invitation.organisation is not None:
        return " ".join(invitation.organisation.name.split())
    if not invitation.role:
        return ""
    return str(say(f"own_role_{invitation.role}", invitation.language))
