"""Letters about papers: confirm a sign-on, it is kept, and sign the new text.

Mail goes to the accounts of an organisation alone, to each on its own, and after what
is written is safe. That a new text waits is tried again with the next; a letter that
asks to confirm is on the own pages of the organisation too.
"""

import contextlib
import smtplib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.words import say
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.voice.models import DocumentVersion, SignOn
from headload.apps.voice.states import OPEN_TO_CHANGE, SignOnState

_STANDS = (SignOnState.SIGNED.value, SignOnState.CONFIRMED.value)


def ask_to_confirm_after(kept: SignOn) -> None:
    """Ask the accounts of an organisation to confirm, once the transaction is over."""
    transaction.on_commit(lambda: ask_to_confirm(kept), robust=True)


def ask_to_confirm(kept: SignOn) -> int:
    """Mail the link that confirms a sign-on, with the address of its receipt.

    Returns
    -------
    int
        How many mails went out.
    """
    confirm = _address("sign-on-confirm", kept.language, kept.confirm_key)
    receipt = _address("sign-on-receipt", kept.language, kept.key)
    return _mailed(kept, "sign_on_mail", link=confirm, receipt=receipt)


def ask_again_after() -> None:
    """Ask to sign the new text, once the transaction is over."""
    transaction.on_commit(ask_again, robust=True)


def ask_again() -> int:
    """Mail whose name stands under a text that a newer one has replaced, once for each.

    Returns
    -------
    int
        How many sign-ons were asked for anew.
    """
    open_ = [each.value for each in OPEN_TO_CHANGE]
    fixed = ~Q(version__document__versions__state__in=open_)
    waiting = (
        SignOn.objects.filter(state__in=_STANDS)
        .annotate(newest=Max("version__document__versions__number", filter=fixed))
        .filter(newest__gt=F("version__number"), asked_again__lt=F("newest"))
        .select_related("version__document", "organisation")
    )
    return sum(_asked_again(each, each.newest) for each in waiting)


def _asked_again(kept: SignOn, newest: int) -> int:
    signed = SignOn.objects.filter(
        version__document=kept.version.document_id,
        version__number=newest,
        organisation=kept.organisation_id,
        state__in=_STANDS,
    )
    if signed.exists():
        return 0
    organisation = _today(kept.organisation)
    path = ("paper-sign", kept.language, organisation.permanent)
    version = DocumentVersion.objects.get(
        document=kept.version.document_id, number=newest
    )
    link = _address(*path, version.permanent)
    sent = _mailed(kept, "sign_again_mail", link=link, number=newest)
    if not sent:
        return 0
    with writing():
        SignOn.objects.filter(pk=kept.pk).update(asked_again=newest)
        record(COMMAND_LINE, "tell", kept, [Change("asked_again", "", newest)])
    return 1


def _mailed(kept: SignOn, words: str, **parts: object) -> int:
    """Mail each account of an organisation; return how many went out."""
    accounts = _accounts(kept.organisation)
    if not accounts:
        return 0
    language = kept.language if kept.language in LANGUAGES else "en"
    title = " ".join(kept.version.said(language).text.split())
    name = " ".join(kept.organisation.name.split())
    text = say(words, language, paper=title, organisation=name, **parts)
    subject = say(f"{words}_subject", language)
    sent = 0
    with contextlib.suppress(OSError, smtplib.SMTPException):
        for account in accounts:
            EmailMessage(
                str(subject),
                f"{text}\n",
                to=[account.email],
                headers={"Content-Language": language},
            ).send()
            sent += 1
    return sent


def _today(organisation: Organisation) -> Organisation:
    while organisation.merged_into:
        organisation = organisation.merged_into
    return organisation


def _accounts(organisation: Organisation) -> Sequence[Any]:
    owners = _today(organisation).owners.filter(is_active=True)
    return list(owners.exclude(email=""))


def _address(name: str, *parts: str) -> str:
    language, *rest = parts
    language = language if language in LANGUAGES else "en"
    path = reverse(name, args=[language, *rest])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
