"""Checking numbers: by a second person, with a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from headload.apps.network.kinds import Unit, Verification
from headload.apps.network.models import MembershipCount
from headload.apps.network.own.page import need_role, page, signed_in
from headload.apps.network.rights import Actor, Role, may_verify
from headload.apps.network.selectors import Sight
from headload.apps.network.services import verify
from headload.errors import BadInput

_STATES = (
    Verification.SOURCE_CHECKED,
    Verification.CORROBORATED,
    Verification.AUDITED,
    Verification.DISPUTED,
    Verification.SUPERSEDED,
)
_SHOWN = 100


@signed_in
@require_http_methods(["GET"])
def unchecked(request: HttpRequest, language: str) -> HttpResponse:
    """List numbers that nobody checked and she may."""
    actor = need_role(request, Role.VERIFIER)
    sight = Sight.of(actor)
    found = MembershipCount.objects.filter(
        verification=Verification.UNVERIFIED,
        unit=Unit.PERSONS,
        organisation__in=sight.records(),
    ).select_related("organisation", "source")
    counts = [
        each
        for each in found.order_by("-pk")[: _SHOWN * 2]
        if may_verify(actor, each) and sight.sees(each.visibility, each.organisation)
    ]
    return page(request, "unchecked", counts=counts[:_SHOWN])


@signed_in
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Say how far one number was checked."""
    actor = need_role(request, Role.VERIFIER)
    count = _seen(actor, permanent)
    if request.method == "GET":
        content = {"count": count, "states": _STATES, "may": may_verify(actor, count)}
        return page(request, "check", **content)
    try:
        state = Verification(request.POST.get("state", ""))
    except ValueError:
        raise BadInput(
            "There is no such choice",
            where="form",
            to_do="choose one that the form offers",
            code="HL-NET-67",
        ) from None
    verify(count, state, actor, reason=request.POST.get("reason", "")[:1000])
    return redirect("own-verify", language)


def _seen(actor: Actor, permanent: str) -> MembershipCount:
    sight = Sight.of(actor)
    count = MembershipCount.objects.filter(
        permanent=permanent, organisation__in=sight.records()
    ).first()
    if count is None or not sight.sees(count.visibility, count.organisation):
        raise Http404
    return count
