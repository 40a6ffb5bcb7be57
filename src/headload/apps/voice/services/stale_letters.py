"""Tell the owners of papers and of wins that a figure of theirs was revised.

Mail goes to the accounts of organisations alone, after what is written is safe. That
they were told is in the history, and nobody is told twice; a mail that cannot be sent
is tried again with the next release.
"""

import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from headload.apps.common.cited import Loaded
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.words import say
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Event, Organisation
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.voice.models import Claim, Document, Outcome, VersionText
from headload.apps.voice.states import OPEN_TO_CHANGE, ClaimState, PaperState

_TOLD = "tell"


@dataclass(frozen=True)
class _Letter:
    """What is told: of which record, because of what, in which words, and to whom."""

    record: Document | Outcome
    because: str
    words: str
    language: str
    path: str
    parts: dict[str, str]
    owners: Iterable[Organisation]


def tell_of_revised_after(_loaded: Loaded) -> None:
    """Tell them once the release is here; a mail that fails undoes nothing."""
    transaction.on_commit(tell_of_revised, robust=True)


def tell_of_revised() -> int:
    """Tell the owners of every paper and win that were not told yet.

    Returns
    -------
    int
        How many mails went out.
    """
    return sum(_told(each) for each in (*_of_papers(), *_of_wins()))


def _of_papers() -> Iterator[_Letter]:
    """Yield a letter for each stale claim in the newest fixed text of a paper."""
    for claim in Claim.objects.filter(state=ClaimState.STALE.value):
        texts = VersionText.objects.filter(body__contains=f":{claim.permanent}}}")
        texts = texts.exclude(version__state__in=OPEN_TO_CHANGE)
        versions = {each.version for each in texts.select_related("version__document")}
        for version in versions:
            if version.newer is not None:
                continue
            document, language = version.document, _spoken(version.document.language)
            shown = version.state == PaperState.PUBLISHED
            path = reverse(
                "paper" if shown else "own-papers",
                args=[language, *([document.slug] if shown else [])],
            )
            said = {
                "paper": version.said(language).text,
                "sentence": claim.said(language).text,
            }
            owners = document.owners.exclude(organisation=None)
            yield _Letter(
                *(document, claim.permanent, "paper_stale_mail", language, path, said),
                [each.organisation for each in owners.select_related("organisation")],
            )


def _of_wins() -> Iterator[_Letter]:
    """Yield a letter for each win whose figure was revised."""
    found = Outcome.objects.exclude(stale_on=None).exclude(logged_for=None)
    for outcome in found.select_related("logged_for"):
        language = _spoken(outcome.language)
        path = reverse("own-win-keep", args=[language, outcome.permanent])
        said = {"win": outcome.said(language).text}
        yield _Letter(
            *(outcome, str(outcome.stale_on), "win_stale_mail", language, path, said),
            [outcome.logged_for],
        )


def _told(letter: _Letter) -> int:
    kept = letter.record
    before = Event.objects.filter(
        action=_TOLD, permanent=kept.permanent, field="revised", new=letter.because
    )
    to = [] if before.exists() else _addresses(letter.owners)
    try:
        for address in to:
            _mail(letter, address).send()
    except (OSError, smtplib.SMTPException):
        return 0
    if to:
        with writing():
            changes = [Change("revised", "", letter.because)]
            changes.append(Change("accounts", "", len(to)))
            record(COMMAND_LINE, _TOLD, kept, changes)
    return len(to)


def _addresses(owners: Iterable[Organisation]) -> list[str]:
    """Return where the owners are written to; a merged one has accounts of today."""
    found: dict[int, Any] = {}
    for owner in owners:
        organisation = owner
        while organisation.merged_into:
            organisation = organisation.merged_into
        accounts = organisation.owners.filter(is_active=True).exclude(email="")
        found.update({each.pk: each.email for each in accounts})
    return list(found.values())


def _mail(letter: _Letter, to: str) -> EmailMessage:
    link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{letter.path}"
    parts = {name: " ".join(text.split()) for name, text in letter.parts.items()}
    text = say(letter.words, letter.language, link=link, **parts)
    return EmailMessage(
        str(say(f"{letter.words}_subject", letter.language)),
        f"{text}\n",
        to=[to],
        headers={"Content-Language": letter.language},
    )


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"
