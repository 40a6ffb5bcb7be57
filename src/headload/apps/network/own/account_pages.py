"""Pages of accounts: sign in and out, follow a link, ask for a record."""

from django.contrib.auth import authenticate, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.network.models import Invitation, Organisation, Reminder
from headload.apps.network.own import throttle
from headload.apps.network.own.letters import send_later
from headload.apps.network.own.page import page, problem_of
from headload.apps.network.rights import READER
from headload.apps.network.selectors import find
from headload.apps.network.services import (
    accept,
    ask_to_claim,
    has_account,
    invite_to_new_password,
    opened,
)
from headload.apps.network.services.reminders import speaks, stop
from headload.errors import BadInput, RefusedByPolicy

BACKEND = "headload.apps.network.own.backend.Careful"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, language: str) -> HttpResponse:
    """Sign in; a wrong name, a wrong password and too many tries look alike."""
    values = request.POST if request.method == "POST" else request.GET
    back = _back(request, values.get("next", ""), language)
    if request.method == "GET":
        return page(request, "sign_in", back=back)
    name = request.POST.get("email", "").strip().lower()[:150]
    full = throttle.is_too_many(throttle.of_sign_in(request, name))
    user = authenticate(
        request, username=name, password=request.POST.get("password", "")[:200]
    )
    if user is None:
        status = 429 if full else 422
        return page(request, "sign_in", status, back=back, wrong=True, email=name)
    login(request, user)  # a new key for the session, and a new secret
    speaks(user, language)
    return redirect(back)


@require_POST
def sign_out(request: HttpRequest, language: str) -> HttpResponse:
    """Sign out; the session and its cookies are gone."""
    logout(request)
    return redirect("own-sign-in", language)


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, language: str) -> HttpResponse:
    """Mail a link to a new password; answer alike whether there is an account."""
    if request.method == "GET":
        return page(request, "password")
    email = request.POST.get("email", "").strip().lower()[:150]
    here = ("password", throttle.machine(request))
    if throttle.is_too_many([here]):
        return page(request, "said", 429, said="own_too_many")
    mailed_often = throttle.is_too_many([("password-account", email)])
    throttle.count([here, ("password-account", email)])
    made = None if mailed_often else invite_to_new_password(email, language)
    if made is not None:
        send_later(*made)
    return page(request, "said", said="own_password_asked")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, language: str, secret: str) -> HttpResponse:
    """Choose a password by a link that works once."""
    tries = [("link", throttle.machine(request))]
    if throttle.is_too_many(tries):
        return page(request, "said", 429, said="own_too_many")
    invitation = opened(secret)
    if invitation is None:
        throttle.count(tries)
        return page(request, "said", 410, said="own_hl_net_61")
    content = {"known": has_account(invitation), "organisation": _name(invitation)}
    if request.method == "GET":
        return page(request, "accept", **content)
    try:
        user = accept(secret, request.POST.get("password", "")[:200], request)
    except (BadInput, RefusedByPolicy) as error:
        problem = problem_of(error, language)
        return page(request, "accept", 422, problem=problem, **content)
    login(request, user, backend=BACKEND)
    speaks(user, language)
    return redirect("own-home", language)


@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Ask for the record of one's organisation, with proof in words."""
    found = find(READER, slug)
    if found is None:
        raise Http404
    organisation = Organisation.objects.get(permanent=found.shown["permanent"])
    content = {"shown": found.shown, "claimed": organisation.claimed}
    if request.method == "GET":
        return page(request, "claim", **content)
    tries = [("claim", throttle.machine(request)), ("claim-all", "")]
    if throttle.is_too_many(tries):
        return page(request, "said", 429, said="own_too_many")
    email, proof = request.POST.get("email", "").strip(), request.POST.get("proof", "")
    try:
        ask_to_claim(organisation, email, proof, language)
    except BadInput as error:
        problem = problem_of(error, language)
        content |= {"problem": problem, "email": email, "proof": proof}
        return page(request, "claim", 422, **content)
    throttle.count(tries)
    return page(request, "said", said="own_claim_asked")


@csrf_exempt  # mail programs send this for the owner (RFC 8058)
@require_http_methods(["GET", "POST"])
def stop_reminders(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Send an owner no more reminders of one organisation."""
    found = Reminder.objects.filter(key=key).first()
    if found is None:
        raise Http404
    if request.method == "GET":
        return page(request, "stop")
    stop(found)
    return page(request, "said", said="own_stopped")


def _back(request: HttpRequest, wanted: str, language: str) -> str:
    """Return where to go after signing in: an own page of this site, else the first."""
    first = reverse("own-home", args=[language])
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if safe and wanted.startswith(first) else first


def _name(invitation: Invitation) -> str:
    return str(invitation.organisation) if invitation.organisation else ""
