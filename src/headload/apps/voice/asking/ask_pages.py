"""Asking for a number, and how far what was asked is."""

import secrets
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from headload.apps.common.models import Scheme
from headload.apps.common.standing import standing_of
from headload.apps.common.words import say
from headload.apps.network.models import Organisation
from headload.apps.network.own import throttle
from headload.apps.network.own.page import page as network_page
from headload.apps.network.own.page import problem_of, signed_in
from headload.apps.network.rights import Actor
from headload.apps.voice.asking.ask_form import Question, open_deadlines, read
from headload.apps.voice.asking.page import drawn, named, speaks_for
from headload.apps.voice.asking.sound import MOST_BYTES, Sound, sound_of
from headload.apps.voice.models import EvidenceRequest
from headload.apps.voice.services import ask as ask_for
from headload.apps.voice.services import ask_once, reopen
from headload.apps.voice.services.notes import keep_note
from headload.apps.voice.states import ANSWERS
from headload.errors import BadInput

_SAID = ("sent", "again", "reopened")


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """Ask in one sentence or by voice, and list what was asked before."""
    speakers = speaks_for(request)
    if not speakers:
        raise Http404
    if request.method == "GET":
        return _form(request, language, {"key": secrets.token_urlsafe(18)}, {})
    values, by_voice = request.POST.dict(), "by_voice" in request.POST
    asked = read(values, speakers, language, by_voice=by_voice)
    if asked.wrong or asked.organisation is None or asked.by is None:
        return _form(request, language, values, asked.wrong, status=422)
    tries = [("ask", str(request.user.pk))]
    if throttle.is_too_many(tries):
        return network_page(request, "said", 429, said="own_too_many")
    try:
        sound = _sound(request) if by_voice else None
    except BadInput as error:
        values["key"] = secrets.token_urlsafe(18)
        problem = {"sound": problem_of(error, language)}
        return _form(request, language, values, problem, status=422)
    speaker = asked.organisation, asked.by
    made, again = _asked_once(values.get("key", ""), asked, speaker, sound)
    if not again:
        throttle.count(tries)
    back = reverse("asked", args=[language, made.permanent])
    return redirect(f"{back}?said={'again' if again else 'sent'}")


@signed_in
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show those who asked how far it is; let them say that it is no answer."""
    found, by = _asked_by_hers(request, permanent)
    if request.method == "POST":
        reopen(found, by, reason=request.POST.get("reason", "").strip()[:500])
        return redirect(f"{request.path}?said=reopened")
    said = request.GET.get("said", "")
    estimate = found.estimate_id
    content = {
        "asked": found,
        "answered": found.state in ANSWERS,
        "foreign": found.language if found.language != language else "",
        "address": request.build_absolute_uri(
            reverse("request", args=[language, found.key])
        ),
        "note": getattr(found, "note", None),
        "standing": standing_of(estimate, found.release_id, language)
        if estimate
        else None,
        "work": found.work if found.work and found.work.live else None,
        "gap": found.gap if found.gap and found.gap.live else None,
        "said": f"ask_said_{said}" if said in _SAID else "",
    }
    return drawn(request, "asked", **content)


def _sound(request: HttpRequest) -> Sound:
    """Return the sound that came with a form; raises as `sound_of`."""
    file = request.FILES.get("sound")
    return sound_of(file.read(MOST_BYTES + 1) if file else b"")


def _asked_once(
    key: str, asked: Question, speaker: tuple[Organisation, Actor], sound: Sound | None
) -> tuple[EvidenceRequest, bool]:
    organisation, by = speaker
    language = asked.wanted.language
    text = asked.text or str(say("ask_by_voice", language))

    def make() -> EvidenceRequest:
        made = ask_for(organisation, text, by, asked.wanted)
        if sound is not None:
            keep_note(made, sound.content, sound.media_type, sound.seconds)
        return made

    return ask_once(key, make, by)


def _asked_by_hers(
    request: HttpRequest, permanent: str
) -> tuple[EvidenceRequest, Actor]:
    actors = {each.pk: by for each, by in speaks_for(request)}
    found = EvidenceRequest.objects.filter(
        permanent=permanent, organisation__in=actors
    ).first()
    if found is None:
        raise Http404
    return found, actors[found.organisation_id]


def _form(
    request: HttpRequest,
    language: str,
    values: dict[str, str],
    wrong: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    speakers = [each for each, _ in speaks_for(request)]
    own = [each for each in speakers if each.claimed]
    chosen = speakers[0].area if len(speakers) == 1 else None
    shown = {"place": chosen.code if chosen else "", **values}
    content = {
        "speakers": speakers,
        "groups": named(Scheme.WORKER_GROUP, language),
        "places": named(Scheme.PLACE, language),
        "deadlines": open_deadlines(timezone.now()),
        "values": shown,
        "wrong": wrong,
        "voice_key": secrets.token_urlsafe(18),
        "before": EvidenceRequest.objects.filter(organisation__in=own).order_by("-pk"),
    }
    return drawn(request, "ask", status, **content)
