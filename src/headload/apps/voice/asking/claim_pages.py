"""Claims of one's demands: added, shown as they will stand, and what follows."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from headload.apps.common.answering import indicators_in
from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Scheme
from headload.apps.network.own.page import signed_in
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting
from headload.apps.voice.asking.finding import (
    evidence_of,
    found_by,
    provision_named,
    sought_in,
)
from headload.apps.voice.asking.page import drawn, named
from headload.apps.voice.demands.page import told_of
from headload.apps.voice.models import Claim, Demand
from headload.apps.voice.services import (
    cite,
    claim,
    dispute,
    publish,
    renew,
    retract,
    say_in,
    uphold,
)
from headload.apps.voice.services.may import may_cite, may_keep
from headload.apps.voice.states import CLAIM_MOVES, ClaimKind, ClaimState
from headload.errors import BadInput

_ROLES = (Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR, Role.STATISTICIAN)
_LONGEST = 600
_Values = Mapping[str, str]


@signed_in
@require_http_methods(["GET"])
def demands(request: HttpRequest, language: str) -> HttpResponse:
    """List the demands whose claims she may write or back with evidence."""
    found = _demands_of(request)
    stale = _stale_in(found)
    shown = [(each, each.said(language), stale.get(each.pk, 0)) for each in found]
    return drawn(request, "own_demands", demands=shown)


@signed_in
@require_http_methods(["GET", "POST"])
def claims(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """List the claims of a demand, and add one."""
    demand = next((each for each in _demands_of(request) if each.slug == slug), None)
    if demand is None:
        raise Http404
    by = _actor(request, demand)
    if request.method == "POST":
        made = claim(
            demand,
            _sentence(request.POST.dict()),
            _kind(request.POST.get("kind", "")),
            by,
            language=_language(request.POST.get("language", ""), demand.language),
        )
        return redirect("own-claim-one", language, made.permanent)
    content = {
        "demand": demand,
        "text": demand.said(language),
        "claims": [told_of(each, language) for each in demand.claims.all()],
        "keeps": may_keep(by, demand),
        "kinds": list(ClaimKind),
        "spoken": [(code, name) for code, (_, name) in LANGUAGES.items()],
    }
    return drawn(request, "claims", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show how a claim will stand, and what may be done with it."""
    said = Claim.objects.filter(permanent=permanent).select_related("demand").first()
    if said is None or said.demand not in _demands_of(request):
        raise Http404
    by = _actor(request, said.demand)
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        now = step(said, request.POST.dict(), by)
        return redirect("own-claim-one", language, now.permanent)
    asked = request.GET.dict()
    sought = sought_in(asked)
    found = found_by(asked.get("q", ""), sought, language)
    newest = not Claim.objects.filter(replaces=said).exists()
    content = {
        "demand": said.demand,
        "text": said.demand.said(language),
        "told": told_of(said, language),
        "said": said,
        "texts": said.texts.all(),
        "moves": CLAIM_MOVES.get(said.state, ()),
        "open": newest and said.state != ClaimState.RETRACTED,
        "keeps": may_keep(by, said.demand),
        "cites": may_cite(by, said.demand),
        "before": said.replaces,
        "after": Claim.objects.filter(replaces=said).first(),
        "sought": sought,
        "words": asked.get("q", ""),
        "found": found,
        "provisions": [(provision_named(each), each) for each in found.provisions],
        "seeks": bool(asked),
        "indicators": indicators_in(language),
        "groups": named(Scheme.WORKER_GROUP, language),
        "places": named(Scheme.PLACE, language),
        "spoken": [
            (code, name)
            for code, (_, name) in LANGUAGES.items()
            if code != said.language
        ],
        "page": reverse("demand", args=[language, said.demand.slug]),
    }
    return drawn(request, "claim", **content)


def _stale_in(found: Sequence[Demand]) -> Mapping[int, int]:
    """Return how many claims are out of date, by demand, where any is."""
    rows = Claim.objects.filter(
        demand__in=found, state=ClaimState.STALE.value, replaced_by=None
    )
    counted = rows.order_by().values_list("demand").annotate(Count("pk"))
    return {int(demand): int(count) for demand, count in counted}


def _demands_of(request: HttpRequest) -> Sequence[Demand]:
    """Return her demands; for who coordinates, edits laws or answers, all of them.

    A statistician does not see what owners still discuss.
    """
    rows = Demand.objects.prefetch_related("texts").order_by("slug")
    actor = acting(request.user, *_ROLES)
    own = rows.filter(owners__organisation__in=request.user.organisations.all())
    if actor is None:
        return list(own.distinct())
    if actor.role != Role.STATISTICIAN:
        return list(rows)
    shown = Demand.objects.public().values("pk")
    return list((rows.filter(pk__in=shown) | own).distinct())


def _actor(request: HttpRequest, demand: Demand) -> Actor:
    """Return her as an owner of a demand, else in the role that she has."""
    own = Actor(request.user, Role.EDITOR)
    if may_keep(own, demand):
        return own
    return acting(request.user, *_ROLES) or own


def _cite(said: Claim, values: _Values, by: Actor) -> Claim:
    cite(said, evidence_of(values.get("evidence", "")), by)
    return said


def _say_in(said: Claim, values: _Values, by: Actor) -> Claim:
    say_in(said, _language(values.get("language", ""), ""), _sentence(values), by)
    return said


def _publish(said: Claim, _values: _Values, by: Actor) -> Claim:
    publish(said, by)
    return said


def _renew(said: Claim, values: _Values, by: Actor) -> Claim:
    return renew(said, _sentence(values), by)


def _dispute(said: Claim, values: _Values, by: Actor) -> Claim:
    dispute(said, by, reason=_reason(values))
    return said


def _uphold(said: Claim, values: _Values, by: Actor) -> Claim:
    uphold(said, by, reason=_reason(values))
    return said


def _retract(said: Claim, values: _Values, by: Actor) -> Claim:
    retract(said, by, reason=_reason(values))
    return said


_STEPS: Mapping[str, Callable[[Claim, _Values, Actor], Claim]] = {
    "cite": _cite,
    "say_in": _say_in,
    "publish": _publish,
    "renew": _renew,
    "dispute": _dispute,
    "uphold": _uphold,
    "retract": _retract,
}


def _sentence(values: _Values) -> str:
    return values.get("sentence", "").strip()[:_LONGEST]


def _reason(values: _Values) -> str:
    return values.get("reason", "").strip()[:500]


def _language(text: str, other: str) -> str:
    return text if text in LANGUAGES else other


def _kind(text: str) -> str:
    if text not in {each.value for each in ClaimKind}:
        raise BadInput(
            "There is no such choice",
            where="form",
            to_do="choose one that the form offers",
            code="HL-NET-67",
        )
    return text
