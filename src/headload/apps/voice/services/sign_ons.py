"""Signing papers: invited, signed with a mandate, confirmed by another, withdrawn.

An organisation signs one version, once: the database holds it, and whoever sends the
same form twice is answered with the sign-on that is here.
"""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection
from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, need
from headload.apps.voice.models import DocumentVersion, SignOn
from headload.apps.voice.paper_words import Channel, Display
from headload.apps.voice.services.paper_letters import ask_to_confirm_after
from headload.apps.voice.services.paper_rights import (
    is_open_to,
    may_confirm,
    may_invite,
    may_sign,
)
from headload.apps.voice.services.quoting import hash_of
from headload.apps.voice.services.steps import checked_fields, need_step, step
from headload.apps.voice.states import SIGN_ON_MOVES, SignOnState
from headload.errors import BadInput, RefusedByPolicy

_TRIES = 5
_WAIT = 0.2
_WORDS = ("organ", "minute", "signer", "channel", "display", "language")
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Mandate:
    """Who in an organisation decided to sign, on which day, and where it is minuted.

    Parameters
    ----------
    organ, signer
        Words of the lists, so that no person is named.
    minute
        Kept for whoever doubts it; no reader sees it.
    """

    organ: str
    decided_on: datetime.date | None
    minute: str
    signer: str = ""


@dataclass(frozen=True)
class How:
    """How a sign-on arrived, what the public sees of it, and its language."""

    channel: str = Channel.WEB.value
    display: str = Display.HIDDEN.value
    language: str = "en"


def _patient(act: Callable[Given, Result]) -> Callable[Given, Result]:
    """Try again where the database was too busy to write; all or nothing was kept."""

    @wraps(act)
    def again(*given: Given.args, **named: Given.kwargs) -> Result:
        tries = 1 if connection.in_atomic_block else _TRIES
        for attempt in range(1, tries):
            try:
                return act(*given, **named)
            except OperationalError:
                time.sleep(_WAIT * attempt)
        return act(*given, **named)

    return again


@_patient
def invite(version: DocumentVersion, organisation: Organisation, by: Actor) -> SignOn:
    """Ask an organisation to sign; one that was asked, or signed, stays as it is.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-05 and -06, as `sign`.
    """
    need(may_invite(by, version.document), by, "invite to sign this paper")
    with writing():
        _need_open(version)
        found = SignOn.objects.filter(version=version, organisation=organisation)
        kept = found.first()
        if kept is None:
            kept = SignOn.objects.create(version=version, organisation=organisation)
            record(by, "invite", kept, [Change("state", "", kept.state)])
    return kept


@_patient
def sign(
    version: DocumentVersion,
    organisation: Organisation,
    mandate: Mandate,
    by: Actor,
    how: How | None = None,
) -> SignOn:
    """Sign a version for an organisation; it counts when somebody confirmed it.

    What is signed already is answered as it is here, so a form may arrive twice.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, or a paper that is not for it yet.
    BadInput
        HL-PAP-05 for a text that is not final, -06 for one that a newer text replaced,
        -07 without a mandate, -15 for a decision of a day to come, -09 for a text that
        was changed past the site, HL-VOI-05 for words of no list.
    """
    how = how or How()
    need(may_sign(by, organisation, how.channel), by, "sign for this organisation")
    need(is_open_to(version, organisation), by, "sign a paper that is not public")
    _need_mandate(mandate)
    with writing():
        fixed = _need_open(version)
        found = SignOn.objects.filter(version=fixed, organisation=organisation)
        kept = found.first()
        if kept and kept.state in {SignOnState.SIGNED, SignOnState.CONFIRMED}:
            return kept
        kept = kept or SignOn(version=fixed, organisation=organisation)
        _write(kept, mandate, how, by)
    return kept


@_patient
def confirm(kept: SignOn, by: Actor) -> None:
    """Confirm a sign-on; from then on it counts.

    Raises
    ------
    RefusedByPolicy
        HL-PAP-08 for the one who entered it, or somebody without a say in it.
    BadInput
        HL-VOI-11 for one that does not wait for it, HL-PAP-06 for one under a text that
        a newer one replaced.
    """
    if not may_confirm(by, kept):
        raise RefusedByPolicy(
            "A sign-on is confirmed by another account than the one that entered it",
            where=f"sign-on {kept.permanent}",
            to_do="follow the link in the letter to the organisation, or ask another "
            "account of it; where it has none, another coordinator",
            code="HL-PAP-08",
        )
    _confirmed(kept, by)


@_patient
def confirm_by_letter(key: str, by: Actor) -> SignOn:
    """Confirm a sign-on by the link that only the organisation's accounts were sent.

    Raises
    ------
    BadInput
        HL-PAP-12 for a link of no sign-on; the others as `confirm`.
    """
    found = by_letter(key)
    if found.state != SignOnState.CONFIRMED:
        _confirmed(found, by)
    return found


