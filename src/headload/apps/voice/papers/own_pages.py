"""Own pages of an organisation: what it can sign, the form, confirm and withdraw.

They are plain forms, so that they work on any telephone, without a script.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.common.words import Text, say, words
from headload.apps.network.models import Organisation
from headload.apps.network.own.page import organisation_of, signed_in
from headload.apps.network.rights import READER, Actor, Role
from headload.apps.voice.models import DocumentVersion, SignOn
from headload.apps.voice.paper_words import Channel, Display, Organ, Signer
from headload.apps.voice.papers.choose import stale_in
from headload.apps.voice.papers.own_page import drawn
from headload.apps.voice.papers.rendered import rendered, text_in
from headload.apps.voice.services.paper_rights import is_open_to, may_confirm
from headload.apps.voice.services.sign_ons import (
    How,
    Mandate,
    by_letter,
    confirm,
    confirm_by_letter,
    show_as,
    sign,
    withdraw,
)
from headload.apps.voice.states import OPEN_TO_CHANGE, SignOnState
from headload.errors import BadInput, HeadloadError

_SAID = ("signed", "confirmed", "withdrawn", "shown")
_STANDS = (SignOnState.SIGNED, SignOnState.CONFIRMED)


@signed_in
@require_http_methods(["GET"])
def papers_to_sign(request: HttpRequest, language: str) -> HttpResponse:
    """Show what each of her organisations can sign, and what it has signed."""
    own = request.user.organisations.filter(merged_into=None).order_by("name")
    actor = Actor(request.user, Role.EDITOR)
    said = request.GET.get("said", "")
    content = {
        "own": [(each, _lines(each, actor, language)) for each in own],
        "said": f"sign_said_{said}" if said in _SAID else "",
        "displays": list(Display),
    }
    return drawn(request, "to_sign", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def paper_sign(
    request: HttpRequest, language: str, permanent: str, version: str
) -> HttpResponse:
    """Show the text and ask who decided; keep the sign-on, which waits for a word."""
    organisation, actor = organisation_of(request, permanent)
    found = _to_sign(version, organisation)
    owns = actor.owns(organisation)
    text = text_in(found, language)
    content = {
        "organisation": organisation,
        "version": found,
        "paper": rendered(found, text) if text else None,
        "organs": list(Organ),
        "signers": list(Signer),
        "displays": list(Display),
        "channels": [] if owns else [each for each in Channel if each != Channel.WEB],
        "values": {},
    }
    if request.method == "GET":
        return drawn(request, "sign", **content)
    values = request.POST.dict()
    try:
        kept = sign(found, organisation, *_told(values, actor, owns, language))
    except BadInput as error:
        content |= {"values": values, "problem": _problem(error, language)}
        return drawn(request, "sign", 422, **content)
    return redirect("sign-on-receipt", language, kept.key)


@signed_in
@require_POST
def paper_act(
    request: HttpRequest, language: str, permanent: str, kept: str
) -> HttpResponse:
    """Confirm a sign-on, take it back, or choose what is shown of it."""
    organisation, actor = organisation_of(request, permanent)
    found = SignOn.objects.filter(permanent=kept, organisation=organisation).first()
    if found is None:
        raise Http404
    act, said = request.POST.get("act", ""), "shown"
    try:
        if act == "confirm":
            confirm(found, actor)
            said = "confirmed"
        elif act == "withdraw":
            withdraw(found, actor, reason=request.POST.get("reason", "")[:500])
            said = "withdrawn"
        else:
            show_as(found, request.POST.get("display", ""), actor)
    except BadInput as error:
        return _said(request, _problem(error, language), 422)
    return redirect(f"{reverse('own-papers', args=[language])}?said={said}")


@require_http_methods(["GET", "POST"])
def confirm_letter(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Ask whoever has the link of the letter to confirm; a look at it does nothing."""
    try:
        found = by_letter(key)
        if request.method == "GET":
            title = found.version.said(language)
            return drawn(request, "confirm", kept=found, title=title)
        confirm_by_letter(key, READER)
    except BadInput as error:
        return _said(request, _problem(error, language), 422)
    return _said(request, say("sign_said_confirmed", language))


def _lines(
    organisation: Organisation, actor: Actor, language: str
) -> list[Mapping[str, Any]]:
    """Return every version that can be signed, and each that was, with what can be."""
    signed = {
        each.version_id: each
        for each in SignOn.objects.filter(organisation=organisation).select_related(
            "organisation"
        )
    }
    versions = (
        DocumentVersion.objects.exclude(state__in=OPEN_TO_CHANGE)
        .select_related("document")
        .prefetch_related("texts")
        .order_by("document__slug", "-number")
    )
    stale = stale_in(versions)
    found: list[Mapping[str, Any]] = []
    for version in versions:
        kept, newer = signed.get(version.pk), version.newer
        signs = newer is None and (kept is None or kept.state not in _STANDS)
        if kept is None and (newer or not is_open_to(version, organisation)):
            continue
        line = {"version": version, "title": version.said(language), "kept": kept}
        line |= {"newer": newer, "signs": signs, "stale": stale[version.pk]}
        line["confirms"] = bool(
            kept and _waits(kept, newer) and may_confirm(actor, kept)
        )
        line["stands"] = bool(kept and kept.state in _STANDS)
        found.append(line)
    return found


def _waits(kept: SignOn, newer: DocumentVersion | None) -> bool:
    return newer is None and bool(kept.state == SignOnState.SIGNED)


def _to_sign(permanent: str, organisation: Organisation) -> DocumentVersion:
    found = (
        DocumentVersion.objects.filter(permanent=permanent)
        .exclude(state__in=OPEN_TO_CHANGE)
        .select_related("document")
        .first()
    )
    if found is None or not is_open_to(found, organisation):
        raise Http404
    return found


def _told(
    values: Mapping[str, str], actor: Actor, owns: bool, language: str
) -> tuple[Mandate, Actor, How]:
    """Return what a form says; what it lacks is refused by the service."""
    mandate = Mandate(
        organ=values.get("organ", ""),
        decided_on=_day(values.get("decided_on", "")),
        minute=values.get("minute", "")[:120],
        signer=values.get("signer", ""),
    )
    channel = Channel.WEB.value if owns else values.get("channel", "")
    display = values.get("display", Display.HIDDEN.value)
    return mandate, actor, How(channel, display, language)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _problem(error: HeadloadError, language: str) -> Text:
    """Return a refusal in the words of the site; in English where it has none."""
    name = f"refused_{error.code.lower().replace('-', '_')}"
    if name in words():
        return say(name, language, today=timezone.localdate().isoformat())
    return Text(f"{error.what}. {error.to_do.capitalize()}.", "en")


def _said(request: HttpRequest, text: Text, status: int = 200) -> HttpResponse:
    return drawn(request, "said", status, text=text)
