"""Own page of one win: borne out, verified, followed, settled, reversed.

Each step shows for whom it is, and its service decides.
"""

from collections.abc import Callable, Mapping

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from headload.apps.network.own.page import problem_of, signed_in
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting
from headload.apps.voice.models import Dispute, FollowUp, Outcome, Source
from headload.apps.voice.outcome_states import OUTCOME_MOVES, OutcomeState
from headload.apps.voice.outcomes.own_form import source_at
from headload.apps.voice.outcomes.own_page import drawn
from headload.apps.voice.services.outcomes import follow, prove, verify
from headload.apps.voice.services.outcomes import reverse as reverse_win
from headload.apps.voice.services.statements import settle
from headload.apps.voice.services.win_rights import (
    may_keep_win,
    may_let_through,
    may_verify_win,
)
from headload.errors import BadInput, HeadloadError

_ROLES = (Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR, Role.VERIFIER)
_Values = Mapping[str, str]


def kept_by(request: HttpRequest) -> QuerySet[Outcome]:
    """Return the wins that she may do something with, the latest first."""
    if acting(request.user, *_ROLES):
        return Outcome.objects.all()
    return Outcome.objects.filter(logged_for__in=request.user.organisations.all())


@signed_in
@require_http_methods(["GET", "POST"])
def own_win_keep(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show how far a win is and what is missing; keep what she does with it."""
    found = get_object_or_404(kept_by(request), permanent=permanent.upper())
    by = _actor(request, found)
    values: _Values = {}
    wrong: dict[str, object] = {}
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            step(found, values := request.POST.dict(), by, language)
        except HeadloadError as error:
            problem = problem_of(error, language)
            wrong = {"problem": problem, "to_do": error.to_do, "values": values}
        else:
            back = reverse("own-win-keep", args=[language, found.permanent])
            return redirect(f"{back}?said=kept")
    return drawn(
        request,
        "win_keep",
        422 if wrong else 200,
        outcome=found,
        text=found.said(language),
        said="own_said_kept" if request.GET.get("said") == "kept" else "",
        sources=found.sources.all(),
        follow_ups=found.follow_ups.select_related("source"),
        disputes=found.disputes.filter(settled_on=None).exclude(shown_on=None),
        keeps=may_keep_win(by, found),
        verifies=_may_go(found, OutcomeState.VERIFIED) and may_verify_win(by, found),
        settles=may_let_through(by),
        reverses=_may_go(found, OutcomeState.REVERSED) and may_keep_win(by, found),
        **wrong,
    )


def waiting_for_proof(request: HttpRequest) -> QuerySet[Outcome]:
    """Return the wins of others that she may verify or settle, or none."""
    by = acting(request.user, Role.ADMIN, Role.COORDINATOR, Role.VERIFIER)
    if by is None:
        return Outcome.objects.none()
    states = [OutcomeState.EVIDENCED.value]
    states += [OutcomeState.DISPUTED.value] if may_let_through(by) else []
    own = Q(logged_for__in=request.user.organisations.all()) | Q(entered_by=by.user)
    return Outcome.objects.public().filter(state__in=states).exclude(own)


def _may_go(outcome: Outcome, state: OutcomeState) -> bool:
    return state in OUTCOME_MOVES.get(outcome.state, ())


def _actor(request: HttpRequest, outcome: Outcome) -> Actor:
    """Return her as of the organisation whose win it is, else in her role."""
    own = Actor(request.user, Role.EDITOR)
    if outcome.logged_for and own.owns(outcome.logged_for):
        return own
    return acting(request.user, *_ROLES) or own


def _prove(found: Outcome, values: _Values, by: Actor, _language: str) -> None:
    prove(found, [_source(values)], by)


def _verify(found: Outcome, values: _Values, by: Actor, _language: str) -> None:
    source = source_at(values.get("source", ""))
    reason = values.get("reason", "").strip()[:500]
    verify(found, by, independent=source, reason=reason)


def _follow(found: Outcome, values: _Values, by: Actor, language: str) -> None:
    seen = FollowUp(
        outcome=found,
        date=values.get("date", "").strip()[:10],
        language=language,
        text=values.get("text", "").strip()[:3000],
        source=_source(values),
    )
    follow(seen, by)


def _settle(found: Outcome, values: _Values, by: Actor, _language: str) -> None:
    number = values.get("dispute", "")
    said = get_object_or_404(
        Dispute, outcome=found, pk=number if number.isdecimal() else 0
    )
    settle(said, values.get("how", "")[:600], by)


def _reverse(found: Outcome, values: _Values, by: Actor, _language: str) -> None:
    reverse_win(found, by, reason=values.get("reason", "").strip()[:500])


def _source(values: _Values) -> Source:
    """Return the source that a form names.

    Raises
    ------
    BadInput
        HL-VOI-30 without one, -05 for an address that is none.
    """
    found = source_at(values.get("source", ""))
    if found is None:
        raise BadInput(
            "A win without a source stays claimed",
            where="source",
            to_do="give a page or a publication that tells of it",
            code="HL-VOI-30",
        )
    return found


_STEPS: Mapping[str, Callable[[Outcome, _Values, Actor, str], None]] = {
    "prove": _prove,
    "verify": _verify,
    "follow": _follow,
    "settle": _settle,
    "reverse": _reverse,
}
