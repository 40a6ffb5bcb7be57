"""Tell those who asked for a number how far their request is.

Mail goes to the accounts of the organisation, after what is written is safe, once for
each state. It holds no word of the question: a telephone may be read by others. One
that cannot be sent is tried again with the next.
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.words import say
from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.voice.models import EvidenceRequest


def tell_askers_after() -> None:
    """Tell them once the transaction is over; a mail that fails undoes nothing."""
    transaction.on_commit(tell_askers, robust=True)


def tell_askers() -> int:
    """Tell everybody whose request is in another state than she was told.

    Returns
    -------
    int
        How many mails went out.
    """
    waiting = EvidenceRequest.objects.exclude(told=F("state"))
    return sum(_told(each) for each in waiting.select_related("organisation"))


def _told(request: EvidenceRequest) -> int:
    organisation = request.organisation
    while organisation.merged_into:
        organisation = organisation.merged_into
    accounts = organisation.owners.filter(is_active=True).exclude(email="")
    found = [each.email for each in accounts]
    try:
        for email in found:
            _mail(request, email).send()
    except (OSError, smtplib.SMTPException):
        return 0
    state = request.state
    with writing():
        EvidenceRequest.objects.filter(pk=request.pk).update(told=state)
        if found:
            changes = [Change("state", "", state), Change("accounts", "", len(found))]
            record(COMMAND_LINE, "tell", request, changes)
    return len(found)


def _mail(request: EvidenceRequest, to: str) -> EmailMessage:
    language = request.language if request.language in LANGUAGES else "en"
    path = reverse("request", args=[language, request.key])
    link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
    state = say(f"request_state_{request.state}", language)
    return EmailMessage(
        str(say("ask_mail_subject", language)),
        f"{say('ask_mail', language, state=state, link=link)}\n",
        to=[to],
        headers={"Content-Language": language},
    )
