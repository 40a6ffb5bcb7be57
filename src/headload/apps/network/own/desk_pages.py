"""The desk of the network: invitations, claims, messages, hidden records."""

import datetime
import smtplib
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.common.languages import LANGUAGES
from headload.apps.network.models import (
    ClaimRequest,
    Invitation,
    Message,
    Organisation,
    State,
)
from headload.apps.network.own.letters import send_invitation
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import GROUPS, acting
from headload.apps.network.selectors import Sight, own_changes, visible_to
from headload.apps.network.services import (
    NewInvitation,
    decide_claim,
    decide_message,
    invite,
)
from headload.errors import BadInput, HeadloadError, RefusedByPolicy

_SHOWN = 100
_LATELY = datetime.timedelta(days=30)
View = Callable[..., HttpResponse]


def let_in(*roles: Role, back: str = "network-desk") -> Callable[[View], View]:
    """Let in who has one of these roles; what is refused is told on the page `back`."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **parts: object) -> HttpResponse:
            actor = acting(request.user, *roles)
            if actor is None:
                raise PermissionDenied
            try:
                return view(request, actor, **parts)
            except RefusedByPolicy:
                raise PermissionDenied from None
            except HeadloadError as error:
                said = f"{error.what} ({error.where}). {error.to_do} [{error.code}]"
                messages.error(request, said)
            except (OSError, smtplib.SMTPException):
                messages.error(request, "Mail cannot be sent; nothing was changed.")
            return redirect(back)

        return answer

    return wrap


@let_in(Role.ADMIN, Role.COORDINATOR)
@require_http_methods(["GET"])
def desk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits for somebody, and a form to invite."""
    is_admin = actor.role == Role.ADMIN
    seen = Sight.of(actor).records()
    content = {
        "page_title": "Own your record",
        "is_admin": is_admin,
        "claims": ClaimRequest.objects.filter(state=State.HELD)[:_SHOWN]
        if is_admin
        else [],
        "held": Message.objects.filter(state=State.HELD, organisation__in=seen)[
            :_SHOWN
        ],
        "hidden": seen.exclude(hidden_on=None)[:_SHOWN],
        "own_changes": own_changes(actor, timezone.localdate() - _LATELY)[:_SHOWN],
        "invitations": Invitation.objects.filter(used=None).exclude(role="")[:_SHOWN]
        if is_admin
        else [],
        "organisations": seen.filter(merged_into=None)
        if is_admin
        else seen.filter(merged_into=None, claimed=False),
        "roles": [Role.EDITOR, *(GROUPS if is_admin else ())],
        "languages": [(code, name) for code, (_, name) in LANGUAGES.items()],
    }
    return render(request, "network/desk/desk.html", content)


@let_in(Role.ADMIN, Role.COORDINATOR)
@require_POST
def invite_somebody(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Invite somebody and mail the link."""
    values = request.POST
    wanted = values.get("organisation", "")
    organisation = Organisation.objects.filter(permanent=wanted).first()
    if organisation is not None and visible_to(actor, organisation) is None:
        organisation = None
    try:
        role = Role(values.get("role", ""))
    except ValueError:
        role = Role.PUBLIC
    language = values.get("language", "")
    new = NewInvitation(
        email=values.get("email", "")[:254],
        role=role,
        organisation=organisation if role == Role.EDITOR else None,
        language=language if language in LANGUAGES else "en",
    )
    _mailed(*invite(new, actor))
    messages.success(request, "The link was mailed. It works once, for 14 days.")
    return redirect("network-desk")


@let_in(Role.ADMIN)
@require_POST
def claim_decided(request: HttpRequest, actor: Actor, permanent: str) -> HttpResponse:
    """Accept a claim, which mails an invitation, or refuse it."""
    asked = get_object_or_404(ClaimRequest, permanent=permanent)
    accept, reason = _decision(request)
    made = decide_claim(asked, actor, accept=accept, reason=reason)
    if made is not None:
        _mailed(*made)
    return redirect("network-desk")


@let_in(Role.ADMIN, Role.COORDINATOR)
@require_POST
def message_decided(request: HttpRequest, actor: Actor, permanent: str) -> HttpResponse:
    """Let a message through, or refuse it."""
    seen = Message.objects.filter(organisation__in=Sight.of(actor).records())
    message = get_object_or_404(seen, permanent=permanent)
    accept, reason = _decision(request)
    decide_message(message, actor, accept=accept, reason=reason)
    return redirect("network-desk")


def _decision(request: HttpRequest) -> tuple[bool, str]:
    decision = request.POST.get("decision", "")
    if decision not in {"accept", "refuse"}:
        raise BadInput(
            "There is no such choice",
            where="form",
            to_do="choose one that the form offers",
            code="HL-NET-67",
        )
    return decision == "accept", request.POST.get("reason", "")[:1000]


def _mailed(invitation: Invitation, secret: str) -> None:
    """Mail an invitation; one whose letter cannot go is forgotten."""
    try:
        send_invitation(invitation, secret)
    except (OSError, smtplib.SMTPException):
        invitation.delete()
        raise
