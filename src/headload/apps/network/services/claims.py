"""Somebody asks for her organisation's record; an administrator looks at the proof."""

from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import ClaimRequest, Invitation, Organisation, State
from headload.apps.network.rights import READER, Actor, Role, need
from headload.apps.network.sealing import seal
from headload.apps.network.services.invitations import (
    NewInvitation,
    invite,
    need_address,
)
from headload.errors import BadInput

MOST_SIGNS = 3000


def ask_to_claim(
    organisation: Organisation, email: str, proof: str, language: str
) -> ClaimRequest:
    """Keep that somebody asks for a record, sealed, until it is decided.

    Raises
    ------
    BadInput
        HL-NET-60 for what is no mail address, -63 without proof in words.
    """
    need_address(email)
    need_words(proof)
    with writing():
        asked = ClaimRequest.objects.create(
            organisation=organisation,
            sealed_email=seal(email.lower()),
            sealed_text=seal(proof),
            language=language,
        )
        changes = [Change("organisation", "", organisation.permanent)]
        record(READER, "ask_to_claim", asked, changes)
    return asked


def decide_claim(
    asked: ClaimRequest, by: Actor, *, accept: bool, reason: str
) -> tuple[Invitation, str] | None:
    """Accept or refuse a claim; what was written is gone with that.

    Returns
    -------
    tuple or None
        The invitation of an accepted one and its secret, for its letter.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    BadInput
        HL-NET-63 without a reason, -64 for one that was decided.
    """
    need(by.role == Role.ADMIN, by, "decide a claim")
    need_words(reason)
    with writing():
        kept = ClaimRequest.objects.get(pk=asked.pk)
        need_held(kept.state)
        made = None
        if accept:
            new = NewInvitation(
                kept.email, Role.EDITOR, kept.organisation, kept.language
            )
            made = invite(new, by)
        kept.state = (State.ACCEPTED if accept else State.REFUSED).value
        kept.decided, kept.decided_by = timezone.now(), by.user
        kept.sealed_email = kept.sealed_text = ""
        kept.save()
        changes = [Change("state", State.HELD.value, kept.state)]
        record(by, "decide_claim", kept, changes, reason=reason)
    asked.refresh_from_db()
    return made


def need_words(text: str) -> None:
    """Refuse an empty text, and one that nobody would read.

    Raises
    ------
    BadInput
        HL-NET-63.
    """
    if not text.strip() or len(text) > MOST_SIGNS:
        raise BadInput(
            "Words are missing, or they are too many",
            where="text",
            to_do=f"write between one and {MOST_SIGNS} signs",
            code="HL-NET-63",
        )


def need_held(state: str) -> None:
    """Refuse to decide a second time.

    Raises
    ------
    BadInput
        HL-NET-64.
    """
    if state != State.HELD:
        raise BadInput(
            "Somebody decided this already",
            where="state",
            to_do="look at the list again",
            code="HL-NET-64",
        )
