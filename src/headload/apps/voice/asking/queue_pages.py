"""The queue of the statistician: what is needed first, and one question at a time."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from headload.apps.common.answering import figures_for, indicators_in
from headload.apps.common.models import Scheme
from headload.apps.network.history import writing
from headload.apps.network.own.page import need_role, signed_in
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.asking.finding import (
    any_of,
    evidence_of,
    found_by,
    sought_for,
    sought_in,
    spec_in,
)
from headload.apps.voice.asking.page import drawn, named
from headload.apps.voice.models import EvidenceRequest
from headload.apps.voice.services import (
    Answer,
    NewGap,
    Spec,
    answer,
    open_gap,
    reopen,
    specify,
    take,
    triage,
)
from headload.apps.voice.states import ANSWERS, REQUEST_MOVES, GapReason
from headload.errors import BadInput

_ROLES = (Role.STATISTICIAN, Role.ADMIN)
_SOON = 7
_Values = Mapping[str, str]


@signed_in
@require_http_methods(["GET"])
def queue(request: HttpRequest, language: str) -> HttpResponse:
    """List what waits for an answer, what is needed first on top."""
    need_role(request, *_ROLES)
    today = timezone.localdate()
    rows = EvidenceRequest.objects.select_related("area", "sector", "process")
    waiting = list(rows.exclude(state__in=ANSWERS))
    done = rows.filter(state__in=ANSWERS).order_by("-answered_on", "-pk")
    content = {
        "waiting": [
            (each, (each.needed_by - today).days if each.needed_by else None)
            for each in waiting
        ],
        "soon": sum(
            bool(each.needed_by and (each.needed_by - today).days <= _SOON)
            for each in waiting
        ),
        "done": done[:50],
    }
    return drawn(request, "queue", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show a question and figures that could answer; keep what she does with it."""
    by = need_role(request, *_ROLES)
    asked = get_object_or_404(EvidenceRequest, permanent=permanent)
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        step(asked, request.POST.dict(), by)
        return redirect(request.path)
    spec = Spec(asked.indicator, asked.sector, asked.area, asked.year)
    sought = sought_for(spec)
    figures = figures_for(sought, language) if any_of(sought) else []
    words = request.GET.get("q", "")
    content = {
        "asked": asked,
        "moves": REQUEST_MOVES.get(asked.state, ()),
        "answered": asked.state in ANSWERS,
        "note": getattr(asked, "note", None),
        "work": asked.work,
        "gap": asked.gap,
        "sought": sought,
        "seeks": any_of(sought),
        "figures": figures,
        "words": words,
        "found": found_by(words, sought_in({}), language),
        "indicators": indicators_in(language),
        "groups": named(Scheme.WORKER_GROUP, language),
        "places": named(Scheme.PLACE, language),
        "reasons": list(GapReason),
    }
    return drawn(request, "question", **content)


@signed_in
@require_http_methods(["GET"])
def sound(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Answer with the sound of a question, for those who answer alone."""
    need_role(request, *_ROLES)
    asked = get_object_or_404(EvidenceRequest, permanent=permanent, note__isnull=False)
    found = HttpResponse(asked.note.sound, content_type=asked.note.media_type)
    found["Content-Disposition"] = "attachment; filename=question"
    return found


def _specify(asked: EvidenceRequest, values: _Values, by: Actor) -> None:
    specify(asked, spec_in(values), by)


def _triage(asked: EvidenceRequest, _values: _Values, by: Actor) -> None:
    triage(asked, by)


def _take(asked: EvidenceRequest, _values: _Values, by: Actor) -> None:
    take(asked, by)


def _reopen(asked: EvidenceRequest, values: _Values, by: Actor) -> None:
    reopen(asked, by, reason=_text(values, "reason", 500))


def _answer(asked: EvidenceRequest, values: _Values, by: Actor) -> None:
    """Answer with what an id or address names: a figure, a work, or a gap."""
    found = evidence_of(values.get("evidence", ""))
    given = Answer(
        estimate_id=found.estimate_id,
        release_id=values.get("release", "") or found.release_id,
        work=found.work,
        gap=found.gap,
    )
    answer(asked, given, by)


def _decline(asked: EvidenceRequest, values: _Values, by: Actor) -> None:
    answer(asked, Answer(reason=_text(values, "reason", 2000)), by)


def _gap(asked: EvidenceRequest, values: _Values, by: Actor) -> None:
    """Register what nobody can say, and answer with that."""
    reasons = {each.value for each in GapReason}
    reason = values.get("why", "")
    if reason not in reasons:
        raise BadInput(
            "There is no such choice",
            where="form",
            to_do="choose one that the form offers",
            code="HL-NET-67",
        )
    title = _text(values, "title", 300)
    new = NewGap(
        slug=f"{slugify(title)[:60]}-{asked.permanent[-6:].lower()}".strip("-"),
        title=title,
        indicator=asked.indicator or title[:120],
        reason=reason,
        language=values.get("language", "en")[:8] or "en",
        sectors=[asked.sector] if asked.sector else [],
        area=asked.area,
        producer=_text(values, "producer", 200),
        question=_text(values, "question", 1000),
        until_then=_text(values, "until_then", 1000),
    )
    with writing():
        answer(asked, Answer(gap=open_gap(new, by)), by)


def _text(values: _Values, name: str, most: int) -> str:
    return values.get(name, "").strip()[:most]


_STEPS: Mapping[str, Callable[[EvidenceRequest, _Values, Actor], None]] = {
    "triage": _triage,
    "take": _take,
    "specify": _specify,
    "answer": _answer,
    "gap": _gap,
    "decline": _decline,
    "reopen": _reopen,
}
