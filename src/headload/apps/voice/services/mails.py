"""Tell the owners of a demand that one of its claims is out of date.

Mail goes to the accounts of organisations alone, to each on its own, and after what is
written is safe. One that cannot be sent is tried again with the next.
"""

import smtplib
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.words import say
from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.voice.models import Claim
from headload.apps.voice.states import ClaimState


def tell_owners_after() -> None:
    """Tell owners once the transaction is over; a mail that fails undoes nothing."""
    transaction.on_commit(tell_owners, robust=True)


def tell_owners() -> int:
    """Tell the owners of every stale claim that were not told yet.

    Returns
    -------
    int
        How many mails went out.
    """
    waiting = Claim.objects.filter(state=ClaimState.STALE.value, told_on=None)
    return sum(_told(each) for each in waiting.select_related("demand"))


def _told(claim: Claim) -> int:
    accounts = list(_accounts(claim))
    if not accounts:
        return 0
    try:
        for account in accounts:
            _mail(claim, account.email).send()
    except (OSError, smtplib.SMTPException):
        return 0
    with writing():
        Claim.objects.filter(pk=claim.pk).update(told_on=timezone.localdate())
        record(COMMAND_LINE, "tell", claim, [Change("accounts", "", len(accounts))])
    return len(accounts)


def _accounts(claim: Claim) -> Iterable[Any]:
    """Return the accounts of the owners; a merged organisation has those of today."""
    found: dict[int, Any] = {}
    for owner in claim.demand.owners.select_related("organisation"):
        organisation = owner.organisation
        while organisation and organisation.merged_into:
            organisation = organisation.merged_into
        if organisation:
            accounts = organisation.owners.filter(is_active=True).exclude(email="")
            found.update({each.pk: each for each in accounts})
    return found.values()


def _mail(claim: Claim, to: str) -> EmailMessage:
    language = claim.language if claim.language in LANGUAGES else "en"
    path = reverse("demand", args=[language, claim.demand.slug])
    link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
    text = say("claim_stale_mail", language, sentence=claim.sentence, link=link)
    return EmailMessage(
        str(say("claim_stale_subject", language)),
        f"{text}\n",
        to=[to],
        headers={"Content-Language": language},
    )
