"""Tell the owners of a demand that a claim is out of date, or that its aims moved.

Mail goes to the accounts of organisations alone, to each on its own, and after what is
written is safe. One that cannot be sent is tried again with the next.
"""

import smtplib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
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
from headload.apps.voice.models import AimMove, Claim, Demand
from headload.apps.voice.states import ClaimState


def tell_owners_after() -> None:
    """Tell owners once the transaction is over; a mail that fails undoes nothing."""
    transaction.on_commit(tell_owners, robust=True)


def tell_owners() -> int:
    """Tell the owners of every stale claim, and of every move, not told yet.

    Returns
    -------
    int
        How many mails went out.
    """
    stale = Claim.objects.filter(state=ClaimState.STALE.value, told_on=None)
    count = sum(
        _told(claim, claim.demand, partial(_of_claim, claim), claim)
        for claim in stale.select_related("demand")
    )
    moved: dict[Demand, list[AimMove]] = {}
    waiting = AimMove.objects.filter(told_on=None).select_related("demand", "law")
    for move in waiting.order_by("pk"):
        moved.setdefault(move.demand, []).append(move)
    return count + sum(
        _told(demand, demand, partial(_of_moves, moves), *moves)
        for demand, moves in moved.items()
    )


def _told(
    thing: Any, demand: Demand, written: Callable[[str], EmailMessage], *told: Any
) -> int:
    """Send a mail to each owner; keep the day with what was told, `thing` notes it."""
    accounts = list(_accounts(demand))
    if not accounts:
        return 0
    try:
        for account in accounts:
            written(account.email).send()
    except (OSError, smtplib.SMTPException):
        return 0
    with writing():
        for each in told:
            type(each).objects.filter(pk=each.pk).update(told_on=timezone.localdate())
        record(COMMAND_LINE, "tell", thing, [Change("accounts", "", len(accounts))])
    return len(accounts)


def _accounts(demand: Demand) -> Iterable[Any]:
    """Return the accounts of the owners; a merged organisation has those of today."""
    found: dict[int, Any] = {}
    for owner in demand.owners.select_related("organisation"):
        organisation = owner.organisation
        while organisation and organisation.merged_into:
            organisation = organisation.merged_into
        if organisation:
            accounts = organisation.owners.filter(is_active=True).exclude(email="")
            found.update({each.pk: each for each in accounts})
    return found.values()


def _of_claim(claim: Claim, to: str) -> EmailMessage:
    language = _spoken(claim.language)
    link = _link(claim.demand, language)
    text = say("claim_stale_mail", language, sentence=claim.sentence, link=link)
    return _mail(str(say("claim_stale_subject", language)), f"{text}\n", to, language)


def _of_moves(moves: Sequence[AimMove], to: str) -> EmailMessage:
    demand = moves[0].demand
    language = _spoken(demand.language)
    lines = [
        say("aim_moved_line", language, law=each.law.title, old=each.old, new=each.new)
        if each.new
        else say(
            "aim_lost_line", language, law=each.law.title, old=each.old, text=each.text
        )
        for each in moves
    ]
    text = say(
        "aims_moved_mail",
        language,
        demand=demand.said(language).text,
        moves="\n".join(str(each) for each in lines),
        link=_link(demand, language),
    )
    return _mail(str(say("aims_moved_subject", language)), f"{text}\n", to, language)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _link(demand: Demand, language: str) -> str:
    path = reverse("demand", args=[language, demand.slug])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _mail(subject: str, text: str, to: str, language: str) -> EmailMessage:
    return EmailMessage(subject, text, to=[to], headers={"Content-Language": language})