def by_letter(key: str) -> SignOn:
    """Return the sign-on that a letter asks to confirm.

    Raises
    ------
    BadInput
        HL-PAP-12 for a link of no sign-on.
    """
    found = SignOn.objects.filter(confirm_key=key).first()
    if found is None:
        raise BadInput(
            "No sign-on has this link",
            where="link to confirm",
            to_do="take the link of the newest letter, whole; or confirm on the own "
            "pages of the organisation",
            code="HL-PAP-12",
        )
    return found


@_patient
def withdraw(kept: SignOn, by: Actor, *, reason: str = "") -> None:
    """Take a name back, at any time; the mandate is gone with it.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for one that was taken back before.
    """
    channel = kept.channel or Channel.WEB
    need(may_sign(by, kept.organisation, channel), by, "withdraw this sign-on")
    with writing():
        row = SignOn.objects.get(pk=kept.pk)
        step(row, SignOnState.WITHDRAWN, SIGN_ON_MOVES, by, reason=reason)
        row.withdrawn_on = timezone.localdate()
        row.organ, row.decided_on, row.minute, row.signer = "", None, "", ""
        row.save()
    kept.refresh_from_db()


@_patient
def show_as(kept: SignOn, display: str, by: Actor) -> None:
    """Choose what the public sees of a sign-on.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not: the organisation alone chooses.
    BadInput
        HL-VOI-05 for a choice that there is not.
    """
    need(by.owns(kept.organisation), by, "choose what is shown of this sign-on")
    with writing():
        row = SignOn.objects.get(pk=kept.pk)
        old, row.display = row.display, display
        checked_fields(row, "display").save()
        record(by, "show", row, [Change("display", old, display, restricted=True)])
    kept.refresh_from_db()


def _confirmed(kept: SignOn, by: Actor) -> None:
    with writing():
        row = SignOn.objects.select_related("version").get(pk=kept.pk)
        _need_open(row.version)
        step(row, SignOnState.CONFIRMED, SIGN_ON_MOVES, by)
        row.confirmed_on, row.confirmed_by = timezone.localdate(), by.user
        row.save()
    kept.refresh_from_db()


def _write(kept: SignOn, mandate: Mandate, how: How, by: Actor) -> None:
    """Keep a sign-on with its mandate, inside `writing`; ask to confirm it."""
    need_step(kept, SignOnState.SIGNED, SIGN_ON_MOVES)
    old = kept.state if kept.pk else ""
    kept.state = SignOnState.SIGNED.value
    kept.organ, kept.decided_on = mandate.organ, mandate.decided_on
    kept.minute, kept.signer = mandate.minute.strip(), mandate.signer
    kept.channel, kept.display, kept.language = how.channel, how.display, how.language
    kept.content_hash = kept.version.content_hash
    kept.signed_on, kept.entered_by = timezone.localdate(), by.user
    kept.withdrawn_on = kept.confirmed_on = kept.confirmed_by = None
    checked_fields(kept, *_WORDS).save()
    changes = [
        Change("state", old, kept.state),
        Change("organ", "", kept.organ, restricted=True),
        Change("minute", "", kept.minute, restricted=True),
        Change("channel", "", kept.channel),
    ]
    record(by, "sign", kept, changes)
    ask_to_confirm_after(kept)


def _need_open(version: DocumentVersion) -> DocumentVersion:
    """Return a version as it is kept, where it can be signed.

    Raises
    ------
    BadInput
        HL-PAP-05, -06 and -09, as `sign`.
    """
    found = DocumentVersion.objects.select_related("document")
    kept = found.prefetch_related("texts").get(pk=version.pk)
    newer = kept.newer
    what, to_do, code = "", "", ""
    if not kept.is_fixed:
        what = f"Version {kept.number} is not final, and its text may still change"
        to_do, code = "sign when it is final", "HL-PAP-05"
    elif newer is not None:
        what = f"Version {kept.number} was replaced by version {newer.number}"
        to_do, code = "read the newer text, and sign that one", "HL-PAP-06"
    elif hash_of(kept) != kept.content_hash:
        what = "The text was changed after it was made final, past the site"
        to_do, code = "tell the operator of the site; nothing is signed", "HL-PAP-09"
    if code:
        raise BadInput(what, where=f"paper {kept}", to_do=to_do, code=code)
    return kept


def _need_mandate(mandate: Mandate) -> None:
    """Refuse to sign without a decision, or by one of a day to come.

    Raises
    ------
    BadInput
        HL-PAP-07, -15.
    """
    if not (mandate.organ and mandate.decided_on and mandate.minute.strip()):
        raise BadInput(
            "Nobody says who decided that the organisation signs",
            where="sign-on, mandate",
            to_do="give the organ that decided, the day, and where it is minuted",
            code="HL-PAP-07",
        )
    if mandate.decided_on > timezone.localdate():
        raise BadInput(
            f"The day of the decision, {mandate.decided_on}, has not come yet",
            where="sign-on, mandate",
            to_do="sign after the organ has decided",
            code="HL-PAP-15",
        )
