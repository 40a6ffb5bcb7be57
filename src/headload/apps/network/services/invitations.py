"""Accounts of the network: invited by a link that works once, for a short while."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Invitation, Organisation
from headload.apps.network.rights import Actor, Role, may_invite, need
from headload.apps.network.roles import grant
from headload.apps.network.sealing import seal
from headload.errors import BadInput

DAYS = 14
"""How long an invitation holds."""
_TO_FORGET_HOURS = 2


@dataclass(frozen=True)
class NewInvitation:
    """Who is invited, to what; an editor to the record of an organisation."""

    email: str
    role: Role
    organisation: Organisation | None = None
    language: str = "en"


def invite(new: NewInvitation, by: Actor) -> tuple[Invitation, str]:
    """Make an invitation; return it with the secret of its link, which is not kept.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-60 for what is no mail address.
    """
    email = new.email.strip().lower()
    need(may_invite(by, new.role, new.organisation), by, "invite somebody to this")
    need_address(email)
    with writing():
        made, secret = _made(email, new.language, datetime.timedelta(days=DAYS), by)
        made.role, made.organisation = new.role.value, new.organisation
        made.save()
        changes = [
            Change("role", "", new.role.value),
            Change("email", "", email, restricted=True),
        ]
        record(by, "invite", made, changes)
    return made, secret


def invite_to_new_password(email: str, language: str) -> tuple[Invitation, str] | None:
    """Make a link to a new password for an account of the network; none without one.

    Accounts that may change everything have no such link: an administrator gives them
    a password at the machine itself.
    """
    user = _account(email.strip().lower())
    if user is None or not user.is_active or user.is_superuser or not user.email:
        return None
    by = Actor(None, Role.PUBLIC)
    with writing():
        hours = datetime.timedelta(hours=_TO_FORGET_HOURS)
        made, secret = _made(user.email, language, hours, by)
        made.save()
        record(by, "forgot", made, [Change("user", "", user.pk)])
    return made, secret


def opened(secret: str) -> Invitation | None:
    """Return the invitation that a secret opens; none once used, or too late."""
    found = Invitation.objects.filter(secret_hash=_hash(secret)).first()
    return found if found is not None and found.is_open else None


def has_account(invitation: Invitation) -> bool:
    """Tell whether who is invited has a password already, and means to keep it."""
    user = _account(invitation.email)
    return bool(invitation.role and user is not None and user.has_usable_password())


def accept(secret: str, password: str, request: HttpRequest | None = None) -> Any:
    """Open an account with a password, and hand over what it was invited to.

    Who has an account gives the password it has; a link never changes it but where it
    was asked for.

    Returns
    -------
    Any
        The account.

    Raises
    ------
    BadInput
        HL-NET-61 for a link that leads nowhere (any more), -62 for a password that is
        too short, common, or not that of the account that is there.
    RefusedByPolicy
        HL-NET-21 where who invited may not any more.
    """
    invitation = opened(secret)
    if invitation is None:
        raise _leads_nowhere()
    user = None
    if has_account(invitation):  # outside `writing`, so that a wrong try stays counted
        user = authenticate(request, username=invitation.email, password=password)
        if user is None:
            raise _wrong_password("It is not the password of this account")
    with writing():
        invitation = opened(secret)
        if invitation is None:
            raise _leads_nowhere()
        user = user or _with_password(invitation.email, password)
        _hand_over(invitation, user)
        invitation.used, invitation.sealed_email = timezone.now(), ""
        invitation.save()
    return user


def need_address(email: str) -> None:
    """Refuse what is no mail address.

    Raises
    ------
    BadInput
        HL-NET-60.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(
            "This is no mail address",
            where="email",
            to_do="write it as name@example.org",
            code="HL-NET-60",
        ) from None


def forget_invitations() -> int:
    """Forget invitations that nobody used in time; return how many."""
    old = Invitation.objects.filter(used=None, expires__lt=timezone.now())
    return int(old.delete()[0])


def _made(
    email: str, language: str, holds: datetime.timedelta, by: Actor
) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    made = Invitation(
        sealed_email=seal(email),
        secret_hash=_hash(secret),
        language=language,
        expires=timezone.now() + holds,
        by=by.user,
        by_role=by.role.value,
    )
    return made, secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _account(email: str) -> Any:
    return get_user_model().objects.filter(username=email).first()


def _with_password(email: str, password: str) -> Any:
    try:
        validate_password(password)
    except ValidationError as error:
        raise _wrong_password(" ".join(error.messages)) from None
    user, _ = get_user_model().objects.get_or_create(
        username=email, defaults={"email": email}
    )
    user.set_password(password)
    user.save()
    return user


def _hand_over(invitation: Invitation, user: Any) -> None:
    inviter = Actor(invitation.by, Role(invitation.by_role))
    if not invitation.role:
        record(Actor(user, Role.PUBLIC), "password", invitation)
        return
    role = Role(invitation.role)
    may = may_invite(inviter, role, invitation.organisation)
    need(may, inviter, "invite somebody to this")
    if invitation.organisation is None:
        grant(user, role)
        record(inviter, "grant", invitation, [Change("user", "", user.pk)])
        return
    invitation.organisation.owners.add(user)
    Organisation.objects.filter(pk=invitation.organisation.pk).update(claimed=True)
    changes = [Change("owners", "", user.pk)]
    record(inviter, "claim", invitation.organisation, changes, reason="invitation")


def _leads_nowhere() -> BadInput:
    return BadInput(
        "This link was used, is too old, or never was",
        where="invitation",
        to_do="ask for another invitation",
        code="HL-NET-61",
    )


def _wrong_password(what: str) -> BadInput:
    return BadInput(
        what.rstrip("."),
        where="password",
        to_do="choose one of twelve signs or more that is not a common one",
        code="HL-NET-62",
    )
