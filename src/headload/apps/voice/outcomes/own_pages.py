"""Own pages of wins: log one, say one's part in one, doubt one, let through."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import Organisation
from headload.apps.network.own.page import (
    need_role,
    organisation_of,
    problem_of,
    signed_in,
)
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting
from headload.apps.voice.models import Contribution, Demand, Dispute, Outcome
from headload.apps.voice.outcome_states import OutcomeKind
from headload.apps.voice.outcomes.own_form import read, source_at
from headload.apps.voice.outcomes.own_keeping import kept_by, waiting_for_proof
from headload.apps.voice.outcomes.own_page import drawn
from headload.apps.voice.services.outcomes import carry, log
from headload.apps.voice.services.statements import (
    contribute,
    decline,
    dispute,
    let_in,
    let_through,
)
from headload.apps.voice.states import DemandState
from headload.errors import HeadloadError

_CAME = (
    DemandState.ACCEPTED,
    DemandState.PARTLY,
    DemandState.IMPLEMENTED,
    DemandState.NOT_IMPLEMENTED,
)
_SAID = ("shown", "waits")
_MODERATORS = (Role.ADMIN, Role.COORDINATOR)
_WAITS = {"contribution": Contribution, "dispute": Dispute, "outcome": Outcome}


@signed_in
@require_GET
def own_wins(request: HttpRequest, language: str) -> HttpResponse:
    """Show for whom she may log a win, and what waits for her where she coordinates."""
    actor = acting(request.user, *_MODERATORS)
    said = request.GET.get("said", "")
    content: dict[str, Any] = {
        "own": _speaks_for(request),
        "said": f"win_said_{said}" if said in _SAID else "",
        "moderates": actor is not None,
        "kept": [
            (each, each.said(language))
            for each in kept_by(request).filter(
                logged_for__in=request.user.organisations.all()
            )
        ],
        "checks": [(each, each.said(language)) for each in waiting_for_proof(request)],
    }
    if actor is not None:
        waits = {"shown_on": None, "declined_on": None}
        content["wins"] = Outcome.objects.filter(live=False)
        content["statements"] = [
            *Contribution.objects.filter(**waits).select_related("outcome"),
            *Dispute.objects.filter(**waits).select_related("outcome"),
        ]
    return drawn(request, "wins", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def own_win_log(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Ask what changed, and log it."""
    organisation, actor = organisation_of(request, permanent)
    content: dict[str, Any] = {
        "organisation": organisation,
        "kinds": list(OutcomeKind),
        "came": _CAME,
        "groups": _named(Scheme.WORKER_GROUP, language),
        "places": _near(organisation, language),
        "demands": [
            (each.slug, each.said(language))
            for each in Demand.objects.public().filter(
                owners__organisation=organisation
            )
        ],
    }
    if request.method == "GET":
        return drawn(request, "win_log", **content)
    try:
        new = read(request.POST, organisation, language)
        made = log(new, actor)
        _carry(made, request.POST.get("came", ""), actor)
    except HeadloadError as error:
        content |= {"problem": problem_of(error, language), "to_do": error.to_do}
        content["values"] = request.POST.dict()
        return drawn(request, "win_log", 422, **content)
    said = "shown" if made.live else "waits"
    return redirect(f"{reverse('own-wins', args=[language])}?said={said}")


@signed_in
@require_http_methods(["GET", "POST"])
def own_win_say(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Say an organisation's part in a win, or that it is not so."""
    outcome = Outcome.objects.public().filter(permanent=permanent.upper()).first()
    if outcome is None:
        raise Http404
    content = {
        "outcome": outcome,
        "text": outcome.said(language),
        "own": _speaks_for(request),
    }
    if request.method == "GET":
        return drawn(request, "win_say", **content)
    try:
        said = _say(request, outcome, language)
    except HeadloadError as error:
        content |= {"problem": problem_of(error, language), "to_do": error.to_do}
        content["values"] = request.POST.dict()
        return drawn(request, "win_say", 422, **content)
    told = "shown" if said.shown_on else "waits"
    return redirect(f"{reverse('own-wins', args=[language])}?said={told}")


@signed_in
@require_POST
def own_win_decide(request: HttpRequest, language: str) -> HttpResponse:
    """Let a statement or a win through, or decline a statement."""
    actor = need_role(request, *_MODERATORS)
    number = request.POST.get("number", "")
    model: Any = _WAITS.get(request.POST.get("what", ""))
    if model is None or not number.isdecimal():
        raise Http404
    found = get_object_or_404(model, pk=number)
    if isinstance(found, Outcome):
        let_in(found, actor)
    elif request.POST.get("decline"):
        decline(found, actor, reason=request.POST.get("reason", "")[:500])
    else:
        let_through(found, actor)
    return redirect("own-wins", language)


def _say(
    request: HttpRequest, outcome: Outcome, language: str
) -> Contribution | Dispute:
    organisation, actor = organisation_of(request, request.POST.get("who", ""))
    text = request.POST.get("text", "").strip()[:3000]
    shared = {
        "outcome": outcome,
        "organisation": organisation,
        "language": language,
        "text": text,
    }
    if request.POST.get("what") == "dispute":
        source = source_at(request.POST.get("source", ""))
        return dispute(Dispute(**shared, source=source), actor)
    return contribute(Contribution(**shared), actor)


def _carry(outcome: Outcome, state: str, actor: Actor) -> None:
    """Say how far her demands are by this win; those of others stay as they are."""
    if state not in {each.value for each in _CAME}:
        return
    for demand in outcome.demands.all():
        owners = demand.owners.select_related("organisation")
        if any(actor.owns(each.organisation) for each in owners if each.organisation):
            carry(outcome, demand, state, actor, reason=f"win {outcome.permanent}")


def _speaks_for(request: HttpRequest) -> list[Organisation]:
    """Return the records that she keeps, and where she coordinates unclaimed ones."""
    own = list(request.user.organisations.filter(merged_into=None).order_by("name"))
    if acting(request.user, *_MODERATORS):
        free = Organisation.objects.filter(
            claimed=False, merged_into=None, hidden_on=None
        )
        own += [each for each in free.order_by("name") if each not in own]
    return own


def _near(organisation: Organisation, language: str) -> list[tuple[str, str]]:
    """Return the place of an organisation and its country, which come before others."""
    area = organisation.area
    near = [each for each in (area, area.within if area else None) if each]
    return [(each.code, str(each.name(language))) for each in near]


def _named(scheme: Scheme, language: str) -> list[tuple[str, object]]:
    found = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    named = [(each.code, each.name(language)) for each in found]
    return sorted(named, key=lambda each: str(each[1]).casefold())
